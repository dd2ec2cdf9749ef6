// MK-91: driver_override written while another driver has the device. Kernel: drivers/base/driver.c (LC-42).
import type { RootModel } from '../../db/model.ts';
import type { ScenarioStep } from '../../declare/declarations.ts';
import type { Id } from '../../driver-core/topology.ts';
import { foldModule } from '../../link/ids.ts';
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

export const overrideWhileBound: Check<'root'> = {
  code: 'MK-91',
  aliases: [],
  title: 'an override that nothing acts on',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'root',
  reads: 'scenarios',
  run,
  doc: {
    why: 'A write to `driver_override` stores a name and does nothing else: it neither unbinds the driver that has the device nor probes the new one, nor loads a module. The name counts at the next walk. So: write the override, write the device to `unbind` of its driver, write it to `drivers_probe`.',
    source: ['drivers/base/driver.c:driver_set_override', 'domain rules LC-42, MK-91'],
    firing: `driver e1000e on pci { id_table { { vendor = 0x8086; device = 0x1502; } } }
module vfio_pci { loaded; }
driver vfio-pci on pci { module = vfio_pci; driver_managed_dma; id_table { { override_only; } } probe { registers vfio; } }
device 0000:00:19.0 on pci { vendor = 0x8086; device = 0x1502; }
scenario "to vfio" { set 0000:00:19.0 driver_override = vfio-pci; }
`,
    corrected: `driver e1000e on pci { id_table { { vendor = 0x8086; device = 0x1502; } } }
module vfio_pci { loaded; }
driver vfio-pci on pci { module = vfio_pci; driver_managed_dma; id_table { { override_only; } } probe { registers vfio; } }
device 0000:00:19.0 on pci { vendor = 0x8086; device = 0x1502; }
scenario "to vfio" { set 0000:00:19.0 driver_override = vfio-pci; unbind 0000:00:19.0; drivers_probe 0000:00:19.0; }
`,
  },
};

/** They take the device from its driver. */
const UNBINDS: ReadonlySet<string> = new Set(['unbind', 'remove', 'unplug', 'delete']);

function* run(_root: RootModel, model: RootModel): Iterable<Report> {
  for (const here of scenarios(model)) {
    const { steps } = here.decl;
    for (const [index, step] of steps.entries()) {
      const device = deviceOf(step.refs[0], model);
      const wanted = step.value?.text ?? '';
      if (!setsAttribute(step, 'driver_override') || device === undefined || wanted === '') continue;
      const holder = holderAt(device, steps.slice(0, index), model);
      if (holder === undefined || model.driver(holder)?.name === wanted) continue;
      const later = steps.slice(index + 1);
      if (!isTaken(device, holder, later, model)) yield unheard(step, here, holder, later, model);
    }
  }
}

/** The driver that still has the device at this point: nobody has touched it since the boot. */
function holderAt(device: Id, before: readonly ScenarioStep[], model: RootModel): Id | undefined {
  const holder = model.run.devices.get(device)?.driver;
  if (holder === undefined) return undefined;
  const touched = before.some((it) => acts(it, device, model) || unloads(it, holder, model));
  return touched ? undefined : holder;
}

function acts(step: ScenarioStep, device: Id, model: RootModel): boolean {
  const isAct = UNBINDS.has(step.verb) || ['bind', 'plug'].includes(step.verb);
  return isAct && deviceOf(step.refs[0], model) === device;
}

function unloads(step: ScenarioStep, driver: Id, model: RootModel): boolean {
  const module = model.driver(driver)?.module;
  return step.verb === 'rmmod' && foldModule(step.names[0]?.text ?? '') === module;
}

/** The driver loses the device, or the scenario says that it keeps it. */
function isTaken(device: Id, holder: Id, later: readonly ScenarioStep[], model: RootModel): boolean {
  return later.some(
    (it) =>
      acts(it, device, model) ||
      unloads(it, holder, model) ||
      (it.expect?.expects === 'bound' &&
        deviceOf(it.expect.subject, model) === device &&
        driverOf(it.expect.driver, model) === holder),
  );
}

function unheard(
  step: ScenarioStep,
  here: ScenarioHere,
  holder: Id,
  later: readonly ScenarioStep[],
  model: RootModel,
): Report {
  const place = placeOfStep(here, step);
  const name = textOf(step.refs[0]);
  const probes = later.some((it) => it.verb === 'drivers_probe' && textOf(it.refs[0]) === name);
  const text = `unbind ${name};${probes ? '' : ` drivers_probe ${name};`}`;
  return {
    message: `\`${name}\` stays bound to \`${model.driver(holder)?.name ?? holder}\`: driver_override counts at the next walk only, and nothing unbinds the device`,
    place,
    fixes: () => [
      { title: `Add \`${text}\``, edits: [{ act: 'insert-after', place, text }], preferred: true },
    ],
  };
}
