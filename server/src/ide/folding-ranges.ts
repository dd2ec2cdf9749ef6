// What can be folded: blocks, comments of several lines, runs of imports. From the tokens alone; kept per item, so that an edit
// asks for one statement only.
import type { TextRange } from '../base/text-range.ts';
import type { Workspace } from '../db/workspace.ts';
import { Kind, keywordKind } from '../syntax/token.ts';
import { type Item, itemLength, itemStart, itemText, type SyntaxTree } from '../syntax/tree.ts';

export interface Fold extends TextRange {
  /** Not set: a block. */
  readonly kind?: 'comment' | 'imports';
}

export function foldingRanges(workspace: Workspace, uri: string): readonly Fold[] {
  const tree = workspace.tree(uri);
  if (tree === undefined) return [];
  const folds = tree.items.flatMap((item, index) => {
    const start = itemStart(tree, index);
    return foldsOfItem(item).map((fold) => ({ ...fold, start: fold.start + start, end: fold.end + start }));
  });
  return [...folds, ...importRuns(tree)];
}

const known = new WeakMap<Item, readonly Fold[]>();

/** Relative to the item's start. */
function foldsOfItem(item: Item): readonly Fold[] {
  const found = known.get(item) ?? [...blocks(item), ...comments(item)];
  known.set(item, found);
  return found;
}

function blocks(item: Item): readonly Fold[] {
  const { text, kinds, starts } = item.chunk;
  const open: number[] = [];
  const folds: Fold[] = [];
  for (let token = item.firstToken; token < item.endToken; token++) {
    const at = starts[token] ?? 0;
    if (kinds[token] === Kind.open) open.push(at);
    if (kinds[token] !== Kind.close) continue;
    const from = open.pop();
    if (from === undefined || !text.slice(from, at).includes('\n')) continue;
    folds.push({ start: from + 1 - item.start, end: at - item.start });
  }
  return folds;
}

/** Line comments on lines that follow each other, and block comments; texts in quotes are passed over. */
const COMMENT = /"(?:\\.|[^"\\\n])*"|\/\*[\s\S]*?\*\/|\/\/[^\n]*(?:\n[ \t]*\/\/[^\n]*)+/g;

function comments(item: Item): readonly Fold[] {
  const folds: Fold[] = [];
  for (const match of itemText(item).matchAll(COMMENT)) {
    if (match[0].startsWith('"') || !match[0].includes('\n')) continue;
    folds.push({ start: match.index, end: match.index + match[0].length, kind: 'comment' });
  }
  return folds;
}

function importRuns(tree: SyntaxTree): readonly Fold[] {
  const runs: Fold[] = [];
  let first: number | undefined;
  for (let index = 0; index <= tree.items.length; index++) {
    const item = tree.items[index];
    const isImport = item?.chunk.kinds[item.firstToken] === keywordKind('import');
    if (isImport && first === undefined) first = index;
    if (isImport || first === undefined) continue;
    const last = tree.items[index - 1];
    if (last !== undefined && index - first > 1) {
      runs.push({
        start: itemStart(tree, first),
        end: itemStart(tree, index - 1) + itemLength(last) - 1,
        kind: 'imports',
      });
    }
    first = undefined;
  }
  return runs;
}
