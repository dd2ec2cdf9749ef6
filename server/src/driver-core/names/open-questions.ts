// What the text leaves open of paths: the questions on the way of each that its names do not answer. A made device can be meant only
// by a path of which it, or what it comes from, answers one. It narrows a search; what a path means is said in world.ts.
import { addTo } from '../../base/add-to.ts';
import type { DeviceExtension } from '../topology.ts';
import type { NameTable } from './table.ts';
import { meaningsIn, type NamedWorld } from './world.ts';

/** By question, the places of extensions in their list: an edit of a body puts another one in the same place. */
type OpenQuestions = ReadonlyMap<string, readonly number[]>;

const known = new WeakMap<NamedWorld, OpenQuestions>();

/** Those of these extensions whose path the table may end, in their order. `written`: the names of the same text. */
export function mayMean(
  written: NamedWorld,
  extensions: readonly DeviceExtension[],
  table: NameTable,
): readonly DeviceExtension[] {
  const questions = known.get(written) ?? openQuestions(written, extensions);
  known.set(written, questions);
  const places = new Set<number>();
  for (const answer of answersOf(table)) for (const place of questions.get(answer) ?? []) places.add(place);
  return [...places].sort((a, b) => a - b).flatMap((place) => extensions[place] ?? []);
}

function openQuestions(written: NamedWorld, extensions: readonly DeviceExtension[]): OpenQuestions {
  const questions = new Map<string, number[]>();
  for (const [place, { path }] of extensions.entries()) {
    const open = new Set<string>();
    for (const id of meaningsIn(listening(written, open), path)) open.add(id);
    for (const question of open) addTo(questions, question, place);
  }
  return questions;
}

/** The same world, which notes what it has no answer to. */
function listening(world: NamedWorld, open: Set<string>): NamedWorld {
  const noted = <T>(found: readonly T[], question: string): readonly T[] => {
    if (found.length === 0) open.add(question);
    return found;
  };
  return {
    on(space, name) {
      const id = world.on(space, name);
      if (id === undefined) open.add(`device:${space}/${name}`);
      return id;
    },
    named: (name) => noted(world.named(name), `named ${name}`),
    inside: (owner, part) => noted(world.inside(owner, part), `inside ${owner} ${part}`),
  };
}

function* answersOf({ ids, named, inside }: NameTable): Iterable<string> {
  yield* ids;
  for (const name of named.keys()) yield `named ${name}`;
  for (const [owner, parts] of inside) for (const part of parts.keys()) yield `inside ${owner} ${part}`;
}
