// Shows the steps of a scenario to the checks that follow scenarios, and collects what they find.
import type { RootModel } from '../../db/model.ts';
import type { AnyCheck, CheckHead, Follower, Report, StepDone } from '../check.ts';
import type { Finding } from '../finding.ts';
import { checkFailed, toFinding } from '../to-finding.ts';
import type { ScenarioInput } from './progress.ts';

export interface Following {
  /** What is found once a step was carried out; it may stand at an earlier one. */
  step(done: StepDone, moment: RootModel): readonly Finding[];
  /** What is found when nothing more comes. */
  end(): readonly Finding[];
}

export function followScenario(checks: readonly AnyCheck[], input: ScenarioInput): Following {
  const followers = checks.flatMap((check) =>
    check.follow ? [{ check, follower: check.follow(input.model) }] : [],
  );
  const ask = (what: (follower: Follower) => Iterable<Report>): readonly Finding[] =>
    followers.flatMap(({ check, follower }) => findings(input, check, () => what(follower)));
  return {
    step: (done, moment) => ask((it) => it.step(done, moment)),
    end: () => ask((it) => it.end?.() ?? []),
  };
}

function findings(
  { scenario, item, strictness }: ScenarioInput,
  check: CheckHead,
  report: () => Iterable<Report>,
): readonly Finding[] {
  const found: Finding[] = [];
  try {
    for (const it of report()) {
      const finding = toFinding(check, it, undefined, strictness);
      if (finding) found.push(keepNoMoment(finding));
    }
  } catch (error) {
    const { title } = scenario.decl;
    const place = { item, site: title.site };
    found.push(checkFailed(check, error, `the scenario "${title.text}"`, place));
  }
  return found;
}

/** The finding is kept, the moment is not: fixes are made while it is there. */
function keepNoMoment(finding: Finding): Finding {
  const fixes = finding.fixes();
  return { ...finding, fixes: () => fixes };
}
