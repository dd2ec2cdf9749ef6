// `expect problem` and `expect no problem` at a moment of a scenario. What counts: moment-findings.ts.
import type { RootModel } from '../../db/model.ts';
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

export function judgeProblem(progress: Progress, expect: ProblemExpect): readonly Finding[] {
  const moment = momentOf(progress);
  const place = { item: progress.input.item, site: expect.site };
  const subjects = subjectsOf(moment, expect);
  const found = momentFindings(progress, expect.site).filter((it) => isMeant(it, expect, subjects));
  if (expect.expects === 'problem') return found.length > 0 ? [] : [missingProblem(expect, place, subjects)];
  const expected = expectedElsewhere(progress, moment);
  const left = found.filter((it) => counts(it) && !expected.some((isExpected) => isExpected(it)));
  return left.length > 0 ? [presentProblems(place, left, moment)] : [];
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
