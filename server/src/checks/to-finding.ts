// What a check yields → a finding, under a setting; and what is told of a check that throws.
import type { Id } from '../driver-core/topology.ts';
import type { Place } from '../link/place.ts';
import type { CheckHead, Report } from './check.ts';
import type { Finding } from './finding.ts';
import { levelAt, type Strictness } from './strictness.ts';

/** Nothing if the setting has this off. `subject`: what it is about, unless the report says so. */
export function toFinding(
  check: CheckHead,
  report: Report,
  subject: Id | undefined,
  strictness: Strictness,
): Finding | undefined {
  const severity = levelAt(report.levels ?? check.levels, strictness);
  const about = report.about ?? subject;
  if (severity === 'off') return undefined;
  return {
    code: check.code,
    severity,
    message: report.message,
    place: report.place,
    ...(about !== undefined && { subject: about }),
    related: report.related ?? [],
    fixes: report.fixes ?? noFixes,
  };
}

/** A check that throws is our mistake: it is told, and what other checks say stays. `what`: that it looked at. */
export function checkFailed(
  { code }: CheckHead,
  error: unknown,
  what: string,
  place: Place,
  subject?: Id,
): Finding {
  return {
    code: 'check/failed',
    severity: 'warning',
    message: `Buswright itself failed to check ${what} for ${code} (${error}); please report it`,
    place,
    ...(subject !== undefined && { subject }),
    related: [],
    fixes: noFixes,
  };
}

const noFixes = () => [];
