// All checks, in the order in which docs/diagnostics lists them. Adding a check is adding its file and its line here.
import type { AnyCheck } from './check.ts';
import { twoDriversOfOneName } from './two-drivers-of-one-name.ts';

export const CHECKS: readonly AnyCheck[] = [twoDriversOfOneName];

/** The check that a code or an alias of it means. */
export function findCheck(code: string): AnyCheck | undefined {
  return CHECKS.find((it) => it.code === code || it.aliases.includes(code));
}
