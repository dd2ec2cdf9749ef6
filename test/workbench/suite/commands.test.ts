// The commands that open documents, and the server's restart, asked for and after a crash.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { fileUri, open, placeOf, until, waitForNode } from './workbench.ts';

/** The process of the language server: a child of this extension host. */
function serverProcess(): number | undefined {
  try {
    const found = execFileSync('pgrep', ['-P', String(process.pid), '-f', 'dist/server\\.js'], {
      encoding: 'utf8',
    });
    return Number(found.trim().split('\n')[0]);
  } catch {
    return undefined; // pgrep ends with 1 if there is none
  }
}

describe('commands', () => {
  it('explains the binding of the device at the cursor', async () => {
    const editor = await open('first.topo');
    const place = placeOf(editor.document, '0000:00:19.0').translate(0, 2);
    editor.selection = new vscode.Selection(place, place);
    await waitForNode('0000:00:19.0', 'bound');
    await vscode.commands.executeCommand('buswright.explainBinding');
    const { document } = await until('the trace', () => {
      const active = vscode.window.activeTextEditor;
      return active?.document.uri.scheme === 'buswright' && active;
    });
    assert.match(document.getText(), /0000:00:19\.0/);
    assert.match(document.getText(), /e1000e/);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('shows the syntax tree', async () => {
    await open('first.topo');
    await vscode.commands.executeCommand('buswright.showSyntaxTree');
    const { document } = await until('the tree', () => {
      const active = vscode.window.activeTextEditor;
      return active?.document.uri.authority === 'syntax' && active;
    });
    assert.ok(document.lineCount > 10);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('imports a udev dump as a new topology', async () => {
    await open('first.topo');
    await vscode.commands.executeCommand('buswright.importUdev', fileUri('machine.udev'));
    const { document } = await until('the imported topology', () => {
      const active = vscode.window.activeTextEditor;
      return active?.document.isUntitled && active;
    });
    assert.equal(document.languageId, 'topo');
    assert.match(document.getText(), /0000:00:19\.0[\s\S]*eth0/);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('restarts the server', async () => {
    await open('first.topo');
    await waitForNode('0000:00:19.0', 'bound');
    const old = serverProcess();
    await vscode.commands.executeCommand('buswright.restartServer');
    await until('another process', () => serverProcess() !== undefined && serverProcess() !== old);
    await waitForNode('0000:00:19.0', 'bound');
  });

  it('comes back after a crash', async () => {
    const old = await until('the server', serverProcess);
    process.kill(old, 'SIGKILL');
    await until('another process', () => serverProcess() !== undefined && serverProcess() !== old);
    await waitForNode('0000:00:19.0', 'bound');
  });
});
