// "Import udev Dump…": takes a dump from the active editor or a file, has the server write it as a topology, and opens that as a
// new, unsaved document. Writes no file.
import * as vscode from 'vscode';
import { type ImportParams, ImportRequest, type ImportResult } from '../../server/src/lsp/protocol.ts';
import { LANGUAGE } from './client-options.ts';
import type { Server } from './server.ts';
import { looksLikeUdevDump } from './udev-dump.ts';

/** `from`: the dump's file, if the caller knows it; else the user is asked. Answers the new document. */
export async function importDump(
  server: Server,
  from?: vscode.Uri,
): Promise<vscode.TextDocument | undefined> {
  const dump = from === undefined ? await askForDump() : await readDump(from);
  if (dump === undefined) return undefined;
  const result = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: `Importing ${dump.name}` },
    () => server.ask<ImportResult>(ImportRequest, dump),
  );
  if (result === undefined || result.devices === 0) {
    const why = result === undefined ? 'the language server gave no answer' : 'it holds no device';
    void vscode.window.showErrorMessage(
      `${dump.name} was not imported: ${why}. A dump is the output of "udevadm info --export-db" or a umockdev record.`,
    );
    return undefined;
  }
  const document = await vscode.workspace.openTextDocument({ language: LANGUAGE, content: result.text });
  await vscode.window.showTextDocument(document);
  return document;
}

const FROM_EDITOR = 'Text of the active editor';
const FROM_FILE = 'A file…';

async function askForDump(): Promise<ImportParams | undefined> {
  const active = vscode.window.activeTextEditor?.document;
  const beginning = active?.getText(new vscode.Range(0, 0, 100, 0)) ?? '';
  if (active !== undefined && looksLikeUdevDump(beginning)) {
    const choice = await vscode.window.showQuickPick([FROM_EDITOR, FROM_FILE], { title: 'Import udev dump' });
    if (choice === undefined) return undefined;
    if (choice === FROM_EDITOR) return { name: nameOf(active.uri), text: active.getText() };
  }
  const files = await vscode.window.showOpenDialog({
    title: 'Import udev dump',
    openLabel: 'Import',
    filters: { 'udev dump or umockdev record': ['txt', 'umockdev', 'udev', 'db', 'log'], 'All files': ['*'] },
  });
  return files?.[0] && readDump(files[0]);
}

async function readDump(uri: vscode.Uri): Promise<ImportParams | undefined> {
  try {
    return { name: nameOf(uri), text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) };
  } catch (error) {
    void vscode.window.showErrorMessage(`${nameOf(uri)} cannot be read: ${String(error)}`);
    return undefined;
  }
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.split('/').at(-1) ?? uri.path;
}
