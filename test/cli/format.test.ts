// `buswright format`: files in place, folders, stdin, and what cannot be formatted.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { folderWith, run } from './run.ts';

const UGLY = 'device   a on pci{vendor=1;}\n';
const TIDY = 'device a on pci { vendor = 1; }\n';

test('files and folders are formatted in place, what is in order is not named', async () => {
  const folder = folderWith({
    'a.topo': UGLY,
    'boards/b.topo': UGLY,
    'boards/c.topo': TIDY,
    'boards/notes.txt': UGLY,
    'boards/node_modules/x.topo': UGLY,
  });
  const outcome = await run('format a.topo boards', folder);
  assert.deepEqual(outcome, { exit: 0, out: 'formatted a.topo\nformatted boards/b.topo\n', err: '' });
  assert.equal(readFileSync(join(folder, 'boards/b.topo'), 'utf8'), TIDY);
  assert.equal(readFileSync(join(folder, 'boards/notes.txt'), 'utf8'), UGLY);
  assert.equal(readFileSync(join(folder, 'boards/node_modules/x.topo'), 'utf8'), UGLY);
});

test('--check changes nothing and fails if something would change', async () => {
  const folder = folderWith({ 'a.topo': UGLY, 'b.topo': TIDY });
  assert.deepEqual(await run('format --check .', folder), {
    exit: 1,
    out: 'not formatted: a.topo\n',
    err: '',
  });
  assert.equal(readFileSync(join(folder, 'a.topo'), 'utf8'), UGLY);
  assert.deepEqual(await run('format --check b.topo', folder), { exit: 0, out: '', err: '' });
});

test('`-` formats stdin to stdout', async () => {
  assert.deepEqual(await run('format -', '.', UGLY), { exit: 0, out: TIDY, err: '' });
  assert.deepEqual(await run('format --check -', '.', UGLY), {
    exit: 1,
    out: 'not formatted: stdin\n',
    err: '',
  });
  assert.equal((await run('format - a.topo')).exit, 2);
});

test('a statement with a syntax error stays, and the user is told', async () => {
  const { exit, out, err } = await run('format -', '.', `device   b pci;\n${UGLY}`);
  assert.deepEqual({ exit, out }, { exit: 0, out: `device   b pci;\n${TIDY}` });
  assert.equal(err, 'stdin: a statement has a syntax error and stays as written\n');
});

test('what is not there is wrong use', async () => {
  const folder = folderWith({ 'empty/readme.txt': '' });
  assert.match((await run('format none.topo', folder)).err, /there is no file or folder `none\.topo`/);
  assert.match((await run('format empty', folder)).err, /no \.topo file lies in `empty`/);
});
