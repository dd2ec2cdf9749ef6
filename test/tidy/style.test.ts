// House rules that a machine can see: every file says what it is, stays small, and names no machine. (`any` is the linter's.)
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { sourcesBelow } from './sources.ts';

const MAX_LINES = 400;
const product = [...sourcesBelow('server/src'), ...sourcesBelow('client/src')];
const everything = [...product, ...sourcesBelow('test'), ...sourcesBelow('bench')];

test('every source opens with a comment that says what it is', () => {
  assert.deepEqual(
    everything.filter(({ text }) => !/^(#!.*\n)?\/\//.test(text)).map(({ path }) => path),
    [],
  );
});

test(`no source of the product has more than ${MAX_LINES} lines`, () => {
  const long = product
    .map(({ path, text }) => ({ path, lines: text.split('\n').length }))
    .filter(({ lines }) => lines > MAX_LINES);
  assert.deepEqual(long, []);
});

test('no suppressed compiler or lint error, no forgotten note', () => {
  const banned = /@ts-(ignore|expect-error|nocheck)|\b(TODO|FIXME|XXX)\b|biome-ignore(?!.*: \S)/;
  const found = product.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, index) => (banned.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );
  assert.deepEqual(found, []);
});

test('no test is skipped or run alone', () => {
  const found = sourcesBelow('test')
    .filter(({ path }) => path !== 'test/tidy/style.test.ts')
    .flatMap(({ path, text }) =>
      text
        .split('\n')
        .flatMap((line, index) =>
          /\b(test|it|describe|suite)\.(only|skip|todo)\b|\bthis\.skip\(/.test(line)
            ? [`${path}:${index + 1}`]
            : [],
        ),
    );
  assert.deepEqual(found, []);
});

test('no committed text carries a path of somebody’s machine', () => {
  const files = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'package.json'].map(
    (path) => ({ path, text: readFileSync(path, 'utf8') }),
  );
  const docs = readdirSync('docs', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(md|json)$/.test(entry.name))
    .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`)
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
  const found = [...everything, ...files, ...docs].filter(
    ({ path, text }) => path !== 'test/tidy/style.test.ts' && /\/(home|work|root|Users)\/[a-z]/.test(text),
  );
  assert.deepEqual(
    found.map(({ path }) => path),
    [],
  );
});
