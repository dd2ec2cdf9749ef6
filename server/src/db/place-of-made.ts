// Where a device that a driver made is said: the request that asked for it, else the `creates` or `registers` that made it, else
// the driver.
import type { MakesStep, StepDecl } from '../declare/declarations.ts';
import type { MadeDevice } from '../driver-core/result.ts';
import { moduleId, type Place } from '../link/index.ts';
import type { RootModel } from './model.ts';

export function placeOfMade(model: RootModel, made: MadeDevice): Place | undefined {
  const request = made.madeBy?.request && model.declaration(made.madeBy.request);
  if (request) return { item: request.item, site: request.decl.name.site };
  const step = stepThatMade(model, made);
  if (step) return step;
  const device = made.madeBy?.device ?? made.parent;
  return device === made.id || device === undefined ? undefined : model.placeOf(device);
}

function stepThatMade(model: RootModel, made: MadeDevice): Place | undefined {
  const { driver, module, label } = made.madeBy ?? {};
  const maker = driver ? model.declarationAs('driver', driver) : undefined;
  const init = module ? model.declarationAs('module', moduleId(module)) : undefined;
  const declared = maker ?? init;
  if (declared === undefined || declared.library) return undefined;
  const { decl } = declared;
  const steps = decl.kind === 'driver' ? [...(decl.probe ?? []), ...(decl.sriovConfigure ?? [])] : decl.init;
  const all = [...steps, ...decl.flavours.flatMap((it) => it.steps)].filter((it) => makes(it, made, label));
  const found = all.find((it) => names(it, made.name)) ?? all[0];
  return { item: declared.item, site: found?.site ?? decl.name.site };
}

/** Of several steps without a label: the name that is written, maybe with a number behind it. */
function names({ name }: MakesStep, made: string): boolean {
  return name !== undefined && (made === name.text || made.startsWith(`${name.text}.`));
}

function makes(step: StepDecl, made: MadeDevice, label: string | undefined): step is MakesStep {
  if (step.kind !== 'creates' && step.kind !== 'registers') return false;
  const of = step.kind === 'creates' ? (made.bus ?? 'none') : made.class;
  return step.of.text === of && step.label?.text === label;
}
