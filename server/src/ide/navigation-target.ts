// Where a jump goes: from which name, to which name, in which declaration. Offsets only.
import type { TextRange } from '../base/text-range.ts';
import type { Location } from '../db/model.ts';

export interface NavigationTarget {
  /** The name under the cursor. */
  readonly origin: TextRange;
  /** The name in the declaration. */
  readonly name: Location;
  /** The declaration around it, in the same file. */
  readonly whole: TextRange;
}
