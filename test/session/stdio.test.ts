// The server as a process of its own over stdio, as another editor starts it: the bundle, the real disk, library files on disk.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import {
  createMessageConnection,
  type Location,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { POOR, RICH } from './harness/capabilities.ts';
import { type EditorOptions, type FakeEditor, startEditor } from './harness/fake-editor.ts';
import { TWO_DEVICES } from './harness/texts.ts';

async function withProcess(
  options: (folder: string) => EditorOptions,
  act: (editor: FakeEditor, folder: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'buswright-'));
  const server = join(folder, 'server.cjs');
  await build({
    entryPoints: ['server/src/node/main.ts'],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    outfile: server,
    logLevel: 'warning',
  });
  const child: ChildProcess = spawn(process.execPath, [server, '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') },
  });
  const { stdin, stdout } = child;
  assert.ok(stdin && stdout);
  const exited = new Promise<number | null>((resolve) => child.on('exit', resolve));
  try {
    const connection = createMessageConnection(
      new StreamMessageReader(stdout),
      new StreamMessageWriter(stdin),
    );
    const editor = await startEditor(connection, options(folder));
    await act(editor, folder);
    await editor.stop();
    assert.equal(await exited, 0);
  } finally {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

const uriOf = (folder: string, name: string) => pathToFileURL(join(folder, name)).toString();

test('a poor client: the disk is read by the server, library files are written read-only', async () => {
  const options = { capabilities: POOR, initializationOptions: {} };
  await withProcess(
    () => options,
    async (editor, folder) => {
      writeFileSync(join(folder, 'drivers.topo'), TWO_DEVICES);
      const uri = uriOf(folder, 'a.topo');
      await editor.open(uri, 'import "drivers.topo";\ndevice 0000:04:00.0 on pci;\n');
      const [target] = await editor.ask<Location[]>('textDocument/definition', {
        textDocument: { uri },
        position: editor.at(uri, 'on |pci'),
      });
      assert.ok(target);
      const path = fileURLToPath(target.uri);
      assert.match(readFileSync(path, 'utf8').split('\n')[target.range.start.line] ?? '', /^bus pci/);
      assert.equal(statSync(path).mode & 0o222, 0);
    },
  );
});

test('a rich client: the workspace is read from the disk when it offers no files', async () => {
  await withProcess(
    (folder) => {
      writeFileSync(join(folder, 'a.topo'), 'device a on pcie;\n');
      const folders = [pathToFileURL(folder).toString()];
      return { capabilities: RICH, initializationOptions: {}, folders };
    },
    async (editor, folder) => {
      const report = await editor.ask<{ items: { uri: string; items: unknown[] }[] }>(
        'workspace/diagnostic',
        {
          previousResultIds: [],
        },
      );
      assert.deepEqual(
        report.items.map((it) => [it.uri, it.items.length]),
        [[uriOf(folder, 'a.topo'), 1]],
      );
    },
  );
});
