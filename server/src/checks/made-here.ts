// What a driver or a module says it makes: the `creates` and `registers` of its callbacks and flavours, as written.
import type {
  DriverDecl,
  Fact,
  FlavourDecl,
  MakesStep,
  ModuleDecl,
  StepDecl,
} from '../declare/declarations.ts';

/** Where a step stands: a callback (`probe`, `sriov_configure`, `init`), or a flavour that the user asks for. */
export interface MadeHere {
  readonly step: MakesStep;
  readonly flavour?: FlavourDecl;
}

export function madeByDriver(decl: DriverDecl): readonly MadeHere[] {
  const callbacks = [...(decl.probe ?? []), ...(decl.sriovConfigure ?? [])];
  return [...makes(callbacks), ...madeByFlavours(decl.flavours)];
}

export function madeByModule(decl: ModuleDecl): readonly MadeHere[] {
  return [...makes(decl.init), ...madeByFlavours(decl.flavours)];
}

function madeByFlavours(flavours: readonly FlavourDecl[]): readonly MadeHere[] {
  return flavours.flatMap((flavour) => makes(flavour.steps).map(({ step }) => ({ step, flavour })));
}

function makes(steps: readonly StepDecl[]): readonly MadeHere[] {
  return steps.flatMap((step) => (step.kind === 'creates' || step.kind === 'registers' ? [{ step }] : []));
}

export function factNamed(facts: readonly Fact[], name: string): Fact | undefined {
  return facts.find((fact) => fact.name.text === name);
}
