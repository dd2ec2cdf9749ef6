// Every `allow` of a root: which findings it silences, and which silences nothing. An `allow` in a body is about places in that
// body, one at the top level about its file.

import type { Delta, RootModel } from '../db/model.ts';
import { type Allowance, allowances } from '../declare/index.ts';
import type { ItemKey } from '../link/place.ts';
import { unknownCode } from './codes.ts';
import type { Finding } from './finding.ts';
import { sameCode } from './same-code.ts';

interface Placed extends Allowance {
  readonly item: ItemKey;
}

export interface AllowStore {
  readonly byItem: Map<ItemKey, readonly Placed[]>;
}

export function startAllows(): AllowStore {
  return { byItem: new Map() };
}

export function collectAllows(store: AllowStore, model: RootModel, delta: Delta): void {
  if (delta.kind === 'none') return;
  const { changes } = delta;
  if (!changes) store.byItem.clear();
  const keys = changes?.items ?? model.files.flatMap((file) => model.items(file).map((it) => it.key));
  for (const key of keys) {
    const placed = (model.item(key)?.decls ?? []).flatMap(allowances).map((it) => ({ ...it, item: key }));
    if (placed.length > 0) store.byItem.set(key, placed);
    else store.byItem.delete(key);
  }
}

/** Findings that no `allow` silences, and what is wrong with each `allow` that silences none. */
export function applyAllows(
  store: AllowStore,
  model: RootModel,
  findings: readonly Finding[],
  reportsUnused: (file: string) => boolean,
): readonly Finding[] {
  if (store.byItem.size === 0) return findings;
  const { left, unused } = silence(store, model, findings);
  const useless = unused.flatMap((placed) => {
    const unknown = unknownCode(placed.allow.code, placed.item);
    if (unknown) return [unknown];
    return reportsUnused(model.item(placed.item)?.file ?? '') ? [toFinding(placed)] : [];
  });
  return [...left, ...useless];
}

/** What no `allow` of the root silences, of findings that are not the root's own. */
export function unsilenced(model: RootModel, findings: readonly Finding[]): readonly Finding[] {
  const store = startAllows();
  collectAllows(store, model, { kind: 'all' });
  return silence(store, model, findings).left;
}

interface Silenced {
  readonly left: readonly Finding[];
  readonly unused: readonly Placed[];
}

function silence({ byItem }: AllowStore, model: RootModel, findings: readonly Finding[]): Silenced {
  const all = [...byItem.values()].flat();
  const used = new Set<Placed>();
  const left = findings.filter((finding) => {
    const silencing = all.filter((it) => silences(it, finding, model));
    for (const it of silencing) used.add(it);
    return silencing.length === 0;
  });
  return { left, unused: all.filter((it) => !used.has(it)) };
}

function silences(placed: Placed, finding: Finding, model: RootModel): boolean {
  const { code } = finding;
  if (!sameCode(placed.allow.code.text, code) || code.startsWith('syntax/') || code.startsWith('expect/'))
    return false;
  if (placed.body !== undefined)
    return model.encloses({ item: placed.item, site: placed.body }, finding.place);
  return model.item(placed.item)?.file === model.item(finding.place.item)?.file;
}

function toFinding(placed: Placed): Finding {
  const { code } = placed.allow;
  return {
    code: 'allow/unused',
    severity: 'warning',
    message: `nothing here is ${code.text}`,
    place: { item: placed.item, site: code.site },
    related: [],
    fixes: () => [
      {
        title: `Delete this \`allow\``,
        edits: [{ act: 'delete', place: { item: placed.item, site: placed.allow.site } }],
        preferred: true,
      },
    ],
  };
}
