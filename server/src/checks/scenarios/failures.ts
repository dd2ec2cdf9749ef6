// What failed in a scenario: findings at its steps that nobody expects.
import type { RootModel } from '../../db/model.ts';
import type { ScenarioDecl } from '../../declare/declarations.ts';
import type { ItemKey } from '../../link/place.ts';
import type { Finding } from '../finding.ts';

/** Codes by which an expectation outside of a scenario fails: it does not hold, never ends, or means nothing. */
const FAILURES = /^(?:expect|run|name|syntax)\//;

export function isFailure({ code, severity, expected }: Finding): boolean {
  return severity === 'error' && expected !== true && FAILURES.test(code);
}

/** In text order: every error in it, also those of checks. `found`: everything that is found in the root. */
export function failuresIn(
  model: RootModel,
  item: ItemKey,
  decl: ScenarioDecl,
  found: readonly Finding[],
): readonly Finding[] {
  const here = { item, site: decl.site };
  const failures = found.filter(
    (it) => it.severity === 'error' && it.expected !== true && model.encloses(here, it.place),
  );
  return inTextOrder(model, failures);
}

/** Of one file. The sites of syntax errors tell nothing about order. */
export function inTextOrder(model: RootModel, findings: readonly Finding[]): readonly Finding[] {
  const starts = new Map(findings.map((it) => [it, model.locate(it.place)?.start ?? 0]));
  return [...findings].sort((a, b) => (starts.get(a) ?? 0) - (starts.get(b) ?? 0));
}

/** The number of the step at which a finding stands, from 1; undefined: at none. */
export function stepOf(
  model: RootModel,
  item: ItemKey,
  decl: ScenarioDecl,
  finding: Finding,
): number | undefined {
  const at = decl.steps.findIndex((it) => model.encloses({ item, site: it.site }, finding.place));
  return at < 0 ? undefined : at + 1;
}
