// The modules of a real kernel: from the folder that a topology names, and from the one in the settings; and what a client is told
// while files are read.
import assert from 'node:assert/strict';
import test from 'node:test';
import { POOR } from './harness/capabilities.ts';
import type { FakeEditor } from './harness/fake-editor.ts';
import { session } from './harness/session.ts';
import { A, B } from './harness/texts.ts';

const ALIASES = { 'file:///w/kernel/modules.alias': 'alias pci:v00008086d00001502sv*sd*bc*sc*i* e1000e\n' };
const DEVICE = 'device 0000:00:19.0 on pci { vendor = 0x8086; device = 0x1502; }\n';

async function candidates(editor: FakeEditor): Promise<string> {
  const hover = await editor.ask<{ contents: { value: string } }>('textDocument/hover', {
    textDocument: { uri: A },
    position: editor.at(A, 'device 0000:|00'),
  });
  return hover.contents.value;
}

test('a topology names the folder of a kernel', async () => {
  await session({ files: ALIASES }, async (editor) => {
    const told = editor.next('buswright/tree/changed');
    await editor.open(A, `kernel 6.1 { modules = "kernel"; }\n${DEVICE}`);
    await told;
    assert.match(await candidates(editor), /e1000e/);
  });
});

test('the settings name it for topologies that do not', async () => {
  const configuration = { kernel: { modules: '/w/kernel' } };
  await session({ files: ALIASES, configuration }, async (editor) => {
    await editor.open(A, DEVICE);
    assert.match(await candidates(editor), /e1000e/);
    await editor.configure({});
    assert.doesNotMatch(await candidates(editor), /e1000e/);
  });
});

test('a client that cannot be asked for settings sends them', async () => {
  await session({ files: ALIASES, capabilities: POOR }, async (editor) => {
    await editor.open(A, DEVICE);
    await editor.configure({ kernel: { modules: '/w/kernel' } });
    assert.match(await candidates(editor), /e1000e/);
  });
});

test('reading a workspace is shown as progress', async () => {
  const files = { [A]: DEVICE, [B]: 'device b on platform;\n' };
  await session({ files, folders: ['file:///w'] }, async (editor) => {
    await editor.ask('workspace/diagnostic', { previousResultIds: [] });
    const kinds = editor.log
      .filter((line) => line.startsWith('← $/progress'))
      .map((line) => /"kind":"(\w+)"/.exec(line)?.[1]);
    assert.deepEqual(kinds, ['begin', 'end']);
  });
});
