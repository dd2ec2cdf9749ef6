// One thing that Buswright says about the text: a syntax error, a name problem, an expectation that did not hold, or what a
// check found. Plain data with places; the editor's and the terminal's forms are made from it elsewhere.
import type { Id } from '../driver-core/topology.ts';
import type { Fix, Related } from '../link/fix.ts';
import type { Place } from '../link/place.ts';

export type Severity = 'error' | 'warning' | 'hint';

export interface Finding {
  /** `syntax/…`, `name/…`, `expect/…`, `allow/unused`, or a rule id of the domain: `MK-36`. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence in kernel terms, without a full stop; names in backquotes. */
  readonly message: string;
  readonly place: Place;
  /** What it is about: what `expect problem CODE at REF` compares with. */
  readonly subject?: Id;
  readonly related: readonly Related[];
  /** Made when somebody looks at the finding. */
  readonly fixes: () => readonly Fix[];
  /** An `expect problem` accounts for it: not shown, not counted (docs/adr/0003-expected-problems.md). */
  readonly expected?: boolean;
}
