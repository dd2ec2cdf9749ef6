// What a user may choose about the layout: the width of an indent, nothing else.

export interface FormatOptions {
  /** Blanks a level. Editors give their own setting, the command line and the importers 4. */
  readonly indent: number;
}

export const DEFAULT_OPTIONS: FormatOptions = { indent: 4 };

/** Columns that a line may have; texts and comments may go beyond. */
export const LINE_WIDTH = 100;
