// LC-34: a device link that went with its supplier, and the consumer binds without. Kernel: drivers/base/core.c.
import type { RootModel } from '../../db/model.ts';
import type { ScenarioStep } from '../../declare/declarations.ts';
import type { Device, Id, Supplier } from '../../driver-core/topology.ts';
import { foldModule } from '../../link/ids.ts';
import type { Check, Report } from '../check.ts';
import { deviceOf, placeOfStep, type ScenarioHere, scenarios } from '../scenario-steps.ts';

export const vanishedLink: Check<'root'> = {
  code: 'LC-34',
  aliases: [],
  title: 'a consumer that binds without its supplier, because the link is gone',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'root',
  reads: 'scenarios',
  run,
  doc: {
    why: 'A managed link holds its consumer back until the supplier is bound, as long as there is a link. One with AUTOREMOVE_SUPPLIER is deleted when its supplier unbinds, and the removal of a device deletes all of its links. What is left is a consumer that depends on nothing: the next walk probes it, with no supplier there. A link that shall outlive the supplier’s driver is made without AUTOREMOVE_SUPPLIER; the consumer’s probe may add it anew each time (AUTOREMOVE_CONSUMER).',
    source: [
      'drivers/base/core.c:device_links_driver_cleanup, device_links_purge',
      'domain rules LC-34, LC-48',
    ],
    firing: `driver uart on platform { of_match_table "acme,uart"; probe { registers tty; } }
driver pll on platform { of_match_table "acme,pll"; probe { registers clock; } }
device pll on platform { compatible = "acme,pll"; }
device uart0 on platform { compatible = "acme,uart"; supplier pll { flags = AUTOREMOVE_SUPPLIER; } }
scenario "without its clock" { unbind pll; drivers_probe uart0; }
`,
    corrected: `driver uart on platform { of_match_table "acme,uart"; probe { registers tty; } }
driver pll on platform { of_match_table "acme,pll"; probe { registers clock; } }
device pll on platform { compatible = "acme,pll"; }
device uart0 on platform { compatible = "acme,uart"; supplier pll { flags = AUTOPROBE_CONSUMER; } }
scenario "without its clock" { unbind pll; drivers_probe uart0; expect error EINVAL; }
`,
  },
};

interface Gone {
  readonly supplier: Id;
  readonly step: ScenarioStep;
  /** The device itself is gone, not only its driver. */
  readonly removed: boolean;
}

function* run(_root: RootModel, model: RootModel): Iterable<Report> {
  for (const here of scenarios(model)) {
    const gone = new Map<Id, Gone>();
    const { steps } = here.decl;
    for (const [index, step] of steps.entries()) {
      for (const it of leaving(step, model)) gone.set(it.supplier, it);
      for (const id of returning(step, gone, model)) gone.delete(id);
      const consumer = probed(step, model);
      const lost = consumer?.suppliers.flatMap((it) => lostLink(it, gone))[0];
      if (consumer && lost && !isExpected(steps[index + 1], consumer.id, model)) {
        yield withoutSupplier(step, here, consumer, lost, model);
      }
    }
  }
}

function withoutSupplier(
  step: ScenarioStep,
  here: ScenarioHere,
  consumer: Device,
  { supplier, step: cause }: Gone,
  model: RootModel,
): Report {
  return {
    message: `\`${model.spelling(consumer.id)}\` binds without \`${model.spelling(supplier)}\`: the link to it was deleted with its supplier`,
    place: placeOfStep(here, step),
    related: [{ place: placeOfStep(here, cause), message: 'the link is deleted here' }],
  };
}

function leaving(step: ScenarioStep, model: RootModel): readonly Gone[] {
  const device = deviceOf(step.refs[0], model);
  switch (step.verb) {
    case 'unbind':
      return device === undefined ? [] : [{ supplier: device, step, removed: false }];
    case 'remove':
    case 'unplug':
      return device === undefined ? [] : [{ supplier: device, step, removed: true }];
    case 'rmmod':
      return boundByModule(step, model).map((supplier) => ({ supplier, step, removed: false }));
    default:
      return [];
  }
}

function returning(step: ScenarioStep, gone: ReadonlyMap<Id, Gone>, model: RootModel): readonly Id[] {
  const device = deviceOf(step.refs[0], model);
  if (['bind', 'drivers_probe', 'plug'].includes(step.verb)) return device === undefined ? [] : [device];
  if (step.verb !== 'modprobe') return [];
  return boundByModule(step, model).filter((id) => gone.has(id));
}

/** Devices that a driver of the named module has at the start. */
function boundByModule(step: ScenarioStep, model: RootModel): readonly Id[] {
  const module = foldModule(step.names[0]?.text ?? '');
  const drivers = model.topology.drivers.filter((it) => it.module === module);
  return drivers.flatMap(({ id }) => model.run.drivers.get(id)?.devices ?? []);
}

/** A step that probes one device. */
function probed(step: ScenarioStep, model: RootModel): Device | undefined {
  if (step.verb !== 'drivers_probe' && step.verb !== 'bind') return undefined;
  const id = deviceOf(step.refs[0], model);
  return id === undefined ? undefined : model.device(id);
}

/** Links that a driver made; those of firmware come back with the device. */
function lostLink({ supplier, flags }: Supplier, gone: ReadonlyMap<Id, Gone>): readonly Gone[] {
  const found = gone.get(supplier);
  if (!found || !flags || flags.includes('STATELESS')) return [];
  return found.removed || flags.includes('AUTOREMOVE_SUPPLIER') ? [found] : [];
}

/** The scenario says itself that it binds. */
function isExpected(next: ScenarioStep | undefined, consumer: Id, model: RootModel): boolean {
  return next?.expect?.expects === 'bound' && deviceOf(next.expect.subject, model) === consumer;
}
