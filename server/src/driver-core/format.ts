// Formats (`"pci:v{vendor:08X}*"`): parsed once, rendered for devices and rows, read backwards for names.
// Types only here until the parser and renderer below are written.

/** One `{…}` of a format: a name, some of its bits, how it is printed, or a mechanism of LANGUAGE.md section 9. */
export interface Hole {
  readonly kind: 'hole';
  /** `vendor`, `parent`, `n`, `dev_name`, `row.x` … */
  readonly name: string;
  /** `{class[23:16]}` */
  readonly bits?: { readonly high: number; readonly low: number };
  /** printf's width and letter (`08X`), or the mechanism (`bcd`, `?8X`, `or T`, `each P`, `after ,`, `upper` …). */
  readonly spec?: string;
  /** Place of the hole in the format's text, for squiggles and completion. */
  readonly start: number;
  readonly end: number;
}
export interface Literal {
  readonly kind: 'literal';
  readonly text: string;
}
export interface Format {
  readonly source: string;
  readonly parts: readonly (Hole | Literal)[];
}
