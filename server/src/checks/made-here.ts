// What a driver or a module says it makes: the `creates` and `registers` of its callbacks and flavours, as written, also in an
// `extend` of it.
import type { RootModel } from '../db/model.ts';
import { placeOfMade } from '../db/place-of-made.ts';
import type { Fact, FlavourDecl, MakesStep, StepDecl } from '../declare/declarations.ts';
import type { Refused } from '../driver-core/result.ts';
import type { Declaration, Extension } from '../link/declaration.ts';
import type { ItemKey, Place } from '../link/place.ts';
import { remembered } from './watched-model.ts';

export type Maker = Declaration<'driver'> | Declaration<'module'>;

/** Where a step stands: a callback (`probe`, `sriov_configure`, `init`), or a flavour that the user asks for. */
export interface MadeHere {
  readonly step: MakesStep;
  readonly flavour?: FlavourDecl;
  readonly item: ItemKey;
}

/** All drivers and modules, those of the library too. */
export const makers = remembered((model): readonly Maker[] => [
  ...model.declarations('driver'),
  ...model.declarations('module'),
]);

/** Those of them that make anything: mostly few, and many checks ask for what they make. */
export const makersOfDevices = remembered((model): readonly Maker[] =>
  makers(model).filter((it) => madeBy(it, model).length > 0),
);

export function madeBy(maker: Maker, model: RootModel): readonly MadeHere[] {
  const bodies = makerBodies(maker, model);
  return bodies.length === 1 ? madeIn(maker) : bodies.flatMap(madeIn);
}

/** Many checks ask every driver: a declaration stays as it is while its text does. */
const madeInBody = new WeakMap<Maker['decl'], readonly MadeHere[]>();

function madeIn({ decl, item }: MakerBody): readonly MadeHere[] {
  const known = madeInBody.get(decl);
  if (known) return known;
  const callbacks =
    decl.kind === 'driver' ? [...(decl.probe ?? []), ...(decl.sriovConfigure ?? [])] : decl.init;
  const made = [
    ...makes(callbacks).map((step) => ({ step, item })),
    ...decl.flavours.flatMap((flavour) => makes(flavour.steps).map((step) => ({ step, flavour, item }))),
  ];
  madeInBody.set(decl, made);
  return made;
}

/** Where a device is said that the kernel did not take: the step that would have made it, else its own name. */
export function placeOfRefused(model: RootModel, { id, made }: Refused): Place | undefined {
  return made ? placeOfMade(model, made) : model.placeOf(id);
}

export interface MakerBody {
  readonly decl: Maker['decl'];
  readonly item: ItemKey;
}

/** Its declaration, and every `extend` of it. */
export function makerBodies(maker: Maker, model: RootModel): readonly MakerBody[] {
  const added: readonly Extension<'driver' | 'module'>[] = model.extensions(maker.kind, maker.id);
  return [maker, ...added.map(({ adds, item }) => ({ decl: adds, item }))];
}

function makes(steps: readonly StepDecl[]): readonly MakesStep[] {
  return steps.filter((step): step is MakesStep => step.kind === 'creates' || step.kind === 'registers');
}

/** Made here, on no bus: a name or label that a `parent =` beside it may mean. */
export function isBusless(made: readonly MadeHere[], device: string | undefined): boolean {
  return made.some(
    ({ step }) =>
      step.kind === 'creates' &&
      step.of.text === 'none' &&
      (step.name?.text === device || step.label?.text === device),
  );
}

export function factNamed(facts: readonly Fact[], name: string): Fact | undefined {
  return facts.find((fact) => fact.name.text === name);
}
