// Odd clients and bad luck: the server answers, says what is wrong, and goes on.
import assert from 'node:assert/strict';
import test from 'node:test';
import { session } from './harness/session.ts';
import { A, TWO_DEVICES } from './harness/texts.ts';

const hoverAt = (uri: string) => ({ textDocument: { uri }, position: { line: 0, character: 8 } });

test('questions about documents that nobody opened have empty answers', async () => {
  await session({}, async (editor) => {
    const uri = 'file:///nowhere.topo';
    assert.equal(await editor.ask('textDocument/hover', hoverAt(uri)), null);
    assert.deepEqual(await editor.diagnostics(uri), []);
    assert.deepEqual(await editor.ask('textDocument/documentSymbol', { textDocument: { uri } }), []);
    assert.deepEqual(await editor.ask('textDocument/definition', hoverAt(uri)), []);
    assert.deepEqual(
      await editor.ask('buswright/tree/children', { order: 'bus', parent: 'no such node' }),
      [],
    );
    assert.equal(await editor.ask('buswright/explain', { id: 'device:pci/none' }), null);
    assert.equal(await editor.ask('buswright/library', { uri: 'topo-std:/none.topo' }), null);
  });
});

test('a request that cannot be read is answered with an error, and the next one is answered', async () => {
  await session({}, async (editor) => {
    await editor.open(A, TWO_DEVICES);
    await assert.rejects(editor.ask('textDocument/hover', { nonsense: true }), { code: -32603 });
    assert.notEqual(await editor.ask('textDocument/hover', hoverAt(A)), null);
    assert.match(editor.log.join('\n'), /textDocument\/hover failed/);
  });
});

test('edits of a document that is not open, and ranges beyond its end, do no harm', async () => {
  await session({}, async (editor) => {
    await editor.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: A, version: 7 },
      contentChanges: [{ text: 'bus x;' }],
    });
    await editor.open(A, TWO_DEVICES);
    const far = { line: 9999, character: 9999 };
    await editor.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: A, version: 2 },
      contentChanges: [{ range: { start: far, end: far }, text: 'device a on pcie;\n' }],
    });
    const [found] = await editor.diagnostics(A);
    assert.equal(found?.range.start.line, 5);
  });
});

test('several edits in one notice apply one after the other', async () => {
  await session({}, async (editor) => {
    await editor.open(A, 'device a on pci;\n');
    const at = (character: number, end: number) => ({
      start: { line: 0, character },
      end: { line: 0, character: end },
    });
    await editor.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: A, version: 2 },
      contentChanges: [
        { range: at(0, 0), text: '// x\n' },
        { range: { start: { line: 1, character: 12 }, end: { line: 1, character: 15 } }, text: 'pcie' },
      ],
    });
    const [found] = await editor.diagnostics(A);
    assert.deepEqual(found?.range.start, { line: 1, character: 12 });
  });
});

test('a cancelled request is answered as cancelled', async () => {
  await session({}, async (editor) => {
    await editor.open(A, TWO_DEVICES);
    const { CancellationTokenSource } = await import('vscode-languageserver/node');
    const source = new CancellationTokenSource();
    const asked = editor.connection.sendRequest('workspace/symbol', { query: '' }, source.token);
    source.cancel();
    await assert.rejects(asked, { code: -32800 });
    assert.notEqual(await editor.ask('textDocument/hover', hoverAt(A)), null);
  });
});

test('a file bridge that fails is a missing file, not a crash', async () => {
  const options = { initializationOptions: {}, disk: {} };
  await session(options, async (editor) => {
    await editor.open(A, 'import "gone.topo";\ndevice a on pci;\n');
    const [found] = await editor.diagnostics(A);
    assert.equal(found?.code, 'name/import');
  });
});

test('a position of a text that changed while files were read is void', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await session(
    { files: { 'file:///w/b.topo': '' }, before: { 'buswright/fs/read': held } },
    async (editor) => {
      await editor.open(A, 'import "b.topo";\ndevice a on pci;\n');
      const asked = editor.ask('textDocument/hover', hoverAt(A));
      await editor.edit(A, 'device', 'device ');
      release();
      await assert.rejects(asked, { code: -32801 });
      assert.equal(await editor.ask('textDocument/hover', hoverAt('file:///w/c.topo')), null);
    },
  );
});

test('files of a folder that is taken out of the workspace go with it', async () => {
  const files = {
    'file:///w/one/a.topo': 'device a on pcie;\n',
    'file:///w/two/b.topo': 'device b on pcie;\n',
  };
  const folders = ['file:///w/one', 'file:///w/two'];
  await session({ files, folders }, async (editor) => {
    const checked = async () => {
      const { items } = await editor.ask<{ items: { uri: string }[] }>('workspace/diagnostic', {
        previousResultIds: [],
      });
      return items.map((it) => it.uri).sort();
    };
    assert.deepEqual(await checked(), Object.keys(files));
    editor.files.delete('file:///w/two/b.topo');
    await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [], removed: [{ uri: 'file:///w/two', name: 'two' }] },
    });
    assert.deepEqual(await checked(), ['file:///w/one/a.topo']);
  });
});

test('a client that never answers questions is served all the same', async () => {
  const never = new Promise<void>(() => {});
  const before = {
    'workspace/configuration': never,
    'buswright/fs/find': never,
    'buswright/fs/read': never,
    'window/workDoneProgress/create': never,
  };
  await session({ before, folders: ['file:///w'], impatient: true }, async (editor) => {
    await editor.open(A, 'import "b.topo";\ndevice a on pci;\n');
    const [found] = await editor.diagnostics(A);
    assert.equal(found?.code, 'name/import');
  });
});

test('a document that is opened while its file is read stays as the editor has it', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const options = {
    files: { [A]: 'device a on pcie;\n' },
    folders: ['file:///w'],
    before: { 'buswright/fs/read': held },
  };
  await session(options, async (editor) => {
    const read = editor.next('buswright/fs/read');
    await read;
    await editor.open(A, TWO_DEVICES);
    release();
    assert.deepEqual(await editor.diagnostics(A), []);
  });
});
