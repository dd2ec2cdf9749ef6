// The laws of the layout as texts: test/fixtures/format/*.txt. A case is a title after `===`, a text, and after
// `--- formatted` the same text laid out. UPDATE=1 rewrites what is expected.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import test from 'node:test';
import { DEFAULT_OPTIONS, formatSource } from '../../server/src/format/index.ts';

const FOLDER = 'test/fixtures/format';
const FORMATTED = '--- formatted\n';

interface Case {
  readonly title: string;
  readonly input: string;
  readonly expected: string;
}

/** A case ends at the empty line before the next title. */
function readCases(text: string): { readonly head: string; readonly cases: readonly Case[] } {
  const [head = '', ...parts] = text.split(/^=== /m);
  const cases = parts.map((part, index) => {
    const body = index === parts.length - 1 ? part : part.replace(/\n\n$/, '\n');
    const [given = '', expected = ''] = body.split(FORMATTED);
    const end = given.indexOf('\n');
    return { title: given.slice(0, end), input: given.slice(end + 1), expected };
  });
  return { head, cases };
}

for (const name of readdirSync(FOLDER).sort()) {
  const path = `${FOLDER}/${name}`;
  const { head, cases } = readCases(readFileSync(path, 'utf8'));
  const format = (text: string): string => formatSource(text, DEFAULT_OPTIONS).text;
  if (process.env.UPDATE === '1') {
    const parts = cases.map(({ title, input }) => `=== ${title}\n${input}${FORMATTED}${format(input)}`);
    writeFileSync(path, head + parts.join('\n'));
    continue;
  }
  for (const { title, input, expected } of cases) {
    test(`${name}: ${title}`, () => {
      assert.equal(format(input), expected);
      assert.equal(format(expected), expected);
    });
  }
}
