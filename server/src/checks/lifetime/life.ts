// What a driver or a module makes and takes, in which order, and what its `remove` or `exit` is written to give back: what
// checks of lifetimes read. As written, with places; what does not hold for the root's kernel is left out.
import type { RootModel } from '../../db/model.ts';
import type {
  AcquiresStep,
  DriverDecl,
  MakesStep,
  ModuleDecl,
  Name,
  StepDecl,
  UndoStep,
} from '../../declare/declarations.ts';
import type { Id } from '../../driver-core/topology.ts';
import { unknownUndo } from '../../link/check-undo.ts';
import { holding } from '../../link/guard.ts';
import { foldModule } from '../../link/ids.ts';
import type { ItemKey, Place } from '../../link/place.ts';
import type { Check, Report } from '../check.ts';
import { type DriverUse, usesOf } from '../driver-bodies.ts';
import { type Maker, type MakerBody, makerBodies, makers } from '../made-here.ts';
import { remembered } from '../watched-model.ts';

type Callback = 'probe' | 'init' | 'sriov_configure' | 'flavour';

interface Step<T> {
  readonly step: T;
  readonly item: ItemKey;
  readonly callback: Callback;
  /** Its place among all steps of the maker. */
  readonly at: number;
}
export type Made = Step<MakesStep>;
export type Acquired = Step<AcquiresStep>;

/** One name that `remove` or `exit` gives back. */
export interface Undone {
  readonly name: Name;
  readonly statement: UndoStep;
  readonly item: ItemKey;
}

/** A `remove` or `exit` that is written, all of its names mean something. */
export interface Undo {
  readonly callback: 'remove' | 'exit';
  readonly place: Place;
  /** In the order in which they are given back; what an `extend` adds goes first, as it was made last. */
  readonly done: readonly Undone[];
}

export interface Life {
  readonly id: Id;
  readonly name: string;
  readonly module: string;
  /** Of a driver. */
  readonly bus?: string;
  /** Part of the kernel image: its code and data never go. */
  readonly isBuiltin: boolean;
  readonly made: readonly Made[];
  readonly acquired: readonly Acquired[];
  readonly uses: readonly DriverUse[];
  /** Not set: everything of `probe` or `init` is given back in reverse. */
  readonly undo?: Undo;
}

/** The `run` of a check that asks every driver and module of the root; what it finds is about that one. */
export function eachLife(run: (life: Life, model: RootModel) => Iterable<Report>): Check<'root'>['run'] {
  return function* (model) {
    for (const life of livesOf(model)) for (const it of run(life, model)) yield { about: life.id, ...it };
  };
}

/** The same for what is made with one of these facts in its body: few devices say any of them. */
export function eachMadeWith(
  facts: readonly string[],
  run: (made: Made, model: RootModel, life: Life) => Iterable<Report>,
): Check<'root'>['run'] {
  return function* (model) {
    const index = madeByFact(model);
    const found = new Map(facts.flatMap((it) => index.get(it) ?? []));
    for (const [made, life] of found) {
      for (const it of run(made, model, life)) yield { about: life.id, ...it };
    }
  };
}

const madeByFact = remembered((model): ReadonlyMap<string, readonly (readonly [Made, Life])[]> => {
  const index = new Map<string, (readonly [Made, Life])[]>();
  for (const life of livesOf(model)) {
    for (const made of life.made) {
      for (const { name } of made.step.facts) {
        const list = index.get(name.text);
        if (list) list.push([made, life]);
        else index.set(name.text, [[made, life]]);
      }
    }
  }
  return index;
});

/** The root's own drivers and modules that make or take anything: every check of the chapter asks for them. */
export const livesOf = remembered((model): readonly Life[] =>
  makers(model).flatMap((it) => {
    const life = it.library ? undefined : toLife(it, model);
    return life ? [life] : [];
  }),
);

/** Nothing if it makes and takes nothing. */
function toLife(maker: Maker, model: RootModel): Life | undefined {
  const { modules } = model.topology;
  const bodies = makerBodies(maker, model);
  const steps = stepsOf(bodies, model);
  const made = steps.filter((it): it is Made => it.step.kind === 'creates' || it.step.kind === 'registers');
  const acquired = steps.filter((it): it is Acquired => it.step.kind === 'acquires');
  if (made.length + acquired.length === 0) return undefined;
  const undo = undoOf(bodies, model);
  const common = {
    id: maker.id,
    name: maker.decl.name.text,
    made,
    acquired,
    ...(undo && { undo }),
  };
  if (maker.kind === 'module') {
    const module = foldModule(maker.decl.name.text);
    return { ...common, module, isBuiltin: modules.get(module)?.builtin === true, uses: [] };
  }
  const driver = model.driver(maker.id);
  if (driver === undefined) return undefined;
  const isBuiltin = driver.flags.has('builtin') || modules.get(driver.module)?.builtin === true;
  return { ...common, module: driver.module, bus: driver.bus, isBuiltin, uses: usesOf(maker, model) };
}

function stepsOf(bodies: readonly MakerBody[], model: RootModel): readonly Step<StepDecl>[] {
  const found = bodies.flatMap(({ decl, item }) =>
    callbacksOf(decl).flatMap(({ callback, steps }) =>
      holding(steps, model.kernel).map((step) => ({ step, item, callback })),
    ),
  );
  return found.map((it, at) => ({ ...it, at }));
}

function callbacksOf(
  decl: DriverDecl | ModuleDecl,
): readonly { readonly callback: Callback; readonly steps: readonly StepDecl[] }[] {
  const flavours = decl.flavours.map(({ steps }) => ({ callback: 'flavour' as const, steps }));
  if (decl.kind === 'module') return [{ callback: 'init', steps: decl.init }, ...flavours];
  return [
    { callback: 'probe', steps: decl.probe ?? [] },
    { callback: 'sriov_configure', steps: decl.sriovConfigure ?? [] },
    ...flavours,
  ];
}

/** Nothing if a name in it is wrong, which is reported: what it means to give back is not known then. */
function undoOf(bodies: readonly MakerBody[], model: RootModel): Undo | undefined {
  const written = bodies.flatMap(writtenUndo);
  const [first] = written;
  const steps = bodies.flatMap(({ decl }) => callbacksOf(decl).flatMap((it) => it.steps));
  if (!first || written.some(({ steps: undo }) => unknownUndo(undo, steps).length > 0)) return undefined;
  const done = [...written]
    .reverse()
    .flatMap(({ steps: undo, place: { item } }) =>
      holding(undo, model.kernel).flatMap((statement) =>
        statement.names.map((name) => ({ name, statement, item })),
      ),
    );
  return { callback: first.callback, place: first.place, done };
}

interface WrittenUndo extends Pick<Undo, 'callback' | 'place'> {
  readonly steps: readonly UndoStep[];
}

function writtenUndo({ decl, item }: MakerBody): readonly WrittenUndo[] {
  const steps = decl.kind === 'driver' ? decl.remove : decl.exit;
  const site = decl.kind === 'driver' ? decl.removeSite : decl.exitSite;
  if (steps === undefined || site === undefined) return [];
  return [{ callback: decl.kind === 'driver' ? 'remove' : 'exit', place: { item, site }, steps }];
}
