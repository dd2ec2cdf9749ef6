// import/driver: the machine had another driver bound than the one that is predicted.
import type { RootModel } from '../db/model.ts';
import { INSTALLED } from '../driver-core/kmod/module-drivers.ts';
import type { Device, Driver } from '../driver-core/topology.ts';
import type { Declaration } from '../link/declaration.ts';
import type { Fix } from '../link/fix.ts';
import { driverId } from '../link/ids.ts';
import type { Place } from '../link/place.ts';
import type { Check, DeviceSubject, Report } from './check.ts';
import { factNamed } from './made-here.ts';

export const recordedDriver: Check<'device'> = {
  code: 'import/driver',
  aliases: [],
  title: 'another driver than the machine had bound',
  levels: { relaxed: 'hint', strict: 'hint', stricter: 'warning' },
  on: 'device',
  reads: 'run',
  run,
  doc: {
    why: 'An imported device carries the driver that the machine had bound (`recorded_driver`). Where the model binds another one, the description and the machine differ: another kernel, another set of modules, a blacklist, an override, or an administrator’s `bind`. Devices whose driver is not described are not compared: they stay unbound, or have a driver that only fills in (hid-generic). Neither are modules of an installed kernel: a module need not be called like its driver.',
    source: ['udevadm info --export-db: DRIVER='],
    firing: `driver radeon on pci { id_table { { vendor = 0x1002; device = 0x5d57; } } }
device 0000:01:00.0 on pci { vendor = 0x1002; device = 0x5d57; recorded_driver = vfio-pci; }
`,
    corrected: `driver radeon on pci { id_table { { vendor = 0x1002; device = 0x5d57; } } }
device 0000:01:00.0 on pci { vendor = 0x1002; device = 0x5d57; recorded_driver = radeon; }
`,
  },
};

function* run({ result, device, declared }: DeviceSubject, model: RootModel): Iterable<Report> {
  const recorded = device?.recordedDriver;
  const predicted = result.driver === undefined ? undefined : model.driver(result.driver);
  if (recorded === undefined || !predicted || predicted.name === recorded || !declared) return;
  if (!isComparable(predicted, recorded, model)) return;
  const fact = factNamed(declared.decl.facts, 'recorded_driver');
  if (!fact) return;
  const place = { item: declared.item, site: fact.values[0]?.site ?? fact.site };
  yield {
    message: `the machine had \`${recorded}\` bound; \`${predicted.name}\` would bind (${result.reason.text})`,
    place,
    fixes: () => (hasOverride(predicted.bus, model) ? [override(recorded, device, place, declared)] : []),
  };
}

/**
 * An installed module stands under its own name, which need not be its driver's. A driver that yields (hid-generic, usb) has the
 * device only because the driver that the machine had is not described.
 */
function isComparable(predicted: Driver, recorded: string, model: RootModel): boolean {
  if (predicted.flags.has(INSTALLED)) return false;
  return !predicted.flags.has('yields') || model.driver(driverId(predicted.bus, recorded)) !== undefined;
}

function hasOverride(bus: string, model: RootModel): boolean {
  return model.topology.buses.get(bus)?.match?.some((step) => step.kind === 'driver_override') === true;
}

/** In the place of the override that decided otherwise, if there is one. */
function override(
  recorded: string,
  device: Device | undefined,
  place: Place,
  { decl, item }: Declaration<'device'>,
): Fix {
  const known = device?.driverOverride === undefined ? undefined : factNamed(decl.facts, 'driver_override');
  const value = known?.values[0];
  return {
    title: `Override with \`${recorded}\``,
    edits: [
      value
        ? { act: 'replace', place: { item, site: value.site }, text: recorded }
        : { act: 'insert-after', place, text: `driver_override = ${recorded};` },
    ],
  };
}
