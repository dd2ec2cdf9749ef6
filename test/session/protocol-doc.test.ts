// docs/protocol.md carries a hash of protocol.ts: whoever changes the protocol reads the page and writes the hash anew.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import test from 'node:test';

const page = readFileSync('docs/protocol.md', 'utf8');
const source = readFileSync('server/src/lsp/protocol.ts', 'utf8');

test('docs/protocol.md was looked at after the last change of protocol.ts', () => {
  const hash = createHash('sha256').update(source).digest('hex').slice(0, 16);
  assert.ok(page.includes(`<!-- protocol.ts: ${hash} -->`), `the hash of protocol.ts is now ${hash}`);
});

test('docs/protocol.md names every custom method', () => {
  const methods = [...source.matchAll(/'(buswright\/[a-zA-Z/]+)'/g)].map(([, method]) => method ?? '');
  assert.ok(methods.length > 5);
  assert.deepEqual(
    methods.filter((method) => !page.includes(`\`${method}\``)),
    [],
  );
});
