// Files of scenarios: one, a list, a line each; recordings are scenarios, too.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { readScenarios, UnreadableScenarios } from './read-scenarios.ts';

function read(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'scenarios-'));
  try {
    const file = join(folder, 'mine.json');
    writeFileSync(file, text);
    return readScenarios(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const DUMP = '{"op":"dump"}';
const READ = { tags: [], seed: null, ops: [{ op: 'dump' }] };

test('one, a list, or one a line', () => {
  const one = `{"ops":[${DUMP}]}`;
  const [first, second] = [
    { ...READ, id: 'mine-1' },
    { ...READ, id: 'mine-2' },
  ];
  assert.deepEqual(read(one), [first]);
  assert.deepEqual(read(`{\n"ops":\n[${DUMP}]}\n`), [first]);
  assert.deepEqual(read(`[${one},${one}]`), [first, second]);
  assert.deepEqual(read(`${one}\n\n${one}\n`), [first, second]);
});

test('a recording is a scenario, without what came of it', () => {
  const text = `{"id":"x","tags":["t"],"seed":3,"parameters":"fw_devlink=off","ops":[${DUMP}],"results":[]}`;
  assert.deepEqual(read(text), [{ ...READ, id: 'x', tags: ['t'], seed: 3, parameters: 'fw_devlink=off' }]);
});

test('what is no scenario is said', () => {
  for (const text of ['{', 'ops', '{"ops":1}', '{"id":"x"}', '[1]'])
    assert.throws(() => read(text), UnreadableScenarios, text);
  assert.throws(() => readScenarios('/nothing/here.json'), /here\.json: ENOENT/);
});
