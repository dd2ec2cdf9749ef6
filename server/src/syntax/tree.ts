// The tree of a file: items in order, each a range of typed arrays that it shares with the items read together with it.
// Immutable; holds no meaning. Offsets inside an item are relative to its start, so items survive edits elsewhere.
import type { SyntaxMistake } from './syntax-mistake.ts';

/** Text, tokens and nodes that were read in one go. */
export interface Chunk {
  readonly text: string;
  readonly kinds: Uint8Array;
  /** Where each token begins in `text`. */
  readonly starts: Int32Array;
  /** Node kind | label or rule << 8. */
  readonly tags: Uint16Array;
  /** The first token of each node. */
  readonly firsts: Int32Array;
  /** Leaf: its last token. Inner node: the node after its subtree. */
  readonly extents: Int32Array;
  /** Where the first CR stands, -1 if there is none: most files need not look for them. */
  readonly firstReturn: number;
}

/** One top-level statement with the comments directly above it, and the rest of its last line. */
export interface Item {
  readonly chunk: Chunk;
  /** Range in the chunk's text. */
  readonly start: number;
  readonly end: number;
  /** Ranges in the chunk's tokens and nodes. */
  readonly firstToken: number;
  readonly endToken: number;
  readonly firstNode: number;
  readonly endNode: number;
  /** In the order of the text; offsets relative to the item. */
  readonly errors: readonly SyntaxMistake[];
  /** What matters for the items around it: bits of `ItemShape`. */
  readonly shape: number;
}

export interface SyntaxTree {
  readonly items: readonly Item[];
  /** Where each item begins in the file, and last the length of the file. */
  readonly starts: Int32Array;
  /** On which line each item begins, and last the number of line ends of the file. */
  readonly lines: Int32Array;
  /** How many items have a shape other than 0. */
  readonly odd: number;
  /** How many items hold a comment without an end: an edit further down may end it. */
  readonly commentsOpen: number;
}

export const ItemShape = {
  /** Its braces do not balance. */
  unbalanced: 1,
  /** A top-level keyword stands in column 1 inside it. */
  nestedMargin: 2,
} as const;

/** Whether a comment in it has no end. */
export function hasOpenComment(item: Item): boolean {
  return item.errors.some((error) => error.code === 'comment-open');
}

export function itemStart(tree: SyntaxTree, index: number): number {
  return tree.starts[index] ?? 0;
}

export function itemLength(item: Item): number {
  return item.end - item.start;
}

export function itemText(item: Item): string {
  return item.chunk.text.slice(item.start, item.end);
}

export function textLength(tree: SyntaxTree): number {
  return tree.starts[tree.items.length] ?? 0;
}

/** The whole text, put together on demand. */
export function textOf(tree: SyntaxTree): string {
  return slice(tree, 0, textLength(tree));
}

/** A piece of the text; end exclusive. */
export function slice(tree: SyntaxTree, start: number, end: number): string {
  const parts: string[] = [];
  for (let index = itemAt(tree, start); index < tree.items.length; index++) {
    const item = tree.items[index];
    const base = itemStart(tree, index);
    if (!item || base >= end) break;
    const from = item.start + Math.max(0, start - base);
    parts.push(item.chunk.text.slice(from, item.start + Math.min(itemLength(item), end - base)));
  }
  return parts.join('');
}

/** The index of the item that holds an offset; at the end of the file the last one. 0 in an empty file. */
export function itemAt(tree: SyntaxTree, offset: number): number {
  return lastNotAbove(tree.starts, offset, tree.items.length);
}

/** The last place below `count` whose number is not above `value`; 0 if there is none. */
export function lastNotAbove(sorted: Int32Array, value: number, count: number): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
