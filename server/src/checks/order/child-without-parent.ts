// LC-49: a child that outlives its deleted parent. Kernel: drivers/base/core.c:device_del.
import type { RootModel } from '../../db/model.ts';
import type { ScenarioStep } from '../../declare/declarations.ts';
import type { DeviceResult } from '../../driver-core/result.ts';
import type { Id } from '../../driver-core/topology.ts';
import type { Check, Report } from '../check.ts';
import { deviceOf, placeOfStep, type ScenarioHere, scenarios } from '../scenario-steps.ts';

export const childWithoutParent: Check<'root'> = {
  code: 'LC-49',
  aliases: [],
  title: 'a child that outlives its deleted parent',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'scenarios',
  run,
  doc: {
    why: 'device_del() deletes no children: who made them has to, before. One that is forgotten keeps a reference on its parent, so no memory is lost, but its directory went with the parent’s: its path is now /PARENT/CHILD, its files answer -ENOENT, and every later bind fails with -ENOENT between the two notifiers, before probe is called, and ends the walk. PCI and USB remove what is below a device by themselves.',
    source: [
      'drivers/base/core.c:device_del',
      'drivers/base/dd.c:driver_sysfs_add',
      'domain rules LC-48, LC-49',
    ],
    firing: `driver mfd on platform {
    id_table mfd;
    probe { creates platform cell as cell; registers input; }
    remove { unregisters input; }
    allow MK-63 "this shows what comes of it";
}
driver cell on platform { id_table cell; probe { registers input; } }
device mfd on platform;
scenario "the parent goes first" { remove mfd; drivers_probe mfd/cell; }
`,
    corrected: `driver mfd on platform {
    id_table mfd;
    probe { creates platform cell as cell; registers input; }
    remove { unregisters input; deletes cell; }
}
driver cell on platform { id_table cell; probe { registers input; } }
device mfd on platform;
scenario "the parent goes first" { remove mfd; plug mfd; expect mfd/cell bound cell; }
`,
  },
};

/** Buses whose core removes all that is below a device. */
const REMOVES_CHILDREN: ReadonlySet<string> = new Set(['pci', 'usb']);
const REMOVES: ReadonlySet<string> = new Set(['remove', 'unplug']);
const PROBES: ReadonlySet<string> = new Set(['bind', 'drivers_probe']);

function* run(_root: RootModel, model: RootModel): Iterable<Report> {
  for (const here of scenarios(model)) {
    const gone = new Map<Id, ScenarioStep>();
    for (const step of here.decl.steps) {
      const id = deviceOf(step.refs[0], model);
      if (id === undefined) continue;
      if (REMOVES.has(step.verb)) gone.set(id, step);
      if (step.verb === 'plug') gone.delete(id);
      const child = PROBES.has(step.verb) && !gone.has(id) ? model.run.devices.get(id) : undefined;
      const cause = child?.parent === undefined ? undefined : gone.get(child.parent);
      if (child && cause && isForgotten(child, model)) yield outlived(step, here, child, cause, model);
    }
  }
}

function outlived(
  step: ScenarioStep,
  here: ScenarioHere,
  child: DeviceResult,
  cause: ScenarioStep,
  model: RootModel,
): Report {
  const name = model.spelling(child.id);
  const place = placeOfStep(here, cause);
  return {
    message: `\`${name}\` outlived its parent \`${model.spelling(child.parent ?? '')}\`: its sysfs directory is gone, the bind fails with -ENOENT before probe`,
    place: placeOfStep(here, step),
    related: [{ place, message: 'the parent is deleted here, without its child' }],
  };
}

/**
 * The driver that made it does not delete it, and the bus above neither. Whoever removes a device that a description declares is
 * taken to have removed what is declared below.
 */
function isForgotten({ bus, parent, madeBy }: DeviceResult, model: RootModel): boolean {
  const above = model.run.devices.get(parent ?? '');
  if (bus === undefined || !above || !madeBy || REMOVES_CHILDREN.has(above.bus ?? '')) return false;
  const remove = model.driver(madeBy.driver ?? '')?.remove;
  return remove !== undefined && !remove.some((it) => it.names.includes(madeBy.label ?? ''));
}
