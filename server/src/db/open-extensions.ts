// `extend device X` where neither the text declares an X nor a driver made one.
import type { Run } from '../driver-core/result.ts';
import { type LinkProblem, type Names, textsOf } from '../link/index.ts';
import { meant } from '../link/linking.ts';
import { collectMade, resolveDevice } from './made-names.ts';

export function openProblems(names: Names, run: Run): readonly LinkProblem[] {
  const open = names.openExtensions.filter((it) => it.decl.adds.kind === 'device');
  if (open.length === 0) return [];
  const made = collectMade(run);
  return open.flatMap(({ decl, item }): readonly LinkProblem[] => {
    const parts = textsOf(decl.target);
    const found = resolveDevice(names, made, parts);
    if (found.kind !== 'none' || parts.length === 0) return [];
    const place = { item, site: decl.target.site };
    const message = `there is no device \`${parts.join('/')}\` to extend, and no driver makes one${meant(found.near)}`;
    const fixes = found.near.map((text) => ({
      title: `Replace by \`${text}\``,
      edits: [{ act: 'replace' as const, place, text }],
    }));
    return [{ code: 'name/unknown', severity: 'error', place, message, related: [], fixes }];
  });
}
