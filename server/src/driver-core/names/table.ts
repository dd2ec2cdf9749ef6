// Names in maps: a world that is filled piece by piece and then asked. It knows nothing of the order of meanings.
import { addTo } from '../../base/add-to.ts';
import { getOrMake } from '../../base/get-or-make.ts';
import type { Id } from '../topology.ts';
import type { NamedWorld } from './world.ts';

/** What a NamedWorld answers from. */
export interface NameTable {
  readonly named: ReadonlyMap<string, readonly Id[]>;
  /** Owner → label or name → what it holds by that. */
  readonly inside: ReadonlyMap<Id, ReadonlyMap<string, readonly Id[]>>;
  readonly ids: ReadonlySet<Id>;
}

export interface OpenNameTable extends NameTable {
  readonly named: Map<string, Id[]>;
  readonly inside: Map<Id, Map<string, Id[]>>;
  readonly ids: Set<Id>;
}

/** What a thing is called. */
export interface Called {
  readonly name: string;
  readonly label?: string | undefined;
}

export function newNameTable(): OpenNameTable {
  return { named: new Map(), inside: new Map(), ids: new Set() };
}

/** Enters a thing that can be found from anywhere: by its name, and by a label at the top level. */
export function enter(table: OpenNameTable, id: Id, called: Called): void {
  if (table.ids.has(id)) return;
  table.ids.add(id);
  for (const name of wordsOf(called)) addTo(table.named, name, id);
}

/** Enters a thing that is found from its owner down. It may have several: its parent, its maker, the request it was made for. */
export function enterInside(table: OpenNameTable, owner: Id, id: Id, called: Called): void {
  const inside = getOrMake(table.inside, owner, () => new Map<string, Id[]>());
  for (const name of wordsOf(called)) if (!inside.get(name)?.includes(id)) addTo(inside, name, id);
}

/** The label first: it is what suggestions offer. */
function wordsOf({ name, label }: Called): readonly string[] {
  return label === undefined || label === name ? [name] : [label, name];
}

export function tableWorld({ named, inside, ids }: NameTable): NamedWorld {
  return {
    on(space, name) {
      const id = `device:${space}/${name}`;
      return ids.has(id) ? id : undefined;
    },
    named: (name) => named.get(name) ?? NOTHING,
    inside: (owner, part) => inside.get(owner)?.get(part) ?? NOTHING,
  };
}

const NOTHING: readonly never[] = [];
