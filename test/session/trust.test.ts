// What a workspace that is not trusted can make the server read: what lies inside its folders, and no more.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { InitializationOptions } from '../../server/src/lsp/protocol.ts';
import type { FakeEditor } from './harness/fake-editor.ts';
import { session } from './harness/session.ts';

const OPTIONS: InitializationOptions = { files: 'client', libraryScheme: 'topo-std', trust: 'restricted' };
const MAIN = 'file:///w/board/main.topo';
const FILES = {
  'file:///w/lib.topo': 'device b on platform;\n',
  'file:///w2/lib.topo': 'device c on platform;\n',
  'file:///etc/lib.topo': 'device d on platform;\n',
};

const reads = (editor: FakeEditor) =>
  editor.log.flatMap((line) => /← buswright\/fs\/read \{"uri":"(.*)"\}/.exec(line)?.[1] ?? []);

async function messages(editor: FakeEditor, text: string): Promise<readonly string[]> {
  await editor.open(MAIN, text);
  return (await editor.diagnostics(MAIN)).map((it) => `${it.code}: ${it.message}`);
}

test('imports inside the folders of the workspace are read', async () => {
  const options = { files: FILES, folders: ['file:///w', 'file:///w2'], initializationOptions: OPTIONS };
  await session(options, async (editor) => {
    assert.deepEqual(await messages(editor, 'import "../lib.topo";\nimport "/w2/lib.topo";\n'), []);
  });
});

const BEYOND = [
  '/etc/lib.topo',
  '../../etc/lib.topo',
  'file:///etc/lib.topo',
  'file:///w/../etc/lib.topo',
  'file:///w/%2e%2e/etc/lib.topo',
  '..\\\\..\\\\etc\\\\lib.topo',
  'file://server/share/lib.topo',
  '/w2/lib.topo',
];
for (const path of BEYOND) {
  test(`an import that leads beyond them is not read, and a finding says so: ${path}`, async () => {
    const options = { files: FILES, folders: ['file:///w'], initializationOptions: OPTIONS };
    await session(options, async (editor) => {
      const [found] = await messages(editor, `import "${path}";\n`);
      assert.match(found ?? '', /^name\/import: `.*` is not read: the workspace is not trusted/);
      assert.deepEqual(
        reads(editor).filter((it) => it !== 'file:///w/lib.topo'),
        [],
      );
    });
  });
}

test('neither is the folder of a kernel; the one of the user’s settings is', async () => {
  const files = { 'file:///lib/modules.alias': 'alias pci:* e1000e\n' };
  const configuration = { kernel: { modules: '/lib' } };
  const options = { files, folders: ['file:///w'], initializationOptions: OPTIONS, configuration };
  await session(options, async (editor) => {
    const told = editor.next('buswright/tree/changed');
    const text = 'kernel 6.1 { modules = "/lib/modules/6.1"; }\ndevice a on platform;\n';
    await messages(editor, text);
    await told;
    const [found] = (await editor.diagnostics(MAIN)).map((it) => `${it.code}: ${it.message}`);
    assert.match(
      found ?? '',
      /^name\/import: `\/lib\/modules\/6.1` is not read: the workspace is not trusted/,
    );
    const read = reads(editor);
    assert.deepEqual(
      read.filter((it) => it.startsWith('file:///lib/modules/')),
      [],
    );
    assert.ok(read.includes('file:///lib/modules.alias'));
  });
});

test('a document from elsewhere may import what lies beside it', async () => {
  const files = { 'file:///w/board/near.topo': 'device b on platform;\n', ...FILES };
  await session({ files, initializationOptions: OPTIONS }, async (editor) => {
    const found = await messages(editor, 'import "near.topo";\nimport "../lib.topo";\n');
    assert.equal(found.length, 1);
    assert.match(found[0] ?? '', /`..\/lib.topo` is not read/);
  });
});

test('a folder that is added to the workspace is read at once', async () => {
  const options = { files: FILES, folders: ['file:///w'], initializationOptions: OPTIONS };
  await session(options, async (editor) => {
    assert.equal((await messages(editor, 'import "/w2/lib.topo";\n')).length, 1);
    const event = { added: [{ uri: 'file:///w2', name: 'w2' }], removed: [] };
    await editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
    assert.deepEqual(await editor.diagnostics(MAIN), []);
  });
});

test('a trusted workspace reads what it names', async () => {
  await session({ files: FILES, folders: ['file:///w'] }, async (editor) => {
    assert.deepEqual(await messages(editor, 'import "/etc/lib.topo";\n'), []);
  });
});
