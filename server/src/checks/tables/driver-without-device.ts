// MK-35: a driver that no device of the description is for.
import type { RootModel } from '../../db/model.ts';
import type { Request, Topology } from '../../driver-core/topology.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { isOverrideOnly } from '../driver-rows.ts';
import { remembered } from '../watched-model.ts';

export const driverWithoutDevice: Check<'driver'> = {
  code: 'MK-35',
  aliases: [],
  title: 'a driver that matches no device',
  levels: { relaxed: 'off', strict: 'hint', stricter: 'hint' },
  on: 'driver',
  reads: 'run',
  run,
  doc: {
    why: 'Nothing in this description makes the driver do anything: its tables fit no device of its bus, declared or made, and none of its bus comes later. Often an id is mistyped. A file that other files import describes drivers without devices, so relaxed severity says nothing.',
    source: ['domain rule MK-35'],
    firing: `driver e1000e on pci { id_table { { vendor = 0x8086; device = 0x1502; } } }
device 0000:00:19.0 on pci { vendor = 0x8086; device = 0x1503; }
`,
    corrected: `driver e1000e on pci { id_table { { vendor = 0x8086; device = 0x1503; } } }
device 0000:00:19.0 on pci { vendor = 0x8086; device = 0x1503; }
`,
  },
};

/** Buses with devices that are declared absent, or that nobody has asked for yet: who they are for is not known. */
const busesToCome = remembered(({ topology }) => collect(topology));

function collect({ devices, drivers, modules }: Topology): ReadonlySet<string> {
  const asked = new Set(devices.flatMap((it) => it.requests.flatMap(flavoursOf)));
  const open = [...drivers, ...modules.values()].flatMap((it) =>
    it.flavours.filter((one) => !asked.has(one.name)),
  );
  return new Set([
    ...devices.flatMap((it) => (it.absent && it.bus !== undefined ? [it.bus] : [])),
    ...open.flatMap(({ steps }) => steps.flatMap((it) => (it.kind === 'creates' ? [it.of] : []))),
  ]);
}

function flavoursOf({ flavour, requests }: Request): readonly string[] {
  return [flavour, ...requests.flatMap(flavoursOf)];
}

function* run({ driver, result, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  if (!model.hasDevices || !result || result.matches.length > 0 || result.devices.length > 0) return;
  const rows = Object.values(driver.tables).flat();
  if (rows.length > 0 && rows.every(isOverrideOnly)) return;
  if (busesToCome(model).has(driver.bus)) return;
  if (model.run.modules.get(driver.module)?.loaded === false && driver.aliases.length > 0) return;
  yield {
    message: `no device of \`${driver.bus}\` matches`,
    place: { item: declared.item, site: declared.decl.name.site },
  };
}
