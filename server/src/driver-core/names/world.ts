// What a reference to a device means: the one order of meanings (docs/language.md, Names and references). What the text declares,
// what a run made, and a machine at a moment are worlds that names are looked up in; where these have them from is not known here.
import type { Id } from '../topology.ts';

/** Where names mean something. Everything in it has an id: devices, VFs, and requests (`request:NAME`). */
export interface NamedWorld {
  /** The device of this name on a bus, of a class, or on `none`. */
  on(space: string, name: string): Id | undefined;
  /** All that bear the name wherever they are, or as a label at the top level. */
  named(name: string): readonly Id[];
  /** What a device or a request holds by this label or name: what stands in it, hangs below it, or was made by its driver or for it. */
  inside(owner: Id, part: string): readonly Id[];
}

/** What somebody wrote, and what came of it. */
export interface Worlds {
  readonly written: NamedWorld;
  readonly made: NamedWorld;
  /** The devices that were made for a request, in order; not those of a class. */
  readonly madeFor: (request: Id) => readonly Id[];
}

export type Found =
  | { readonly kind: 'one'; readonly id: Id }
  /** Qualified spellings. */
  | { readonly kind: 'many'; readonly spellings: readonly string[] }
  | { readonly kind: 'none' };

/** The device that a reference means; a request that made none stands for itself. */
export function find(worlds: Worlds, parts: readonly string[]): Found {
  return foundAmong(meanings(worlds, parts).map((id) => deviceOf(worlds, id)));
}

export function foundAmong(all: readonly Id[]): Found {
  const ids = all.length === 1 ? all : [...new Set(all)];
  const [id] = ids;
  if (id === undefined) return { kind: 'none' };
  return ids.length === 1 ? { kind: 'one', id } : { kind: 'many', spellings: ids.map(qualified) };
}

/**
 * All that a reference may mean. What is written comes before what is made, as a whole and part by part: no driver takes a name away
 * from what is declared.
 */
export function meanings(
  { written, made }: Omit<Worlds, 'madeFor'>,
  parts: readonly string[],
): readonly Id[] {
  const found = meaningsIn(written, parts);
  return found.length > 0 ? found : meaningsIn(writtenFirst(written, made), parts);
}

/**
 * The same in one world: `BUS/NAME`, `CLASS/NAME` or `none/NAME` if there is such a device, else whatever bears the first part as its
 * name or label; then, for each further part, what is held by that label or name.
 */
export function meaningsIn(world: NamedWorld, parts: readonly string[]): readonly Id[] {
  const [head, ...rest] = parts;
  const [name, ...deeper] = rest;
  if (head === undefined) return [];
  const on = name === undefined ? undefined : world.on(head, name);
  return on === undefined ? descend(world, world.named(head), rest) : descend(world, [on], deeper);
}

function descend(world: NamedWorld, from: readonly Id[], parts: readonly string[]): readonly Id[] {
  let ids = from;
  for (const part of parts) {
    const [id, other] = ids;
    if (id === undefined) return ids;
    ids = other === undefined ? world.inside(id, part) : insideAny(world, ids, part);
  }
  return ids;
}

function insideAny(world: NamedWorld, owners: readonly Id[], part: string): readonly Id[] {
  return [...new Set(owners.flatMap((id) => world.inside(id, part)))];
}

/** A request stands for the device of its name, else for the first that was made for it. */
export function deviceOf({ made, madeFor }: Worlds, id: Id): Id {
  if (!id.startsWith(REQUEST)) return id;
  const devices = madeFor(id);
  const own = made.inside(id, id.slice(REQUEST.length)).find((it) => devices.includes(it));
  return own ?? devices[0] ?? id;
}

const REQUEST = 'request:';

/** `pci/0000:08:00.3`; a device on no bus by its path: `pci0000:00/bridge`. */
export function qualified(id: Id): string {
  const text = id.slice(id.indexOf(':') + 1);
  if (!text.includes('//')) return text;
  return text
    .replace(/^none\//, '')
    .split('//')
    .join('/');
}

function writtenFirst(written: NamedWorld, made: NamedWorld): NamedWorld {
  const first = (ask: (world: NamedWorld) => readonly Id[]): readonly Id[] => {
    const found = ask(written);
    return found.length > 0 ? found : ask(made);
  };
  return {
    on: (space, name) => written.on(space, name) ?? made.on(space, name),
    named: (name) => first((world) => world.named(name)),
    inside: (owner, part) => first((world) => world.inside(owner, part)),
  };
}
