// The Buses view: nodes, their refresh after an edit, arrangement, the cursor, the context menu's commands.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TreeEntry } from '../../../client/src/tree-model.ts';
import { api, findNode, open, placeOf, replace, until, waitForNode } from './workbench.ts';

describe('Buses', () => {
  beforeEach(async () => {
    const { view } = await api();
    await vscode.commands.executeCommand('buswright.buses.focus');
    await until('the view is visible', () => view.visible);
    await vscode.commands.executeCommand('buswright.buses.byBus');
    await open('first.topo');
  });

  it('shows devices below their bus, with the driver or the reason', async () => {
    const bound = await waitForNode('0000:00:19.0', 'bound');
    assert.match(bound.node.description ?? '', /e1000e/);
    const unbound = await waitForNode('0000:00:1f.3', 'unbound');
    assert.notEqual(unbound.node.description ?? '', '');
    const { buses } = await api();
    const item = await buses.getTreeItem(bound);
    assert.equal(item.id, bound.node.id);
    assert.match(item.contextValue ?? '', /\bmodalias\b/);
  });

  it('draws again only what an edit changed, and keeps its object', async () => {
    const { buses } = await api();
    const entry = await waitForNode('0000:00:19.0', 'bound');
    const neighbor = await waitForNode('0000:02:00.0', 'bound');
    const drawn: (TreeEntry | undefined)[] = [];
    const listener = buses.onDidChangeTreeData((changed) => drawn.push(changed));
    const editor = await open('first.topo');
    // While VS Code still fetches the tree for an edit before, the change may come with that instead of a redraw of its own.
    for (let tries = 0; tries < 5 && !drawn.includes(entry); tries++) {
      await replace(editor, 'device = 0x1502; }\ndevice', 'device = 0x1503; }\ndevice');
      await until('the device is unbound', () => entry.node.state === 'unbound');
      await replace(editor, 'device = 0x1503; }\ndevice', 'device = 0x1502; }\ndevice');
      await until('the device is bound again', () => entry.node.state === 'bound');
    }
    listener.dispose();
    assert.equal(await waitForNode('0000:00:19.0', 'bound'), entry);
    assert.ok(drawn.includes(entry), 'the changed node is drawn');
    assert.ok(!drawn.includes(neighbor) && !drawn.includes(undefined), 'its neighbor and the top are not');
  });

  it('shows a device that is typed now', async () => {
    const editor = await open('first.topo');
    const line = 'device 0000:05:00.0 on pci { vendor = 0x8086; device = 0x1502; }\n';
    const end = new vscode.Position(editor.document.lineCount, 0);
    await editor.edit((edit) => edit.insert(end, line));
    await waitForNode('0000:05:00.0', 'bound');
    await replace(editor, line, '');
    const { buses } = await api();
    await until(
      'the device is gone',
      async () => (await findNode(buses, ({ label }) => label === '0000:05:00.0')) === undefined,
    );
  });

  it('can be arranged by parent and by class', async () => {
    for (const [command, order] of [
      ['buswright.buses.byDevice', 'by parent'],
      ['buswright.buses.byClass', 'by class'],
    ] as const) {
      await vscode.commands.executeCommand(command);
      const { view } = await api();
      await until(`the view is arranged ${order}`, () => view.description === order);
    }
    await vscode.commands.executeCommand('buswright.buses.byDevice');
    await waitForNode('0000:00:19.0', 'bound');
  });

  it('selects what the cursor stands on and leaves the focus in the editor', async () => {
    const { view } = await api();
    const editor = await open('first.topo');
    for (const name of ['0000:02:00.0', '0000:00:19.0']) {
      const place = placeOf(editor.document, `device ${name}`).translate(0, 9);
      editor.selection = new vscode.Selection(place, place);
      await until(`${name} is selected`, () => view.selection[0]?.node.label === name);
    }
    assert.equal(vscode.window.activeTextEditor?.document, editor.document);
  });

  it('copies the name, the sysfs path and the modalias of a node', async () => {
    const entry = await waitForNode('0000:00:19.0', 'bound');
    const copied = async (command: string) => {
      await vscode.commands.executeCommand(command, entry);
      return vscode.env.clipboard.readText();
    };
    assert.equal(await copied('buswright.buses.copyName'), '0000:00:19.0');
    assert.match(await copied('buswright.buses.copySysfsPath'), /\/0000:00:19\.0$/);
    assert.match(await copied('buswright.buses.copyModalias'), /^pci:v00008086d00001502/);
  });

  it('opens the declaration of a node, also after the text above has moved it', async () => {
    const entry = await waitForNode('0000:02:00.0');
    const typed = await open('first.topo');
    await typed.edit((edit) => edit.insert(new vscode.Position(0, 0), '// one\n// two\n'));
    await open('notes.txt');
    await vscode.commands.executeCommand('buswright.buses.open', entry);
    // The editor comes first, its selection a moment later.
    const editor = await until('the cursor at the declaration', () => {
      const active = vscode.window.activeTextEditor;
      const line = active?.document.lineAt(active.selection.active.line).text;
      return active?.document.languageId === 'topo' && line?.includes('0000:02:00.0') && active;
    });
    await replace(editor, '// one\n// two\n', '');
  });
});
