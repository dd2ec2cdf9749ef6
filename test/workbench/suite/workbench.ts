// What the tests of the workbench share: waiting for something to become true (never for a time), documents, the extension's API.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { BuswrightApi } from '../../../client/src/extension.ts';
import type { TreeEntry } from '../../../client/src/tree-model.ts';

export const EXTENSION_ID = 'buswright.buswright';
/** Long enough for a machine that is busy with something else. */
const LIMIT_MS = 60_000;
const POLL_MS = 20;

type Found<T> = Exclude<T, undefined | null | false>;

/** Calls `probe` until it answers something other than undefined and false; fails with `what` after a minute. */
export async function until<T>(what: string, probe: () => T | Promise<T>): Promise<Found<T>> {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    const found = await probe();
    if (found !== undefined && found !== null && found !== false) return found as Found<T>;
    assert.ok(Date.now() < end, `did not happen: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

export function fileUri(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'the tests need their workspace');
  return vscode.Uri.joinPath(folder.uri, name);
}

export async function open(name: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(fileUri(name)));
}

export async function api(): Promise<BuswrightApi> {
  const extension = vscode.extensions.getExtension<BuswrightApi>(EXTENSION_ID);
  assert.ok(extension, `${EXTENSION_ID} is not installed`);
  return extension.activate();
}

/** The place of the first letter of `text` in a document. */
export function placeOf(document: vscode.TextDocument, text: string): vscode.Position {
  const offset = document.getText().indexOf(text);
  assert.notEqual(offset, -1, `no ${text} in ${document.uri.path}`);
  return document.positionAt(offset);
}

/** Replaces the first `old` by `text`, as typing does. */
export async function replace(editor: vscode.TextEditor, old: string, text: string): Promise<void> {
  const start = placeOf(editor.document, old);
  const end = editor.document.positionAt(editor.document.offsetAt(start) + old.length);
  assert.ok(await editor.edit((edit) => edit.replace(new vscode.Range(start, end), text)));
}

/** The first node below `parents` (the top, if there are none) that `wanted` accepts, looked for breadth first. */
export async function findNode(
  provider: vscode.TreeDataProvider<TreeEntry>,
  wanted: (node: TreeEntry['node']) => boolean,
): Promise<TreeEntry | undefined> {
  let level = (await provider.getChildren()) ?? [];
  while (level.length > 0) {
    const found = level.find(({ node }) => wanted(node));
    if (found !== undefined) return found;
    const parents = level.filter(({ node }) => node.hasChildren);
    level = (
      await Promise.all(parents.map(async (entry) => (await provider.getChildren(entry)) ?? []))
    ).flat();
  }
  return undefined;
}

export async function waitForNode(label: string, state?: TreeEntry['node']['state']): Promise<TreeEntry> {
  const { buses } = await api();
  return until(`a node ${label} ${state ?? ''}`, () =>
    findNode(buses, (node) => node.label === label && (state === undefined || node.state === state)),
  );
}
