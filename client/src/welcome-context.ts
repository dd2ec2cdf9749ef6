// Keeps the context key that decides what an empty Buses view says: no `.topo` file anywhere, a topology without devices, or one
// with devices.
import * as vscode from 'vscode';
import { LANGUAGE, LIBRARY_SCHEME } from './client-options.ts';
import type { Server } from './server.ts';

export function watchTopologies(server: Server): vscode.Disposable {
  const update = async () => {
    const value = (server.summary?.devices ?? 0) > 0 ? 'present' : (await anyTopology()) ? 'empty' : 'none';
    await vscode.commands.executeCommand('setContext', 'buswright.topology', value);
  };
  void update();
  return vscode.Disposable.from(
    server.onState(update),
    server.onTreeChanged(update),
    vscode.workspace.onDidOpenTextDocument(update),
    vscode.workspace.onDidCloseTextDocument(update),
    vscode.workspace.onDidChangeWorkspaceFolders(update),
  );
}

async function anyTopology(): Promise<boolean> {
  const isOpen = vscode.workspace.textDocuments.some(
    ({ languageId, uri }) => languageId === LANGUAGE && uri.scheme !== LIBRARY_SCHEME,
  );
  if (isOpen) return true;
  return (await vscode.workspace.findFiles('**/*.topo', '**/node_modules/**', 1)).length > 0;
}
