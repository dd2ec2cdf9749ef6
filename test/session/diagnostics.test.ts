// Diagnostics over a connection: asked for with result ids, pushed to those who do not ask, kept in step with edits and files.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { PublishDiagnosticsParams, WorkspaceDiagnosticReport } from 'vscode-languageserver/node';
import { POOR } from './harness/capabilities.ts';
import { session } from './harness/session.ts';
import { A, B, TWO_DEVICES } from './harness/texts.ts';

const UNKNOWN_BUS = 'device a on pcie;\n';

test('an edit that breaks a name shows it, the edit back removes it', async () => {
  await session({}, async (editor) => {
    await editor.open(A, TWO_DEVICES);
    assert.deepEqual(await editor.diagnostics(A), []);
    await editor.edit(A, '0000:03:00.0 on pci', '0000:03:00.0 on pcj');
    const [found, ...more] = await editor.diagnostics(A);
    assert.equal(found?.code, 'name/unknown');
    assert.deepEqual(found?.range, { start: editor.at(A, '|pcj'), end: editor.at(A, 'pcj| {') });
    assert.deepEqual(more, []);
    await editor.edit(A, 'pcj', 'pci');
    assert.deepEqual(await editor.diagnostics(A), []);
  });
});

test('what has not changed is not sent again', async () => {
  await session({}, async (editor) => {
    await editor.open(A, UNKNOWN_BUS);
    const first = await editor.pull(A);
    assert.equal(first.kind, 'full');
    const second = await editor.pull(A, first.resultId);
    assert.equal(second.kind, 'unchanged');
    assert.equal(second.resultId, first.resultId);
    await editor.edit(A, 'pcie', 'pcif');
    const third = await editor.pull(A, first.resultId);
    assert.equal(third.kind, 'full');
    assert.notEqual(third.resultId, first.resultId);
  });
});

test('the whole workspace, open or not, with result ids', async () => {
  const files = { [A]: UNKNOWN_BUS, [B]: TWO_DEVICES };
  await session({ files, folders: ['file:///w'] }, async (editor) => {
    const pull = (previousResultIds: readonly { uri: string; value: string }[]) =>
      editor.ask<WorkspaceDiagnosticReport>('workspace/diagnostic', { previousResultIds });
    const { items } = await pull([]);
    const counts = items.map((it) => [it.uri, it.kind === 'full' ? it.items.length : -1]);
    assert.deepEqual(
      new Map(counts as [string, number][]),
      new Map([
        [A, 1],
        [B, 0],
      ]),
    );
    const again = await pull(items.map((it) => ({ uri: it.uri, value: it.resultId ?? '' })));
    assert.deepEqual(
      again.items.map((it) => it.kind),
      ['unchanged', 'unchanged'],
    );
  });
});

test('a client that does not ask gets them pushed, and an empty list after closing', async () => {
  await session({ capabilities: POOR, initializationOptions: {} }, async (editor) => {
    const pushed = () => editor.next<PublishDiagnosticsParams>('textDocument/publishDiagnostics');
    const first = pushed();
    await editor.open(A, UNKNOWN_BUS);
    assert.equal((await first).diagnostics[0]?.code, 'name/unknown');
    const second = pushed();
    await editor.edit(A, 'pcie', 'pci');
    assert.deepEqual((await second).diagnostics, []);
    const third = pushed();
    await editor.edit(A, 'pci', 'pcie');
    assert.equal((await third).diagnostics.length, 1);
    const last = pushed();
    await editor.close(A);
    assert.deepEqual(await last, { uri: A, diagnostics: [] });
  });
});

test('an import is read when it is wanted, and again when it changes on disk', async () => {
  const files = { [B]: 'bus foo { device struct foo_device { u32 id; } match { any; } }\n' };
  await session({ files }, async (editor) => {
    await editor.open(A, 'import "b.topo";\ndevice a on foo { id = 1; }\n');
    assert.deepEqual(await editor.diagnostics(A), []);
    const refresh = editor.next('workspace/diagnostic/refresh');
    await editor.changeOnDisk(B, 'bus bar { match { any; } }\n');
    await refresh;
    const codes = (await editor.diagnostics(A)).map((it) => it.code);
    assert.deepEqual(codes, ['name/unknown']);
    await editor.changeOnDisk(B, undefined);
    const [missing] = await editor.diagnostics(A);
    assert.equal(missing?.code, 'name/import');
  });
});

test('severity follows the setting', async () => {
  await session({}, async (editor) => {
    await editor.open(A, TWO_DEVICES);
    const relaxed = await editor.diagnostics(A);
    await editor.configure({ severity: 'stricter' });
    const stricter = await editor.diagnostics(A);
    assert.ok(stricter.length >= relaxed.length);
  });
});
