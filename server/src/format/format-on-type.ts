// Edits while typing: a line end keeps the indent, closes a block that was opened, continues a doc comment; `}` moves to the
// column of its statement. Looks at the lines around the cursor only.
import type { TextEdit } from '../base/text-range.ts';
import {
  type Item,
  itemAt,
  itemLength,
  itemStart,
  itemText,
  Kind,
  type SyntaxTree,
  slice,
  textLength,
  tokenAt,
  tokenCount,
  tokenKind,
  tokenStop,
} from '../syntax/index.ts';
import { gapEdit } from './gap-edits.ts';
import { lineEndOf } from './line-end.ts';
import type { FormatOptions } from './options.ts';

const COMMENT = /\/\*[\s\S]*?\*\/|\/\/.*/g;

interface Line {
  readonly start: number;
  readonly text: string;
}

/** `offset`: behind the character that was typed. */
export function formatOnType(
  tree: SyntaxTree,
  offset: number,
  typed: string,
  options: FormatOptions,
): readonly TextEdit[] {
  const place = placeAt(tree, offset);
  if (place === undefined || place.inComment) return [];
  const line = lineAt(tree, offset);
  if (typed === '}')
    return line.text.trimStart().startsWith('}') ? indentLine(line, place.depth, options) : [];
  return typed === '\n' ? afterLineEnd(tree, line, place, options) : [];
}

function afterLineEnd(
  tree: SyntaxTree,
  line: Line,
  place: TypingPlace,
  options: FormatOptions,
): readonly TextEdit[] {
  const before = lineAt(tree, line.start - 1).text.trim();
  const indent = ' '.repeat(place.depth * options.indent);
  if (/^\/\/\/\s*\S/.test(before)) {
    const rest = line.text.trimStart();
    if (rest.startsWith('///')) return [];
    return asList(gapEdit(line.start, leadingBlanks(line.text), `${indent}/// `));
  }
  const depth = line.text.trimStart().startsWith('}') ? place.depth - 1 : place.depth;
  const indented = indentLine(line, depth, options);
  if (!before.endsWith('{') || !place.open) return indented;
  const end = line.start + line.text.length;
  const outer = ' '.repeat((place.depth - 1) * options.indent);
  return [...indented, { start: end, end, newText: `${lineEndOf(tree)}${outer}}` }];
}

function indentLine(line: Line, depth: number, options: FormatOptions): readonly TextEdit[] {
  const wanted = ' '.repeat(Math.max(0, depth) * options.indent);
  return asList(gapEdit(line.start, leadingBlanks(line.text), wanted));
}

function asList(edit: TextEdit | undefined): readonly TextEdit[] {
  return edit === undefined ? [] : [edit];
}

function leadingBlanks(text: string): string {
  return text.slice(0, text.length - text.trimStart().length);
}

function lineAt(tree: SyntaxTree, offset: number): Line {
  const index = itemAt(tree, offset);
  const from = itemStart(tree, Math.max(0, index - 1));
  const before = slice(tree, from, offset);
  const start = from + before.lastIndexOf('\n') + 1;
  const after = slice(tree, start, Math.min(textLength(tree), itemStart(tree, index + 1)));
  const end = after.search(/[\r\n]/);
  return { start, text: end < 0 ? after : after.slice(0, end) };
}

interface TypingPlace {
  /** Blocks that are open here. */
  readonly depth: number;
  /** Whether a `}` is missing in the item: then that of the block just opened. */
  readonly open: boolean;
  readonly inComment: boolean;
}

function placeAt(tree: SyntaxTree, offset: number): TypingPlace | undefined {
  const index = itemAt(tree, offset);
  const item = tree.items[index];
  if (item === undefined) return undefined;
  const at = Math.min(offset - itemStart(tree, index), itemLength(item));
  const end = tokenAt(item, at);
  let depth = 0;
  for (let token = 0; token < end; token += 1) depth += step(tokenKind(item, token));
  const gap = itemText(item).slice(tokenStop(item, end - 1), at);
  return { depth, open: opensTooMuch(item), inComment: gap.replace(COMMENT, '').includes('/*') };
}

function opensTooMuch(item: Item): boolean {
  let open = 0;
  for (let token = 0; token < tokenCount(item); token += 1) open += step(tokenKind(item, token));
  return open > 0;
}

function step(kind: number): number {
  if (kind === Kind.open) return 1;
  return kind === Kind.close ? -1 : 0;
}
