// One mistake in the text and what can be done about it. Errors are data beside the tree.
import type { TextEdit, TextRange } from '../base/text-range.ts';

export interface SyntaxFix {
  /** An imperative: ``insert `;` after `0x15b3` ``. */
  readonly title: string;
  /** Empty: only a human can do it. Offsets are relative to the item. */
  readonly edits: readonly TextEdit[];
  /** A part of the item that is moved to a line of its own at the very start of the file. */
  readonly toFileStart?: TextRange;
}

/** Offsets are UTF-16 code units relative to the item's start, end exclusive. */
export interface SyntaxMistake {
  /** Without its prefix: `missing-semicolon`. */
  readonly code: string;
  readonly start: number;
  readonly end: number;
  /** Lower case, without a full stop; names stand in backticks. */
  readonly message: string;
  readonly fix?: SyntaxFix;
}
