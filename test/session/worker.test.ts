// The server as a web worker: its bundle runs where there is no Node, and answers as everywhere else.
import assert from 'node:assert/strict';
import test from 'node:test';
import { startEditor } from './harness/fake-editor.ts';
import { A, B, TWO_DEVICES } from './harness/texts.ts';
import { startWorker } from './harness/worker.ts';

test('the worker bundle answers without anything of Node, files come from the client', async () => {
  const worker = await startWorker();
  try {
    for (const name of ['process', 'require', 'Buffer', 'module']) {
      assert.equal(worker.evaluate(`typeof ${name}`), 'undefined');
    }
    const files = { [B]: TWO_DEVICES };
    const editor = await startEditor(worker.connection, { files, folders: ['file:///w'] });
    await editor.open(A, 'import "b.topo";\nexpect 0000:00:19.0 bound e1000e;\ndevice x on pcie;\n');
    const codes = (await editor.diagnostics(A)).map((it) => it.code);
    assert.deepEqual(codes, ['name/unknown']);
    const hover = await editor.ask<{ contents: { value: string } }>('textDocument/hover', {
      textDocument: { uri: A },
      position: editor.at(A, 'expect 0000:|00:19.0'),
    });
    assert.match(hover.contents.value, /bound to `e1000e`/);
    await editor.stop();
  } finally {
    worker.end();
  }
});
