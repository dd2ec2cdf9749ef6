// What linking complains about, as data: names that mean nothing, things declared twice, values that do not fit their field.
// Texts: docs/diagnostics (name/*). Never printed here, never an exception.
import type { Fix, Related } from './fix.ts';
import type { Place } from './place.ts';

/** Every code that linking reports. `name/` is followed by what is wrong, not by where. */
export type LinkCode =
  | 'name/unknown'
  | 'name/wrong-kind'
  | 'name/ambiguous'
  | 'name/duplicate'
  | 'name/library'
  | 'name/nothing-to-replace'
  | 'name/not-yet'
  | 'name/unknown-field'
  | 'name/value'
  | 'name/duplicate-fact'
  | 'name/two-hold'
  | 'name/import'
  | 'name/format'
  | 'name/kernel';

export interface LinkProblem {
  readonly code: LinkCode;
  readonly severity: 'error' | 'warning' | 'hint';
  readonly place: Place;
  readonly message: string;
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
}
