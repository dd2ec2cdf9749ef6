// The kinds of tree nodes. A tree is flat: nodes stand in preorder in typed arrays, inner nodes know where their subtree
// ends, leaves know their last token.

/** Kinds up to `Node.test` are inner nodes, the others are leaves. */
export const Node = {
  statement: 1,
  fact: 2,
  flag: 3,
  table: 4,
  row: 5,
  entry: 6,
  test: 7,
  /** A fixed word. */
  word: 8,
  /** One token in a slot: a name, text, number, version, code, errno, duration or path. */
  name: 9,
  /** A reference: the first part, reaching to the last. */
  ref: 10,
  /** A further part of the reference before it. */
  part: 11,
  value: 12,
  /** A field's name, reaching to its `]`. */
  decl: 13,
  open: 14,
  close: 15,
  /** A prototype as written. */
  prototype: 16,
  /** Tokens that fit nowhere; they keep the tree whole. */
  skipped: 17,
} as const;

export function isInner(kind: number): boolean {
  return kind <= Node.test;
}
