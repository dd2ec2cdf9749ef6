// The steps of a driver's probe as written, in order, with the item that each stands in; also those of an `extend` of it.
// Steps that do not hold at the root's kernel are not there.
import type { RootModel } from '../db/model.ts';
import type { MakesStep, NeedsStep, StepDecl, Test } from '../declare/declarations.ts';
import type { Declaration } from '../link/declaration.ts';
import { holdsAt } from '../link/guard.ts';
import type { ItemKey } from '../link/place.ts';
import { driverBodies } from './driver-bodies.ts';

export interface StepHere<T extends StepDecl = StepDecl> {
  readonly step: T;
  readonly item: ItemKey;
}

export function probeSteps(declared: Declaration<'driver'>, model: RootModel): readonly StepHere[] {
  return driverBodies(declared, model).flatMap(({ decl, item }) =>
    (decl.probe ?? []).filter((step) => holdsAt(step, model.kernel)).map((step) => ({ step, item })),
  );
}

/** It returns -EPROBE_DEFER as long as something is missing. */
export function mayDefer(step: StepDecl): boolean {
  switch (step.kind) {
    case 'needs':
      return step.else === undefined || step.else.text === 'EPROBE_DEFER';
    case 'fails':
      return step.errno.text === 'EPROBE_DEFER';
    default:
      return false;
  }
}

/** It adds a device to a bus, so that something may bind while the probe still runs. */
export function addsChild(here: StepHere): here is StepHere<MakesStep> {
  return here.step.kind === 'creates' && here.step.of.text !== 'none';
}

/** `clock`, or the driver that is needed: for a message. */
export function neededBy(step: NeedsStep): string {
  if (step.driver) return `driver \`${step.driver.parts.map((it) => it.text).join('/')}\``;
  return step.names.map((it) => `\`${it.text}\``).join(', ');
}

/** Two conditions of which at most one holds for a device: `sfnum` and `no sfnum`, `id == 1` and `id == 2`. */
export function excludeEachOther(a: readonly Test[] = [], b: readonly Test[] = []): boolean {
  return a.some((one) => b.some((other) => isOpposite(one, other)));
}

function isOpposite(a: Test, b: Test): boolean {
  if (a.left.text !== b.left.text) return false;
  if (a.op === undefined || b.op === undefined) return a.no !== b.no;
  return a.op === '==' && b.op === '==' && a.right?.text !== b.right?.text;
}
