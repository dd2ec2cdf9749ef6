// Typed views of the tree: what lowering, formatting and the editor features read. A view is a value made on demand;
// every accessor may find nothing (the text may be half typed), lists are never missing. Nothing here knows a name's meaning.
import type { Body } from './grammar.ts';

/**
 * A place that survives edits of blanks and comments: the preorder index of a node in its item, where an item is one
 * top-level statement with the comments above it. Declarations keep sites, never offsets.
 */
export type Site = number;

/** One place of an item's text. Offsets are UTF-16 code units relative to the item's start. */
export interface Piece {
  readonly site: Site;
  readonly start: number;
  readonly end: number;
}

/** A name as written, bare or quoted; `text` has no quotes and its escapes are resolved. */
export interface NameView extends Piece {
  readonly text: string;
  readonly quoted: boolean;
}

/** `NAME { / NAME }`. */
export interface RefView extends Piece {
  readonly parts: readonly NameView[];
}

/** A value as written; what a word means (number, name, text) is for the field's type to decide. */
export interface ValueView extends Piece {
  readonly kind: 'word' | 'number' | 'text' | 'any' | 'ref';
  /** Unquoted, escapes resolved; a ref's parts joined by `/`. */
  readonly text: string;
  readonly quoted: boolean;
}

/** A test of a `when`. */
export interface TestView extends Piece {
  readonly no: boolean;
  readonly left: ValueView;
  readonly op: '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | undefined;
  readonly right: ValueView | undefined;
}

/** `since 5.17 until 6.1 when a == b and no c`. */
export interface TailView {
  readonly since: NameView | undefined;
  readonly until: NameView | undefined;
  readonly when: readonly TestView[];
}

/** `*name[32]` of a field declaration. */
export interface DeclView extends NameView {
  readonly pointer: boolean;
  /** `undefined`: no brackets; 0: empty brackets. */
  readonly length: number | undefined;
}

/** What may stand in a body. `keyword` is set on statements only. */
export type NodeView = StatementView | FactView | FlagView | TableView | RowView | EntryView;

/** `keyword words ;` or `keyword words { … }`, shaped by its pattern in the grammar table. */
export interface StatementView extends Piece {
  readonly kind: 'statement';
  readonly body: Body;
  readonly keyword: string;
  readonly keywordPiece: Piece;
  /** The slot of this label, if it was written. */
  name(label: string): NameView | undefined;
  names(label: string): readonly NameView[];
  ref(label: string): RefView | undefined;
  refs(label: string): readonly RefView[];
  value(label: string): ValueView | undefined;
  decls(label: string): readonly DeclView[];
  /** Whether the fixed word was written. */
  has(word: string): boolean;
  readonly tail: TailView;
  /** Of `extend` and `replace`: the statement that follows. */
  readonly inner: StatementView | undefined;
  /** The statements of its block; empty if it has none. */
  readonly children: readonly NodeView[];
  readonly hasBlock: boolean;
  /** Texts of the `///` lines above, without the slashes. */
  readonly doc: string | undefined;
}

/** `name = value, value TAIL;` */
export interface FactView extends Piece {
  readonly kind: 'fact';
  readonly name: NameView;
  readonly values: readonly ValueView[];
  readonly tail: TailView;
  readonly doc: string | undefined;
}

/** `name TAIL;`: a fact that is true; in `match` the name of a table. */
export interface FlagView extends Piece {
  readonly kind: 'flag';
  readonly name: NameView;
  readonly tail: TailView;
}

/** `id_table … ;` or `id_table { … }` of a driver. */
export interface TableView extends Piece {
  readonly kind: 'table';
  readonly name: NameView;
  /** The word, if it was written. */
  readonly unterminated: Piece | undefined;
  /** The list form: one value a row. */
  readonly values: readonly ValueView[];
  /** The block form. */
  readonly rows: readonly (RowView | StatementView)[];
}

export interface RowView extends Piece {
  readonly kind: 'row';
  readonly children: readonly NodeView[];
}

/** A contract's entry: a C prototype or a plain name. */
export interface EntryView extends Piece {
  readonly kind: 'entry';
  readonly optional: boolean;
  readonly name: NameView | undefined;
  /** As written, blanks folded, without `optional` and `;`. */
  readonly prototype: string;
  readonly doc: string | undefined;
}
