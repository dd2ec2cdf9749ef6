// What the formatter keeps whatever it is given: tokens, comments, trees, and itself.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import fc from 'fast-check';
import {
  applyEdits,
  DEFAULT_OPTIONS,
  formatItem,
  formatRange,
  formatSource,
  formatTree,
} from '../../server/src/format/index.ts';
import { dump, parse } from '../../server/src/syntax/index.ts';
import { anyText, commentedText, damagedText, respaced, TEXTS, tokensOf, withoutBlanks } from './texts.ts';

const format = (text: string): string => formatSource(text, DEFAULT_OPTIONS).text;

/** The tree as text, without the blanks inside what it quotes (`sf88 / sf`). */
const treeOf = (text: string): string => dump(parse(text)).replaceAll(/(?<=\S)(?:\\[nrt]| )+/g, '');

test('the library and the examples are in canonical layout', () => {
  assert.ok(TEXTS.length > 40, `${TEXTS.length} texts`);
  for (const { path, text } of TEXTS) assert.equal(format(text), text, path);
});

test('the example of docs/format.md is in canonical layout', () => {
  const [, example = ''] = /```topo\n([\s\S]*?)```/.exec(readFileSync('docs/format.md', 'utf8')) ?? [];
  assert.ok(example.includes('migration_set_state'));
  assert.equal(format(example), example);
});

test('white space that means nothing is formatted away', () => {
  for (const { path, text } of TEXTS) {
    fc.assert(
      fc.property(respaced(text), (spaced) => assert.equal(format(spaced), text, path)),
      { numRuns: 4 },
    );
  }
});

test('only white space changes, and formatting again changes nothing, whatever is broken', () => {
  fc.assert(
    fc.property(damagedText, (text) => {
      const once = format(text);
      assert.equal(withoutBlanks(once), withoutBlanks(text));
      assert.equal(format(once), once);
    }),
    { numRuns: 300 },
  );
});

test('comments may stand between any two tokens', () => {
  fc.assert(
    fc.property(commentedText, (text) => {
      const once = format(text);
      assert.deepEqual(
        parse(once).items.flatMap(({ errors }) => errors),
        [],
      );
      assert.equal(withoutBlanks(once), withoutBlanks(text));
      assert.equal(format(once), once);
    }),
    { numRuns: 300 },
  );
});

test('any string at all keeps its characters', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '{',
      '}',
      ';',
      ',',
      '/',
      '*',
      '//',
      '/*',
      '*/',
      '"',
      '\n',
      '\r\n',
      '\r',
      ' ',
      '\t',
      '=',
      '\ufeff',
    ),
    fc.constantFrom('device ', 'driver ', 'on ', 'a', 'pci', '0x1', '///', '\u00a0', '\u0000', '\ud800'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      const once = format(text);
      assert.equal(withoutBlanks(once), withoutBlanks(text));
      assert.equal(format(once), once);
    }),
    { numRuns: 2000 },
  );
});

test('a broken item reads as before, and so do its neighbors', () => {
  const errorsOf = (text: string) => parse(text).items.flatMap((item) => item.errors.map(({ code }) => code));
  fc.assert(
    fc.property(damagedText, (text) => assert.deepEqual(errorsOf(format(text)), errorsOf(text))),
    { numRuns: 300 },
  );
});

test('a file re-spaced at random reads to the same tree, without an error', () => {
  for (const { path, text } of TEXTS) {
    const tree = treeOf(text);
    assert.doesNotMatch(tree, /^ *!/m, path);
    fc.assert(
      fc.property(respaced(text), (spaced) => assert.equal(treeOf(spaced), tree, path)),
      { numRuns: 4 },
    );
  }
});

test('tokens and comments are the same afterwards', () => {
  for (const { text } of TEXTS) {
    const flat = text.replaceAll(/^ +/gm, '');
    assert.deepEqual(
      tokensOf(format(flat)).map((token) => token.text),
      tokensOf(text).map((token) => token.text),
    );
  }
});

test('formatting one item is that part of formatting the file', () => {
  fc.assert(
    fc.property(
      anyText.chain(({ text }) => respaced(text)),
      (text) => {
        const tree = parse(text);
        const whole = formatTree(tree, DEFAULT_OPTIONS);
        const parts = tree.items.flatMap((_, index) => formatItem(tree, index, DEFAULT_OPTIONS));
        assert.deepEqual(parts, whole.slice(0, parts.length));
        assert.ok(whole.length - parts.length <= 1, 'all but the end of the file');
      },
    ),
    { numRuns: 40 },
  );
});

test('formatting a selection is a part of formatting the file, and reads the same', () => {
  fc.assert(
    fc.property(
      anyText.chain(({ text }) => respaced(text)),
      fc.nat(),
      fc.nat({ max: 400 }),
      (text, at, length) => {
        const tree = parse(text);
        const start = at % text.length;
        const whole = new Set(formatTree(tree, DEFAULT_OPTIONS).map((edit) => JSON.stringify(edit)));
        const edits = formatRange(tree, { start, end: start + length }, DEFAULT_OPTIONS);
        for (const edit of edits) assert.ok(whole.has(JSON.stringify(edit)), JSON.stringify(edit));
        assert.equal(format(applyEdits(text, edits)), format(text));
      },
    ),
    { numRuns: 100 },
  );
});

test('mixed line ends settle at once', () => {
  for (const text of ['\r\n/*\n*/', '/*\n*/\r\n', 'bus a;\nbus b;\r\n', 'bus a;\r\n\n/*\r\n*/\n']) {
    const once = format(text);
    assert.equal(format(once), once, JSON.stringify(text));
  }
});

test('a file with CRLF keeps it', () => {
  for (const { text } of TEXTS) {
    const crlf = text.replaceAll('\n', '\r\n');
    assert.equal(format(crlf), crlf);
    assert.equal(format(crlf.replaceAll(/^ +/gm, '')), crlf);
  }
});

test('what is nested too deep to be indented stays as it is, its neighbors are formatted', () => {
  const deep = `${'device a on pci {\n'.repeat(50_000)}${'}'.repeat(50_000)}`;
  assert.equal(format(`${deep}\ndevice   b on pci;\n`), `${deep}\ndevice b on pci;\n`);
});
