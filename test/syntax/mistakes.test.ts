// Every mistake that a person makes has one message and, where it can, a fix: test/fixtures/syntax/*.txt.
// A case is a title, a text, the messages it must make and, for each fix with edits, the text after it.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import test from 'node:test';
import { globSync } from '../../scripts/lib/glob.mjs';
import type { SyntaxMistake, SyntaxTree } from '../../server/src/syntax/index.ts';
import { itemStart, parse, positionAt } from '../../server/src/syntax/index.ts';

for (const path of globSync('test/fixtures/syntax', (file: string) => file.endsWith('.txt'))) {
  const fixture = readFileSync(path, 'utf8');
  const cases = fixture.split(/^(?====\s)/m);
  if (process.env.UPDATE) writeFileSync(path, cases.map(rewritten).join(''));
  else for (const one of cases) test(`${path}: ${titleOf(one)}`, () => assert.equal(rewritten(one), one));
}

function titleOf(one: string): string {
  return one.slice(4, one.indexOf('\n'));
}

/** The case as it comes out now. */
function rewritten(one: string): string {
  const input = visible(inputOf(one));
  const tree = parse(input);
  const answers = tree.items.flatMap((item, index) => item.errors.map((error) => answer(tree, index, error)));
  const fixes = tree.items.flatMap((item, index) =>
    item.errors.flatMap((error) => fixed(tree, index, error)),
  );
  return `=== ${titleOf(one)}\n${inputOf(one)}\n---\n${answers.join('')}${fixes.join('')}\n`;
}

function inputOf(one: string): string {
  const from = one.indexOf('\n') + 1;
  return one.slice(from, one.indexOf('\n---\n', from));
}

/** Characters that no reader sees are written as others in the fixtures. */
function visible(text: string): string {
  return text.replaceAll('⍽', '\u00a0').replaceAll('␀', '\0').replaceAll('␍', '\r');
}

function answer(tree: SyntaxTree, index: number, error: SyntaxMistake): string {
  const base = itemStart(tree, index);
  const [start, end] = [error.start, error.end].map((at) => {
    const { line, character } = positionAt(tree, base + at);
    return `${line + 1}:${character + 1}`;
  });
  const fix = error.fix ? ` Fix: ${error.fix.title}.` : '';
  const stop = error.message.endsWith('?') ? '' : '.';
  return `${start}–${end} ${error.code} ${error.message}${stop}${fix}\n`;
}

function fixed(tree: SyntaxTree, index: number, error: SyntaxMistake): string[] {
  if (!error.fix || (error.fix.edits.length === 0 && !error.fix.toFileStart)) return [];
  const base = itemStart(tree, index);
  let text = tree.items.map((item) => item.chunk.text.slice(item.start, item.end)).join('');
  const { edits, toFileStart } = error.fix;
  const moved = toFileStart ? `${text.slice(base + toFileStart.start, base + toFileStart.end)}\n` : '';
  const removed = toFileStart ? [{ ...toFileStart, newText: '' }] : [];
  for (const edit of [...edits, ...removed].sort((a, b) => b.start - a.start)) {
    text = text.slice(0, base + edit.start) + edit.newText + text.slice(base + edit.end);
  }
  const result = moved + text;
  const left = parse(result).items.flatMap((item) => item.errors.map((it) => it.code));
  const note = left.length > 0 ? ` (left: ${left.join(', ')})` : '';
  return [
    `--- ${error.fix.title}${note}\n${result.replaceAll('\u00a0', '⍽').replaceAll('\0', '␀').replaceAll('\r', '␍')}\n`,
  ];
}
