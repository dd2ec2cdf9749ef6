// The tree as indented text: for fixtures and for the editor's "show syntax tree".
import { isInner, Node } from './node-kind.ts';
import { LABELS, RULES } from './pattern.ts';
import { firstOf, kindOf, labelOf, lastOf, nextOf, nodeCount } from './site.ts';
import { tokenStart, tokenStop, tokenText } from './token-view.ts';
import type { Item, SyntaxTree } from './tree.ts';

/** Deeper levels are not indented further: their dump would grow with the square of the depth. */
const DEEPEST = 100;

/** One line a node, two spaces a level; errors stand behind the tree of their item, `!` first. */
export function dump(tree: SyntaxTree): string {
  return tree.items.map(dumpItem).join('');
}

/** The tree of one item; offsets are left out, so that equal trees have equal dumps. */
export function dumpItem(item: Item): string {
  const lines: string[] = ['item'];
  const ends: number[] = [];
  for (let node = 0; node < nodeCount(item); node++) {
    while (ends.length > 0 && (ends[ends.length - 1] ?? 0) <= node) ends.pop();
    lines.push('  '.repeat(Math.min(ends.length, DEEPEST) + 1) + describe(item, node));
    if (isInner(kindOf(item, node))) ends.push(nextOf(item, node));
  }
  for (const error of item.errors)
    lines.push(`  ! ${error.start}-${error.end} ${error.code} ${error.message}`);
  return `${lines.join('\n')}\n`;
}

const NAMES: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries(Node).map(([name, kind]) => [kind, name]),
);

function describe(item: Item, node: number): string {
  const kind = kindOf(item, node);
  const label = labelOf(item, node);
  const first = firstOf(item, node);
  const name = NAMES[kind] ?? '';
  switch (kind) {
    case Node.statement:
      return `${RULES[label]?.body ?? ''} ${RULES[label]?.keyword ?? ''}`;
    case Node.fact:
    case Node.flag:
    case Node.table:
      return `${name} ${tokenText(item, first)}`;
    case Node.row:
    case Node.entry:
    case Node.test:
    case Node.open:
    case Node.close:
      return name;
    default:
      return `${LABELS[label] || name}: ${sourceOf(item, node)}`;
  }
}

function sourceOf(item: Item, node: number): string {
  const start = item.start + tokenStart(item, firstOf(item, node));
  const text = item.chunk.text.slice(start, item.start + tokenStop(item, lastOf(item, node)));
  return JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
}
