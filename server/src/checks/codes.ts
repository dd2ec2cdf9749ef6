// The codes that `allow CODE`, `expect problem CODE` and `expect no problem CODE` can mean. A code that is none is a name that means
// nothing: it would be silent for ever.
import { nearest } from '../base/nearest.ts';
import type { Name } from '../declare/declarations.ts';
import { meant, replacements } from '../link/linking.ts';
import type { ItemKey } from '../link/place.ts';
import {
  ALLOW_CODES,
  CHECK_CODES,
  EXPECT_CODES,
  type FamilyCode,
  NAME_CODES,
  RUN_CODES,
} from './families.ts';
import type { Finding } from './finding.ts';
import { CHECKS } from './registry.ts';

/** Whole codes of findings that no check reports, with their meanings. */
export const FAMILY_CODES: readonly FamilyCode[] = Object.entries({
  name: NAME_CODES,
  expect: EXPECT_CODES,
  allow: ALLOW_CODES,
  run: RUN_CODES,
  check: CHECK_CODES,
}).flatMap(([family, codes]) => codes.map(({ code, meaning }) => ({ code: `${family}/${code}`, meaning })));

const CODES: ReadonlySet<string> = new Set([
  ...CHECKS.flatMap(({ code, aliases }) => [code, ...aliases]),
  ...FAMILY_CODES.map(({ code }) => code),
]);

/** Nothing for a code that is reported; those of the reader of text are many, and told by their family alone. */
export function unknownCode({ text, site }: Name, item: ItemKey): Finding | undefined {
  if (text === '' || text.startsWith('syntax/') || CODES.has(text)) return undefined;
  const near = nearest(text, CODES);
  const place = { item, site };
  return {
    code: 'name/unknown',
    severity: 'error',
    message: `there is no finding \`${text}\`${meant(near)}`,
    place,
    related: [],
    fixes: () => replacements(place, near),
  };
}
