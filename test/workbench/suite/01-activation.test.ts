// The extension sleeps until a topology is opened. First of the suite: afterwards it is awake.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { EXTENSION_ID, open, until } from './workbench.ts';

describe('activation', () => {
  it('does not come with another file', async () => {
    await open('notes.txt');
    assert.equal(vscode.extensions.getExtension(EXTENSION_ID)?.isActive, false);
  });

  it('comes with a .topo file, whose language is known', async () => {
    const { document } = await open('first.topo');
    assert.equal(document.languageId, 'topo');
    await until('the extension is active', () => vscode.extensions.getExtension(EXTENSION_ID)?.isActive);
  });
});
