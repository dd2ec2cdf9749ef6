// `expect problem CODE at REF` accounts for findings: they are what the file is about, so they are not shown again and do not
// fail a check (docs/adr/0003-expected-problems.md). `expect no problem` looks at what is left.
import type { RootModel } from '../db/model.ts';
import type { ExpectDecl } from '../declare/declarations.ts';
import type { Id } from '../driver-core/topology.ts';
import { textsOf } from '../link/names.ts';
import type { ItemKey, Place } from '../link/place.ts';
import { unknownCode } from './codes.ts';
import type { Finding } from './finding.ts';
import { sameCode } from './same-code.ts';

export type ProblemExpect = Extract<ExpectDecl, { readonly expects: 'problem' | 'no problem' }>;

export function isProblemExpect(expect: ExpectDecl): expect is ProblemExpect {
  return expect.expects === 'problem' || expect.expects === 'no problem';
}

/** The expectations of a root, and those in scenarios: of the second the failures are found when the scenario runs. */
export interface Problems {
  readonly problems: ReadonlyMap<ItemKey, readonly ProblemExpect[]>;
  readonly inScenarios: ReadonlyMap<ItemKey, readonly ProblemExpect[]>;
}

/** The findings, those accounted for marked, and what the expectations found wrong. */
export function accountProblems(
  store: Problems,
  model: RootModel,
  findings: readonly Finding[],
): readonly Finding[] {
  if (store.problems.size === 0 && store.inScenarios.size === 0) return findings;
  const expects = [...store.problems].flatMap(([item, list]) =>
    list.map((decl) => ({ decl, place: { item, site: decl.site } })),
  );
  const expected = new Set<Finding>(inScenarios(store, model, findings));
  const failures: Finding[] = [];
  for (const { decl, place } of expects) {
    const unknown = decl.code && unknownCode(decl.code, place.item);
    if (unknown) failures.push(unknown);
    if (unknown || decl.expects !== 'problem') continue;
    const subjects = subjectsOf(model, decl);
    const found = findings.filter((it) => isMeant(it, decl, subjects) && !isMisreading(it, place.item));
    for (const it of found) expected.add(it);
    if (found.length === 0) failures.push(missingProblem(decl, place, subjects));
  }
  for (const { decl, place } of expects) {
    if (decl.expects !== 'no problem') continue;
    const subjects = subjectsOf(model, decl);
    const found = findings.filter((it) => !expected.has(it) && counts(it) && isMeant(it, decl, subjects));
    if (found.length > 0) failures.push(presentProblems(place, found, model));
  }
  return [...findings.map((it) => (expected.has(it) ? { ...it, expected: true } : it)), ...failures];
}

/** An expectation in a scenario accounts for what stands before it there. */
function* inScenarios(store: Problems, model: RootModel, findings: readonly Finding[]): Iterable<Finding> {
  for (const [item, list] of store.inScenarios) {
    for (const decl of list) {
      if (decl.expects !== 'problem') continue;
      const subjects = subjectsOf(model, decl);
      for (const it of findings) {
        const isBefore = it.place.item === item && it.place.site < decl.site && !isMisreading(it, item);
        if (isBefore && isMeant(it, decl, subjects?.length === 0 ? undefined : subjects)) yield it;
      }
    }
  }
}

/** An expectation that could not be read does not account for that. */
function isMisreading({ code, place }: Finding, item: ItemKey): boolean {
  return code.startsWith('syntax/') && place.item === item;
}

/** Hints are advice, and expectations do not speak of each other. */
export function counts(finding: Finding): boolean {
  return finding.severity !== 'hint' && !finding.code.startsWith('expect/');
}

export function subjectsOf(model: RootModel, decl: ProblemExpect): readonly Id[] | undefined {
  return decl.at && model.lookup(textsOf(decl.at).join('/'));
}

export function isMeant(finding: Finding, decl: ProblemExpect, subjects: readonly Id[] | undefined): boolean {
  if (finding.code.startsWith('expect/')) return false;
  if (decl.code !== undefined && !sameCode(decl.code.text, finding.code)) return false;
  return subjects === undefined || (finding.subject !== undefined && subjects.includes(finding.subject));
}

export function missingProblem(
  decl: ProblemExpect,
  place: Place,
  subjects: readonly Id[] | undefined,
): Finding {
  const at = decl.at && textsOf(decl.at).join('/');
  if (subjects?.length === 0) {
    return failure('name/unknown', { ...place, site: decl.at?.site ?? decl.site }, `there is no \`${at}\``);
  }
  const what = decl.code?.text ?? 'a problem';
  const message = at === undefined ? `nothing here is ${what}` : `nothing about \`${at}\` is ${what}`;
  return failure('expect/problem', { ...place, site: decl.code?.site ?? decl.site }, message);
}

/** `unordered`: which checks were asked again decides in which order they come; the text decides in which they are told. */
export function presentProblems(place: Place, unordered: readonly Finding[], model: RootModel): Finding {
  const found = inTextOrder(unordered, model);
  const [first] = found;
  const more = found.length > 1 ? ` (and ${found.length - 1} more)` : '';
  const result = failure('expect/no-problem', place, `there is ${first?.code}: ${first?.message}${more}`);
  return {
    ...result,
    related: found.slice(0, 5).map((it) => ({ place: it.place, message: `${it.code}: ${it.message}` })),
  };
}

function inTextOrder(findings: readonly Finding[], model: RootModel): readonly Finding[] {
  const placed = findings.map((finding) => {
    const at = model.locate(finding.place);
    const file = at ? model.files.indexOf(at.uri) : -1;
    return { finding, file, start: at?.start ?? 0, text: `${finding.code} ${finding.message}` };
  });
  placed.sort((a, b) => a.file - b.file || a.start - b.start || (a.text < b.text ? -1 : 1));
  return placed.map((it) => it.finding);
}

function failure(code: string, place: Place, message: string): Finding {
  return { code, severity: 'error', message, place, related: [], fixes: () => [] };
}
