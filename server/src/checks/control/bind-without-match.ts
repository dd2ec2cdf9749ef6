// MK-89: a write to `bind` for a device that the driver does not match. Kernel: drivers/base/bus.c:bind_store (LC-40).
import type { RootModel } from '../../db/model.ts';
import type { DeviceResult, Verdict } from '../../driver-core/result.ts';
import type { BusType, Driver } from '../../driver-core/topology.ts';
import type { Fix } from '../../link/fix.ts';
import type { Report, StepCheck, StepDone } from '../check.ts';
import { deviceAt, driverAt, eachStep, nameIn } from '../follow.ts';

export const bindWithoutMatch: StepCheck = {
  code: 'MK-89',
  aliases: [],
  title: 'bind of a device that the driver does not match',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'step',
  follow: eachStep(run),
  doc: {
    why: 'A write to a driver’s `bind` file skips the walk over the other drivers, not the question of whether this one matches: `bind_store()` asks match() and returns -ENODEV if it says no. The id has to be there first: a line in `new_id`, or `driver_override` where the bus has it. (A match() that returns an error passes: `bind_store()` tests for 0 only.)',
    source: ['drivers/base/bus.c:bind_store', 'domain rules LC-40, MK-89'],
    firing: `module uio_pci_generic { loaded; }
driver uio_pci_generic on pci { }
driver e1000e on pci { id_table { { vendor = 0x8086; device = 0x1502; } } }
device 0000:00:19.0 on pci { vendor = 0x8086; device = 0x1502; }
scenario "to user space" { unbind 0000:00:19.0; bind 0000:00:19.0 to uio_pci_generic; }
`,
    corrected: `module uio_pci_generic { loaded; }
driver uio_pci_generic on pci { }
driver e1000e on pci { id_table { { vendor = 0x8086; device = 0x1502; } } }
device 0000:00:19.0 on pci { vendor = 0x8086; device = 0x1502; }
scenario "to user space" { unbind 0000:00:19.0; set 0000:00:19.0 driver_override = uio_pci_generic; bind 0000:00:19.0 to uio_pci_generic; }
`,
  },
};

function* run(done: StepDone, moment: RootModel): Iterable<Report> {
  const { step, place, act, failure } = done;
  if (act?.act !== 'bind' || failure?.errno !== 'ENODEV') return;
  const device = deviceAt(step.refs[0], moment);
  const driver = driverAt(step.refs[1], moment, device?.bus);
  const bus = moment.topology.buses.get(driver?.bus ?? '');
  if (!device || !driver || !bus) return;
  const why = mismatch(device, driver, bus, moment);
  if (why === undefined) return;
  yield {
    message: `the write to \`bind\` of \`${driver.name}\` fails with -ENODEV: ${why}`,
    place,
    about: device.id,
    fixes: () => override(done, device, driver, bus),
  };
}

/** Why match() says no; nothing if it is not match(): a probe may return -ENODEV as well. */
function mismatch(device: DeviceResult, driver: Driver, bus: BusType, moment: RootModel): string | undefined {
  if (device.state === 'absent') return undefined;
  if (device.bus !== driver.bus) return `\`${moment.spelling(device.id)}\` is not on \`${driver.bus}\``;
  // Mediated devices never match: MK-103.
  if (bus.match?.every((it) => it.kind === 'never')) return undefined;
  const verdict = device.attempts.find((it) => it.driver === driver.id)?.verdict;
  if (verdict?.result !== 'no') return undefined;
  return hindrance(device, driver, bus) ?? explain(verdict, driver);
}

/** An override names another driver. */
function hindrance({ driverOverride }: DeviceResult, driver: Driver, bus: BusType): string | undefined {
  const isAsked = bus.match?.some((it) => it.kind === 'driver_override') === true;
  if (!isAsked || driverOverride === undefined || driverOverride === driver.name) return undefined;
  return `driver_override says \`${driverOverride}\``;
}

function explain({ miss, step }: Verdict, driver: Driver): string {
  const [field] = miss?.fields ?? [];
  if (miss && field) {
    return `match() says no, row ${miss.row} of its ${miss.table} has ${field.field} = ${field.row}, the device ${field.device}`;
  }
  if (step !== undefined) return `match() says no by \`${step}\``;
  const isEmpty = Object.values(driver.tables).every((rows) => rows.length === 0);
  return isEmpty ? 'it has no id that match() could find' : 'match() says no';
}

/** Where an override alone makes match() say yes. */
function override(done: StepDone, device: DeviceResult, driver: Driver, bus: BusType): readonly Fix[] {
  const isEnough = bus.match?.some((it) => it.kind === 'driver_override' && !it.filters) === true;
  if (device.bus !== driver.bus || !isEnough) return [];
  const text = `set ${nameIn(done)} driver_override = ${driver.name};`;
  return [
    {
      title: 'Write its `driver_override` before',
      edits: [{ act: 'insert-before', place: done.place, text }],
      preferred: true,
    },
  ];
}
