// The Buses view over a connection: levels, notices of what changed, ids that stay, reveal, explain.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { ExplainResult, TreeChangedParams, TreeNode } from '../../server/src/lsp/protocol.ts';
import type { FakeEditor } from './harness/fake-editor.ts';
import { session } from './harness/session.ts';
import { A, B, TWO_DEVICES } from './harness/texts.ts';

const children = (editor: FakeEditor, parent?: string) =>
  editor.ask<TreeNode[]>('buswright/tree/children', {
    order: 'bus',
    ...(parent === undefined ? {} : { parent }),
  });
const changed = (editor: FakeEditor) => editor.next<TreeChangedParams>('buswright/tree/changed');

test('buses, their devices with state and reason, and where a click goes', async () => {
  await session({}, async (editor) => {
    const first = changed(editor);
    await editor.open(A, TWO_DEVICES);
    assert.deepEqual((await first).summary, { devices: 2, bound: 1, unbound: 1, deferred: 0, problems: 0 });
    const [pci, ...others] = await children(editor);
    assert.equal(pci?.label, 'pci');
    assert.deepEqual(others, []);
    const [bound, unbound, drivers] = await children(editor, pci.id);
    assert.deepEqual([bound?.state, bound?.description], ['bound', 'e1000e']);
    assert.equal(unbound?.state, 'unbound');
    assert.equal(unbound.sysfsPath, '/sys/devices/0000:03:00.0');
    assert.deepEqual(unbound.location?.range.start, editor.at(A, '|0000:03:00.0'));
    assert.equal(drivers?.kind, 'group');
    const tooltip = await editor.ask<string>('buswright/tree/tooltip', { id: bound?.id });
    assert.match(tooltip, /\*\*bound to `e1000e`\*\*/);
  });
});

test('an edit of one device names only what it touches, and ids stay', async () => {
  await session({}, async (editor) => {
    const first = changed(editor);
    await editor.open(A, `${TWO_DEVICES}device other on platform;\n`);
    await first;
    const before = (await children(editor)).map((node) => node.id);
    const second = changed(editor);
    await editor.edit(A, 'device = 0x1017', 'device = 0x1019');
    const { ids } = await second;
    assert.ok(
      ids?.some((id) => id.endsWith('0000:03:00.0')),
      'the device is named',
    );
    assert.ok(!ids?.some((id) => id.includes('other')), 'the other device is not');
    assert.deepEqual(
      (await children(editor)).map((node) => node.id),
      before,
    );
  });
});

test('nodes are asked for by id after an edit moved them; one that is gone is null', async () => {
  await session({}, async (editor) => {
    const first = changed(editor);
    await editor.open(A, TWO_DEVICES);
    await first;
    const [pci] = await children(editor);
    const below = await children(editor, pci?.id);
    const ids = [pci, ...below].map((node) => node?.id ?? '');
    const ask = (asked: readonly string[]) =>
      editor.ask<(TreeNode | null)[]>('buswright/tree/nodes', { ids: asked });
    assert.deepEqual(await ask(ids), [pci, ...below]);
    await editor.edit(A, TWO_DEVICES, `// moved\n${TWO_DEVICES}`);
    const [moved, gone] = await ask([below[0]?.id ?? '', `${below[0]?.id}x`]);
    assert.equal(moved?.location?.range.start.line, (below[0]?.location?.range.start.line ?? 0) + 1);
    assert.equal(gone, null);
  });
});

test('edits of comments are told to nobody', async () => {
  await session({}, async (editor) => {
    const first = changed(editor);
    await editor.open(A, TWO_DEVICES);
    await first;
    await editor.change(A, { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, '// x\n');
    await editor.diagnostics(A);
    const next = changed(editor);
    await editor.edit(A, '0x15b3', '0x15b4');
    assert.ok((await next).ids);
    assert.equal(editor.log.filter((line) => line.startsWith('← buswright/tree/changed')).length, 2);
  });
});

test('two roots stand side by side', async () => {
  await session({}, async (editor) => {
    await editor.open(A, TWO_DEVICES);
    await editor.open(B, 'device b on platform;\n');
    const roots = await children(editor);
    assert.deepEqual(
      roots.map((node) => [node.kind, node.label]),
      [
        ['root', 'a.topo'],
        ['root', 'b.topo'],
      ],
    );
    const [platform] = await children(editor, roots[1]?.id);
    assert.equal(platform?.label, 'platform');
  });
});

test('the cursor leads to its node, and a node to the trace of its binding', async () => {
  await session({}, async (editor) => {
    await editor.open(A, TWO_DEVICES);
    const path = await editor.ask<TreeNode[]>('buswright/tree/reveal', {
      order: 'bus',
      uri: A,
      position: editor.at(A, 'device = 0x|1017'),
    });
    assert.deepEqual(
      path.map((node) => node.label),
      ['pci', '0000:03:00.0'],
    );
    const byNode = await editor.ask<ExplainResult>('buswright/explain', { id: path[1]?.id });
    const byPlace = await editor.ask<ExplainResult>('buswright/explain', {
      uri: A,
      position: editor.at(A, 'device = 0x|1017'),
    });
    assert.equal(byNode.text, byPlace.text);
    assert.match(byNode.text, /e1000e +id_table row 1: vendor 0x8086 ≠ 0x15b3/);
  });
});
