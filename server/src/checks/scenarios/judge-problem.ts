// `expect problem` and `expect no problem` in a scenario. The machine counts as it is at their moment (moment-findings.ts); of what
// checks find in the steps, all that stands before them counts, also what shows only later.
import type { RootModel } from '../../db/model.ts';
import { unsilenced } from '../allow-store.ts';
import { unknownCode } from '../codes.ts';
import type { Finding } from '../finding.ts';
import {
  counts,
  isMeant,
  isProblemExpect,
  missingProblem,
  type ProblemExpect,
  presentProblems,
  subjectsOf,
} from '../problem-expectations.ts';
import { momentFindings } from './moment-findings.ts';
import { momentOf, type Progress } from './progress.ts';

/** Judges when the scenario is over. */
export type JudgeProblem = (inSteps: readonly Finding[]) => readonly Finding[];

/** Asks at its moment. */
export function askProblem(progress: Progress, expect: ProblemExpect): JudgeProblem {
  const { item, model } = progress.input;
  const unknown = expect.code && unknownCode(expect.code, item);
  if (unknown) return () => [unknown];
  const moment = momentOf(progress);
  const place = { item, site: expect.site };
  const subjects = subjectsOf(moment, expect);
  const now = momentFindings(progress);
  const accounts = expect.expects === 'problem' ? [] : expectedElsewhere(progress, moment);
  return (inSteps) => {
    const before = unsilenced(
      model,
      inSteps.filter((it) => it.place.site < expect.site),
    );
    const found = [...now, ...before].filter((it) => isMeant(it, expect, subjects));
    if (expect.expects === 'problem')
      return found.length > 0 ? [] : [missingProblem(expect, place, subjects)];
    const left = found.filter((it) => counts(it) && !accounts.some((isExpected) => isExpected(it)));
    return left.length > 0 ? [presentProblems(place, left, model)] : [];
  };
}

/** By the file as a whole, or by another expectation of the scenario: of what stands in its text, by one that stands below. */
function expectedElsewhere(
  { input }: Progress,
  moment: RootModel,
): readonly ((finding: Finding) => boolean)[] {
  const { item, scenario } = input;
  const top = moment.files.flatMap((file) => moment.items(file).flatMap((it) => it.decls));
  const here = scenario.decl.steps.map((it) => it.expect);
  return [...top, ...here].flatMap((it, index) => {
    if (it?.kind !== 'expect' || !isProblemExpect(it) || it.expects === 'no problem') return [];
    const subjects = subjectsOf(moment, it);
    const isAbove = ({ place }: Finding) => place.item !== item || place.site < it.site;
    return [(found: Finding) => isMeant(found, it, subjects) && (index < top.length || isAbove(found))];
  });
}
