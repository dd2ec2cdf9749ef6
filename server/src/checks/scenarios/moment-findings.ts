// What counts as a problem at a moment of a scenario: what checks find on the machine as it is then, what checks of the text found in
// the steps of this scenario so far, and what never ends. Checks that follow a scenario's text themselves are asked about the text
// only. What an `allow` silences does not count.
import type { Site } from '../../declare/index.ts';
import { unsilenced } from '../allow-store.ts';
import type { Finding } from '../finding.ts';
import { CHECKS } from '../registry.ts';
import { checkFindings, runChecks, startChecks } from '../run-checks.ts';
import { mishapFinding } from './mishaps.ts';
import { momentOf, type Progress } from './progress.ts';

/** `site`: of the expectation that asks. Sites count up along the text, so what stands before it has a smaller one. */
export function momentFindings(progress: Progress, site: Site): readonly Finding[] {
  const { item, said } = progress.input;
  progress.asksFindings = true;
  const moment = momentOf(progress);
  const known = found.get(moment) ?? collect(progress);
  found.set(moment, known);
  return [...known, ...said.filter((it) => it.place.item === item && it.place.site < site)];
}

const found = new WeakMap<object, readonly Finding[]>();

function collect(progress: Progress): readonly Finding[] {
  const { input, machine } = progress;
  const moment = momentOf(progress);
  const checks = startChecks(
    CHECKS.filter((it) => it.reads !== 'scenarios'),
    input.strictness,
  );
  runChecks(checks, moment, { kind: 'all' });
  const place = { item: input.item, site: input.scenario.decl.site };
  const mishaps = machine.state.core.mishaps.map((it) => mishapFinding(it, place));
  return unsilenced(moment, [...checkFindings(checks), ...mishaps]);
}
