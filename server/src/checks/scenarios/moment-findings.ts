// What counts as a problem at a moment of a scenario: what checks find on the machine as it is then, and what never ends. What an
// `allow` silences does not count.
import { unsilenced } from '../allow-store.ts';
import type { Finding } from '../finding.ts';
import { withoutFollowUps } from '../follow-ups.ts';
import { CHECKS } from '../registry.ts';
import { checkFindings, runChecks, startChecks } from '../run-checks.ts';
import { mishapFinding } from './mishaps.ts';
import { momentOf, type Progress } from './progress.ts';

export function momentFindings(progress: Progress): readonly Finding[] {
  progress.asksFindings = true;
  const moment = momentOf(progress);
  const known = found.get(moment) ?? collect(progress);
  found.set(moment, known);
  return known;
}

const found = new WeakMap<object, readonly Finding[]>();

function collect(progress: Progress): readonly Finding[] {
  const { input, machine } = progress;
  const moment = momentOf(progress);
  const checks = startChecks(CHECKS, input.strictness);
  runChecks(checks, moment, { kind: 'all' });
  const place = { item: input.item, site: input.scenario.decl.site };
  const mishaps = machine.state.core.mishaps.map((it) => mishapFinding(it, place));
  return unsilenced(moment, [...withoutFollowUps(moment, [...checkFindings(checks)]), ...mishaps]);
}
