// The flat tree of an item by node number, and sites: what declarations keep instead of offsets. A site is twice the
// preorder number of a node, one more for the node's first token alone (the keyword of a statement, the name of a fact).
import type { Piece, Site } from './ast.ts';
import { isInner, Node } from './node-kind.ts';
import { Kind } from './token.ts';
import { tokenKind, tokenStart, tokenStop } from './token-view.ts';
import type { Item } from './tree.ts';

export function nodeCount(item: Item): number {
  return item.endNode - item.firstNode;
}

export function kindOf(item: Item, node: number): number {
  return (item.chunk.tags[item.firstNode + node] ?? 0) & 255;
}

/** Label number; of a statement the rule number. */
export function labelOf(item: Item, node: number): number {
  return (item.chunk.tags[item.firstNode + node] ?? 0) >> 8;
}

/** The first token of a node. */
export function firstOf(item: Item, node: number): number {
  return (item.chunk.firsts[item.firstNode + node] ?? 0) - item.firstToken;
}

/** The next node that is not below this one. */
export function nextOf(item: Item, node: number): number {
  return isInner(kindOf(item, node))
    ? (item.chunk.extents[item.firstNode + node] ?? 0) - item.firstNode
    : node + 1;
}

/** The last token of a node. */
export function lastOf(item: Item, node: number): number {
  const kind = kindOf(item, node);
  if (!isInner(kind)) return lastOfLeaf(item, node);
  const below = nextOf(item, node) - 1;
  const last = isInner(kindOf(item, below)) ? firstOf(item, below) : lastOfLeaf(item, below);
  const ended = kind !== Node.test && kindOf(item, below) !== Node.close;
  return ended && tokenKind(item, last + 1) === Kind.semicolon ? last + 1 : last;
}

function lastOfLeaf(item: Item, node: number): number {
  return (item.chunk.extents[item.firstNode + node] ?? 0) - item.firstToken;
}

/** The site of a whole node. */
export function siteOf(node: number): Site {
  return node * 2;
}

/** The site of a node's first token. */
export function headSiteOf(node: number): Site {
  return node * 2 + 1;
}

/** The place of a site in its item; undefined if the item has no such site. */
export function pieceRange(item: Item, site: Site): Piece | undefined {
  const node = site >> 1;
  if (node < 0 || node >= nodeCount(item)) return undefined;
  const first = firstOf(item, node);
  const last = (site & 1) === 1 ? first : lastOf(item, node);
  return { site, start: tokenStart(item, first), end: tokenStop(item, last) };
}
