// Items that were read anew and came out the same are given back as the old objects, so that what hangs on their identity
// stays: looked for from both ends of what was read.
import { isInner } from './node-kind.ts';
import { firstOf, nodeCount } from './site.ts';
import { tokenCount } from './token-view.ts';
import type { Item, SyntaxTree } from './tree.ts';
import { itemLength, itemText } from './tree.ts';

/** The tree `fresh`, with the objects of `old` for items that are equal. */
export function reuseItems(old: SyntaxTree, fresh: SyntaxTree): SyntaxTree {
  return { ...fresh, items: reuseEnds(old.items, fresh.items) };
}

/** The items `fresh`; as many of the first and the last as are equal to those of `old` are the old objects. */
export function reuseEnds(old: readonly Item[], fresh: readonly Item[]): readonly Item[] {
  const items = [...fresh];
  const common = Math.min(items.length, old.length);
  let first = 0;
  while (first < common && reuse(items, first, old[first])) first++;
  let last = 1;
  while (last <= common - first && reuse(items, items.length - last, old[old.length - last])) last++;
  return items;
}

function reuse(items: Item[], index: number, old: Item | undefined): boolean {
  const fresh = items[index];
  if (!old || !fresh || !isSame(old, fresh)) return false;
  items[index] = old;
  return true;
}

function isSame(a: Item, b: Item): boolean {
  return (
    itemLength(a) === itemLength(b) &&
    a.shape === b.shape &&
    tokenCount(a) === tokenCount(b) &&
    nodeCount(a) === nodeCount(b) &&
    itemText(a) === itemText(b) &&
    JSON.stringify(a.errors) === JSON.stringify(b.errors) &&
    sameNodes(a, b)
  );
}

function sameNodes(a: Item, b: Item): boolean {
  for (let node = 0; node < nodeCount(a); node++) {
    const inA = a.firstNode + node;
    const inB = b.firstNode + node;
    const tag = a.chunk.tags[inA] ?? 0;
    if (tag !== b.chunk.tags[inB]) return false;
    if (firstOf(a, node) !== firstOf(b, node)) return false;
    const [baseA, baseB] = isInner(tag & 255) ? [a.firstNode, b.firstNode] : [a.firstToken, b.firstToken];
    if ((a.chunk.extents[inA] ?? 0) - baseA !== (b.chunk.extents[inB] ?? 0) - baseB) return false;
  }
  return true;
}
