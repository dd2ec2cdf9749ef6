// What a driver or a module says it makes: the `creates` and `registers` of its callbacks and flavours, as written, also in an
// `extend` of it.
import type { RootModel } from '../db/model.ts';
import type { Fact, FlavourDecl, MakesStep, StepDecl } from '../declare/declarations.ts';
import type { Declaration, Extension } from '../link/declaration.ts';
import type { ItemKey } from '../link/place.ts';

export type Maker = Declaration<'driver'> | Declaration<'module'>;

/** Where a step stands: a callback (`probe`, `sriov_configure`, `init`), or a flavour that the user asks for. */
export interface MadeHere {
  readonly step: MakesStep;
  readonly flavour?: FlavourDecl;
  readonly item: ItemKey;
}

/** All drivers and modules, those of the library too. */
export function makers(model: RootModel): readonly Maker[] {
  return [...model.declarations('driver'), ...model.declarations('module')];
}

export function madeBy(maker: Maker, model: RootModel): readonly MadeHere[] {
  return bodies(maker, model).flatMap(({ decl, item }) => {
    const callbacks =
      decl.kind === 'driver' ? [...(decl.probe ?? []), ...(decl.sriovConfigure ?? [])] : decl.init;
    return [
      ...makes(callbacks).map((step) => ({ step, item })),
      ...decl.flavours.flatMap((flavour) => makes(flavour.steps).map((step) => ({ step, flavour, item }))),
    ];
  });
}

interface Body {
  readonly decl: Maker['decl'];
  readonly item: ItemKey;
}

function bodies(maker: Maker, model: RootModel): readonly Body[] {
  const added: readonly Extension<'driver' | 'module'>[] = model.extensions(maker.kind, maker.id);
  return [maker, ...added.map(({ adds, item }) => ({ decl: adds, item }))];
}

function makes(steps: readonly StepDecl[]): readonly MakesStep[] {
  return steps.filter((step): step is MakesStep => step.kind === 'creates' || step.kind === 'registers');
}

export function factNamed(facts: readonly Fact[], name: string): Fact | undefined {
  return facts.find((fact) => fact.name.text === name);
}
