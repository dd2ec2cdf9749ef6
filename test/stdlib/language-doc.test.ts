// The examples of docs/language.md are topologies: each reads, links and holds what it expects.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { analyze, failures } from './topology.ts';

const EXAMPLES = [...readFileSync('docs/language.md', 'utf8').matchAll(/^```topo\n([\s\S]*?)^```$/gm)].map(
  (match) => match[1] ?? '',
);

test('docs/language.md has examples', () => {
  assert.ok(EXAMPLES.length > 10);
});

for (const [index, text] of EXAMPLES.entries()) {
  test(`example ${index + 1} of docs/language.md: ${text.split('\n')[0]}`, () => {
    assert.deepEqual(failures(analyze(text)), []);
  });
}
