// What one item is linked with: the names of its root, the kernel, and where its problems go. One is made per item.
import { nearest } from '../base/nearest.ts';
import type { Name } from '../declare/declarations.ts';
import type { Version } from '../driver-core/topology.ts';
import type { Fix } from './fix.ts';
import type { Names } from './names.ts';
import type { ItemKey, Place } from './place.ts';
import type { LinkCode, LinkProblem } from './problem.ts';
import type { Types } from './types.ts';

/** What every item of a root is linked against. */
export interface Scope {
  readonly names: Names;
  readonly types: Types;
  readonly kernel: Version;
  readonly kernelPlace?: Place;
}

export interface Linking extends Scope {
  readonly item: ItemKey;
  readonly problems: LinkProblem[];
  /** Bare names that were looked up: when one of them comes or goes, the item is linked again. */
  readonly lookups: string[];
}

export function startLinking(scope: Scope, item: ItemKey): Linking {
  const { names, types, kernel, kernelPlace } = scope;
  return { names, types, kernel, ...(kernelPlace && { kernelPlace }), item, problems: [], lookups: [] };
}

/** Notes that the item depends on what a name means. */
export function lookUp(linking: Linking, name: string): void {
  if (!linking.lookups.includes(name)) linking.lookups.push(name);
}

export interface Told {
  readonly related?: LinkProblem['related'];
  readonly fixes?: readonly Fix[];
  readonly severity?: LinkProblem['severity'];
  readonly part?: Place['part'];
}

/** A name may be as long as a file: its place says the rest. */
const LONGEST_MESSAGE = 500;

export function report(
  linking: Linking,
  code: LinkCode,
  at: { readonly site: number },
  message: string,
  told: Told = {},
): void {
  linking.problems.push({
    code,
    severity: told.severity ?? 'error',
    place: placeAt(linking, at, told.part),
    message: message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)}…` : message,
    related: told.related ?? [],
    fixes: told.fixes ?? [],
  });
}

export function placeAt(
  linking: Pick<Linking, 'item'>,
  at: { readonly site: number },
  part?: Place['part'],
): Place {
  return { item: linking.item, site: at.site, ...(part && { part }) };
}

/** "there is no bus `pcie`; did you mean `pci`?" with the replacement as fix. */
export function reportUnknown(
  linking: Linking,
  name: Name,
  what: string,
  candidates: Iterable<string>,
): void {
  const near = nearest(name.text, candidates);
  report(linking, 'name/unknown', name, `there is no ${what} \`${name.text}\`${meant(near)}`, {
    fixes: replacements(placeAt(linking, name), near),
  });
}

export function meant(near: readonly string[]): string {
  return near[0] === undefined ? '' : `; did you mean \`${near[0]}\`?`;
}

export function replacements(place: Place, texts: readonly string[]): readonly Fix[] {
  return texts.map((text, index) => ({
    title: `Replace by \`${text}\``,
    edits: [{ act: 'replace', place, text }],
    ...(index === 0 && { preferred: true }),
  }));
}
