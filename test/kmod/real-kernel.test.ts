// The look-up against kmod itself: what `modprobe -R` said for every modalias of the recorded machines.
// The recordings are not part of this repository: BUSWRIGHT_DATA names their folder, else it is ../shared/data.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { installedModules } from '../../server/src/driver-core/kmod/installed-modules.ts';

const data = process.env.BUSWRIGHT_DATA ?? '../shared/data';
const truthFile = join(data, 'machines/truth.tsv');

function kernelTree(name: string) {
  const read = (file: string) => readFileSync(join(data, 'kernels', name, `modules.${file}`), 'utf8');
  return installedModules({
    alias: read('alias'),
    order: read('order'),
    dep: read('dep'),
    softdep: read('softdep'),
    builtin: read('builtin'),
    builtinModinfo: read('builtin.modinfo'),
  });
}

test('every recorded modalias resolves to the modules that kmod found', (t) => {
  if (!existsSync(truthFile)) {
    t.diagnostic(`NOT RUN on real data: there is no ${truthFile}`);
    return;
  }
  const tree = kernelTree('6.1-amd64');
  assert.deepEqual(tree.unreadable, []);
  const lines = readFileSync(truthFile, 'utf8')
    .split('\n')
    .slice(1)
    .filter((line) => line !== '');
  const answers = new Map(
    lines.map((line) => line.split('\t')).map((cells) => [cells[4] ?? '', cells[6] ?? '']),
  );
  let builtin = 0;
  for (const [modalias, answer] of answers) {
    const hits = tree.lookup(modalias);
    if (hits.some((hit) => hit.builtin)) builtin += 1;
    const modules = [...new Set(hits.map((hit) => hit.module))].sort();
    assert.deepEqual(modules, answer === '-' ? [] : answer.split(',').sort(), modalias);
  }
  t.diagnostic(
    `${lines.length} lines, ${answers.size} distinct modaliases, ${builtin} of them answered by built-in modules`,
  );
});
