// Edits said in places → text edits. Knows lines, indentation and blocks; knows nothing of what the edits are for.
import { assertNever } from '../base/assert-never.ts';
import type { TextEdit, TextRange } from '../base/text-range.ts';
import type { Edit } from '../link/index.ts';
import type { NodeView, StatementView } from '../syntax/ast.ts';
import { itemStart, itemText, slice, statements, textLength } from '../syntax/index.ts';
import { rangeInFile, rangeInItem, type Spot } from './locate.ts';
import type { SourceFile } from './source-file.ts';

const INDENT = '    ';

export interface EditScope {
  spotOf(item: number): Spot | undefined;
  file(uri: string): SourceFile | undefined;
}

/** URI → edits, sorted; those of one file never overlap. An edit of a place that is gone is left out. */
export function toTextEdits(
  scope: EditScope,
  edits: readonly Edit[],
): ReadonlyMap<string, readonly TextEdit[]> {
  const acc = new Map<string, TextEdit[]>();
  for (const edit of edits) {
    const made = toTextEdit(scope, edit);
    if (made === undefined) continue;
    const list = acc.get(made.uri) ?? [];
    acc.set(made.uri, list);
    if (!list.some((it) => it.start < made.edit.end && made.edit.start < it.end)) list.push(made.edit);
  }
  for (const list of acc.values()) list.sort((a, b) => a.start - b.start);
  return acc;
}

function toTextEdit(
  scope: EditScope,
  edit: Edit,
): { readonly uri: string; readonly edit: TextEdit } | undefined {
  if (edit.act === 'append') {
    const file = scope.file(edit.file);
    return file && { uri: edit.file, edit: appended(file, edit.text) };
  }
  const spot = scope.spotOf(edit.place.item);
  return spot && { uri: spot.file.uri, edit: atSpot(spot, edit) };
}

function appended(file: SourceFile, text: string): TextEdit {
  const end = textLength(file.tree);
  const lead = end === 0 || slice(file.tree, end - 1, end) === '\n' ? '' : '\n';
  return { start: end, end, newText: `${lead}${text}\n` };
}

function atSpot(spot: Spot, edit: Exclude<Edit, { act: 'append' }>): TextEdit {
  switch (edit.act) {
    case 'replace':
      return { ...rangeInFile(spot, edit.place), newText: edit.text };
    case 'delete':
      return { ...wholeLines(spot, nodeRange(spot, edit)), newText: '' };
    case 'insert-before':
    case 'insert-after':
      return beside(spot, nodeRange(spot, edit), edit);
    case 'insert-inside':
      return inside(spot, edit);
    default:
      return assertNever(edit);
  }
}

/** The innermost statement, fact or flag that holds the place, relative to the item. */
function nodeRange(spot: Spot, edit: Exclude<Edit, { act: 'append' }>): TextRange {
  const range = rangeInItem(spot.slot, edit.place);
  return innermost(statements(spot.slot.item), range, () => true) ?? range;
}

function innermost(
  nodes: readonly NodeView[],
  range: TextRange,
  accepts: (node: NodeView) => boolean,
): NodeView | undefined {
  let found: NodeView | undefined;
  for (let level = nodes; ; ) {
    const next = level.find((it) => it.start <= range.start && range.end <= it.end);
    if (next === undefined) return found;
    if (accepts(next)) found = next;
    level = childrenOf(next);
  }
}

function childrenOf(node: NodeView): readonly NodeView[] {
  if (node.kind === 'statement') return node.inner ? [node.inner] : node.children;
  if (node.kind === 'table') return node.rows;
  return node.kind === 'row' ? node.children : [];
}

/** With the line, if nothing else stands on it. */
function wholeLines(spot: Spot, range: TextRange): TextRange {
  const text = itemText(spot.slot.item);
  const base = itemStart(spot.file.tree, spot.slot.index);
  const lineStart = text.lastIndexOf('\n', range.start - 1) + 1;
  const newline = text.indexOf('\n', range.end);
  const lineEnd = newline < 0 ? text.length : newline + 1;
  const alone =
    text.slice(lineStart, range.start).trim() === '' && text.slice(range.end, lineEnd).trim() === '';
  if (alone) return { start: base + lineStart, end: base + lineEnd };
  const blank = /^ */.exec(text.slice(range.end))?.[0].length ?? 0;
  return { start: base + range.start, end: base + range.end + blank };
}

function beside(spot: Spot, range: TextRange, edit: Exclude<Edit, { act: 'append' | 'delete' }>): TextEdit {
  const text = itemText(spot.slot.item);
  const base = itemStart(spot.file.tree, spot.slot.index);
  const gap = beginsLine(text, range.start) ? `\n${indentAt(text, range.start)}` : ' ';
  if (edit.act === 'insert-before') {
    const at = base + range.start;
    return { start: at, end: at, newText: `${edit.text}${gap}` };
  }
  const at = base + range.end;
  return { start: at, end: at, newText: `${gap}${edit.text}` };
}

function inside(spot: Spot, edit: Exclude<Edit, { act: 'append' | 'delete' }>): TextEdit {
  const text = itemText(spot.slot.item);
  const base = itemStart(spot.file.tree, spot.slot.index);
  const range = rangeInItem(spot.slot, edit.place);
  const accepts = (it: NodeView): boolean => it.kind === 'statement' && !(it.inner && !it.hasBlock);
  const node = innermost(statements(spot.slot.item), range, accepts) as StatementView | undefined;
  if (node === undefined)
    return { start: base + range.end, end: base + range.end, newText: `\n${edit.text}` };
  const indent = indentAt(text, node.start);
  const last = node.end - 1;
  const isOpen = node.hasBlock ? text.slice(node.start, last).includes('\n') : beginsLine(text, node.start);
  const line = isOpen ? `\n${indent}${INDENT}${edit.text}\n${indent}` : ` ${edit.text} `;
  if (!node.hasBlock) return { start: base + last, end: base + node.end, newText: ` {${line}}` };
  const blank = /\s*$/.exec(text.slice(node.start, last))?.[0].length ?? 0;
  return { start: base + last - blank, end: base + last, newText: line };
}

/** What stands inside a line gets its neighbors on that line. */
function beginsLine(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === '';
}

function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
}
