// MK-89: a write to `bind` for a device that the driver does not match. Kernel: drivers/base/bus.c:bind_store (LC-40).
import type { RootModel } from '../../db/model.ts';
import type { ScenarioStep } from '../../declare/declarations.ts';
import type { Verdict } from '../../driver-core/result.ts';
import type { Driver, Id } from '../../driver-core/topology.ts';
import type { Fix } from '../../link/fix.ts';
import { foldModule } from '../../link/ids.ts';
import type { Place } from '../../link/place.ts';
import type { Check, Report } from '../check.ts';
import {
  deviceOf,
  driverOf,
  placeOfStep,
  type ScenarioHere,
  scenarios,
  setsAttribute,
  textOf,
} from '../scenario-steps.ts';

export const bindWithoutMatch: Check<'root'> = {
  code: 'MK-89',
  aliases: [],
  title: 'bind of a device that the driver does not match',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'scenarios',
  run,
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

function* run(_root: RootModel, model: RootModel): Iterable<Report> {
  for (const here of scenarios(model)) {
    const { steps } = here.decl;
    for (const [index, step] of steps.entries()) {
      if (step.verb !== 'bind' || steps[index + 1]?.expect?.expects === 'error') continue;
      const device = deviceOf(step.refs[0], model);
      const driver = model.driver(driverOf(step.refs[1], model) ?? '');
      const before = steps.slice(0, index);
      if (device === undefined || !driver || !isRegistered(driver, before, model)) continue;
      const why = mismatch(device, driver, before, model);
      if (why !== undefined) yield refused(step, here, driver, why, model);
    }
  }
}

function refused(
  step: ScenarioStep,
  here: ScenarioHere,
  driver: Driver,
  why: string,
  model: RootModel,
): Report {
  const place = placeOfStep(here, step);
  return {
    message: `the write to \`bind\` of \`${driver.name}\` fails with -ENODEV: ${why}`,
    place,
    fixes: () => override(step, driver, place, model),
  };
}

/** Since the boot, or by a module that is loaded meanwhile; a driver that is not there has no `bind` file to write to. */
function isRegistered(driver: Driver, before: readonly ScenarioStep[], model: RootModel): boolean {
  if (model.run.drivers.get(driver.id)?.registered) return true;
  return before.some((it) => it.verb === 'modprobe' && foldModule(it.names[0]?.text ?? '') === driver.module);
}

/** Why match() says no at this point of a scenario; nothing if it says yes or is not known. */
function mismatch(
  device: Id,
  driver: Driver,
  before: readonly ScenarioStep[],
  model: RootModel,
): string | undefined {
  const result = model.run.devices.get(device);
  const bus = model.topology.buses.get(driver.bus);
  if (result?.bus !== driver.bus) return `\`${model.spelling(device)}\` is not on \`${driver.bus}\``;
  // Mediated devices never match: MK-103.
  if (!bus || bus.match?.every((it) => it.kind === 'never')) return undefined;
  if (before.some((it) => it.verb === 'new_id' && driverOf(it.refs[0], model) === driver.id))
    return undefined;
  const written = before.filter(
    (it) => setsAttribute(it, 'driver_override') && deviceOf(it.refs[0], model) === device,
  );
  const override = written.at(-1)?.value?.text;
  if (override !== undefined && bus.match?.some((it) => it.kind === 'driver_override')) {
    return override === driver.name || override === '' ? undefined : `driver_override says \`${override}\``;
  }
  const attempt = result.attempts.find((it) => it.driver === driver.id);
  return attempt?.verdict.result === 'no' ? explain(attempt.verdict, driver) : undefined;
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
function override(step: ScenarioStep, driver: Driver, place: Place, model: RootModel): readonly Fix[] {
  const device = deviceOf(step.refs[0], model);
  const isOfBus = device !== undefined && model.run.devices.get(device)?.bus === driver.bus;
  const steps = model.topology.buses.get(driver.bus)?.match ?? [];
  if (!isOfBus || !steps.some((it) => it.kind === 'driver_override' && !it.filters)) return [];
  const text = `set ${textOf(step.refs[0])} driver_override = ${driver.name};`;
  return [
    {
      title: 'Write its `driver_override` before',
      edits: [{ act: 'insert-before', place, text }],
      preferred: true,
    },
  ];
}
