// Every example says what comes of it: all of its expectations hold, and nothing is found that it does not expect.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { rootFindings } from '../../server/src/checks/findings.ts';
import { Workspace } from '../../server/src/db/index.ts';
import { printFinding } from './topology.ts';

const FILES = readdirSync('examples', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.topo'))
  .map((name) => `examples/${name.replaceAll('\\', '/')}`)
  .sort();

const workspace = new Workspace();
workspace.applyChange({
  files: new Map(FILES.map((path) => [`file:///${path}`, readFileSync(path, 'utf8')])),
});

for (const model of workspace.models()) {
  const path = model.root.slice('file:///'.length);
  test(path, () => {
    const found = rootFindings(workspace, model, 'relaxed').all.filter(({ expected }) => !expected);
    assert.deepEqual(found.map(printFinding), []);
  });
}

test('every system of the mails is there as proposed and as it came to be, with the mail that it is from', () => {
  const seeds = FILES.filter((path) => /^examples\/seeds\/\d/.test(path));
  for (const path of seeds) {
    assert.match(readFileSync(path, 'utf8'), /^\/\/ .*\n\/\/ From: .*\n\/\/ Subject: .*\n\/\/\n/, path);
  }
  for (const number of ['1', '2', '3', '4', '5', '6', '7', '8', '9']) {
    const versions = seeds.filter((path) => path.startsWith(`examples/seeds/${number}-`));
    assert.ok(
      versions.some((path) => path.endsWith('-proposed.topo')),
      number,
    );
    assert.ok(
      versions.some((path) => path.endsWith('-merged.topo')),
      number,
    );
  }
});
