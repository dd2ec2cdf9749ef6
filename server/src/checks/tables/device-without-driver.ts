// MK-34: a device that no driver of the description can ever bind, where the description means to be complete.
import type { RootModel } from '../../db/model.ts';
import type { DeviceResult } from '../../driver-core/result.ts';
import type { Check, DeviceSubject, Report } from '../check.ts';
import { ownBuses } from '../own-buses.ts';

/** Unbound for want of a driver, not because one declined or waits. */
const NO_DRIVER: ReadonlySet<string> = new Set(['no-driver', 'no-match']);

export const deviceWithoutDriver: Check<'device'> = {
  code: 'MK-34',
  aliases: [],
  title: 'a device that no driver matches',
  levels: { relaxed: 'off', strict: 'hint', stricter: 'warning' },
  on: 'device',
  reads: 'run',
  run,
  doc: {
    why: 'Drivers of this bus are described, and none of them can ever bind this device: an id is missing from a table, or a driver from the description. Devices that a machine had bound to something that is not described (`recorded_driver`), bridges and other devices that need no driver are common, so only strict levels say so; the Buses view and the hover always do.',
    source: ['domain rule MK-34'],
    firing: `driver e1000e on pci { id_table { { vendor = 0x8086; device = 0x1502; } } }
device 0000:00:19.0 on pci { vendor = 0x8086; device = 0x1502; }
device 0000:00:1f.3 on pci { vendor = 0x8086; device = 0x1e22; }
`,
    corrected: `driver e1000e on pci { id_table { { vendor = 0x8086; device = 0x1502; } } }
driver i801_smbus on pci { module = i2c_i801; id_table { { vendor = 0x8086; device = 0x1e22; } } }
device 0000:00:19.0 on pci { vendor = 0x8086; device = 0x1502; }
device 0000:00:1f.3 on pci { vendor = 0x8086; device = 0x1e22; }
`,
  },
};

function* run({ result, device, declared }: DeviceSubject, model: RootModel): Iterable<Report> {
  if (!declared || device?.recordedDriver !== undefined || !isUnmatched(result)) return;
  if (!ownBuses(model).has(result.bus ?? '')) return;
  yield {
    message: `no driver of \`${result.bus}\` matches it`,
    place: { item: declared.item, site: declared.decl.name.site },
  };
}

function isUnmatched(result: DeviceResult): boolean {
  if (result.bus === undefined || result.state !== 'unbound' || result.matching.length > 0) return false;
  return NO_DRIVER.has(result.reason.code);
}
