// The command line as a process: streams, exit codes, colors, a reader that goes away, the language server.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import test, { after } from 'node:test';
import { build } from 'esbuild';
import { folderWith } from './run.ts';

const PACKAGE = folderWith({ 'package.json': '{ "name": "buswright", "version": "4.5.6" }' });
const PROGRAM = join(PACKAGE, 'dist/cli.cjs');

await build({
  entryPoints: ['server/src/cli/main.ts'],
  outfile: PROGRAM,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
});
after(() => rmSync(PACKAGE, { recursive: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function start(args: readonly string[], cwd = resolve('.')): ChildProcess {
  return spawn(process.execPath, [PROGRAM, ...args], { cwd, stdio: 'pipe' });
}

async function ended(child: ChildProcess): Promise<Ended> {
  const { stdout, stderr } = child;
  assert.ok(stdout && stderr);
  const [out, err] = await Promise.all([text(stdout), text(stderr), once(child, 'exit')]);
  return { code: child.exitCode, out, err };
}

test('exit codes and streams', async () => {
  const folder = folderWith({ 'good.topo': 'device a on pci;\n', 'bad.topo': 'device a on pcie;\n' });
  const good = await ended(start(['check', 'good.topo'], folder));
  assert.deepEqual(good, { code: 0, out: 'no problems in 1 file\n', err: '' });
  const bad = await ended(start(['check', 'bad.topo'], folder));
  assert.equal(bad.code, 1);
  assert.match(bad.out, /^bad\.topo:1:13: error/);
  const wrong = await ended(start(['check', '--frob', 'bad.topo'], folder));
  assert.deepEqual([wrong.code, wrong.out], [2, '']);
  assert.match(wrong.err, /^buswright: there is no option `--frob`/);
});

test('the version is the one of the package beside it', async () => {
  assert.deepEqual(await ended(start(['--version'])), { code: 0, out: '4.5.6\n', err: '' });
});

test('a pipe gets no colors', async () => {
  const folder = folderWith({ 'bad.topo': 'device a on pcie;\n' });
  const { out } = await ended(start(['check', 'bad.topo'], folder));
  assert.ok(!out.includes('\x1b'));
});

test('stdin is formatted to stdout', async () => {
  const child = start(['format', '-']);
  child.stdin?.end('device   a on pci;');
  assert.deepEqual(await ended(child), { code: 0, out: 'device a on pci;\n', err: '' });
});

test('a reader that goes away ends it without a word', async () => {
  const devices = Array.from({ length: 5000 }, (_, index) => `device d${index} on pci { vendor = 1; }\n`);
  const folder = folderWith({ 'many.topo': devices.join('') });
  const child = start(['tree', 'many.topo', '--json'], folder);
  child.stdout?.once('data', () => child.stdout?.destroy());
  assert.ok(child.stderr);
  const [err] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  assert.deepEqual([child.exitCode, err], [0, '']);
});

test('lsp starts the server that lies beside it, over stdio', async () => {
  const missing = await ended(start(['lsp']));
  assert.deepEqual([missing.code, missing.out], [2, '']);
  assert.match(missing.err, /the language server is not built yet/);
  writeFileSync(
    join(PACKAGE, 'dist/server.js'),
    'process.stdout.write(JSON.stringify(process.argv.slice(2)));\n',
  );
  assert.deepEqual(await ended(start(['lsp'])), { code: 0, out: '["lsp","--stdio"]', err: '' });
});
