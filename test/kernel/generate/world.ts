// What a scenario has made so far, and how its theme leans the dice. The parts of the generator add to it; only names are unique.
import type { BusOp, Op } from '../format.ts';
import type { Random } from '../random.ts';

export const THEMES = [
  'basic',
  'deferral',
  'links',
  'override',
  'async',
  'removal',
  'platform',
  'auxiliary',
  'power',
  'classes',
  'errors',
  'names',
  'autoprobe',
  'children',
  'mixed',
] as const;

/** Themes of what only this project's recordings have (`extensions` of the format). */
export const EXTENDED_THEMES = ['runtime', 'sync', 'move'] as const;

export type Theme = (typeof THEMES)[number] | (typeof EXTENDED_THEMES)[number];

export interface Placed {
  readonly name: string;
  readonly bus: string;
  /** Ids that it has or takes: pairs that share one are tried more often. */
  readonly ids: readonly string[];
}

export interface World {
  readonly random: Random;
  readonly theme: Theme;
  readonly ops: Op[];
  readonly buses: BusOp[];
  readonly classes: string[];
  readonly devices: Placed[];
  readonly drivers: Placed[];
  /** Numbers what gets a fresh name. */
  serial: number;
}

export function createWorld(random: Random, theme: Theme): World {
  return { random, theme, ops: [], buses: [], classes: [], devices: [], drivers: [], serial: 0 };
}

/** Ids of devices that are described, of children, and of children's children: a driver never makes what it matches itself. */
export const IDS = ['a', 'b', 'c', 'dd'] as const;
export const CHILD_ID = 'x';
export const GRANDCHILD_ID = 'y';

export function ownBuses(world: World): readonly BusOp[] {
  return world.buses.filter((bus) => bus.kind === 'own');
}

/** A bus that asks for ids: children are safe there from the driver that made them. */
export function choosyBuses(world: World): readonly BusOp[] {
  return ownBuses(world).filter((bus) => !bus.no_match_callback && !bus.steps?.includes('always'));
}

export function kindOf(world: World, name: string): BusOp['kind'] | undefined {
  return world.buses.find((bus) => bus.name === name)?.kind;
}
