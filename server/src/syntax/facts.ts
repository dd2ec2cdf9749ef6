// The facts and flags that a body may hold: the second table of the language. It serves the parser's messages (a fact in the
// wrong body), lowering (which are known), completion and hover (words and meaning) and docs/language.md.
// A body that is `open` also holds the fields of its bus, class, table or flavour: only linking can tell those.
import type { Body } from './grammar.ts';

/** What a fact's value is made of. */
export type FactValue =
  | 'word'
  | 'name'
  | 'names'
  | 'text'
  | 'texts'
  | 'number'
  | 'ref'
  | 'refs'
  | 'formats'
  | 'function'
  | 'functions';

export interface FactSpec {
  readonly value: FactValue;
  /** The words it may be, where there is a fixed set. */
  readonly words?: readonly string[];
  readonly doc: string;
}

export interface BodyFacts {
  readonly facts: Readonly<Record<string, FactSpec>>;
  /** Flag → meaning. */
  readonly flags: Readonly<Record<string, string>>;
  /** Facts may have `since`, `until`, `when`. */
  readonly tail: boolean;
  /** Other names are fields of what the body describes. */
  readonly openFacts: boolean;
  readonly openFlags: boolean;
}
