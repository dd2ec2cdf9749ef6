// Each recording in test/fixtures/import with the text that it imports to. UPDATE=1 writes the texts anew.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { importUdev } from '../../server/src/importers/index.ts';

const folder = 'test/fixtures/import';

for (const file of readdirSync(folder).filter((name) => !name.endsWith('.topo'))) {
  test(`import ${file}`, () => {
    const { text, warnings } = importUdev(readFileSync(join(folder, file), 'utf8'), file);
    const actual = `${text}${warnings.map((warning) => `// warning: ${warning}\n`).join('')}`;
    const expected = join(folder, `${file}.topo`);
    if (process.env.UPDATE) writeFileSync(expected, actual);
    assert.equal(actual, readFileSync(expected, 'utf8'));
  });
}
