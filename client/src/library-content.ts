// Shows the files of the standard library (`topo-std:/pci.topo`) as read-only documents. Their text comes from the server.
import * as vscode from 'vscode';
import { type LibraryParams, LibraryRequest } from '../../server/src/lsp/protocol.ts';
import { LIBRARY_SCHEME } from './client-options.ts';
import type { Server } from './server.ts';

export function provideLibraryContent(server: Server): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    async provideTextDocumentContent(uri, token) {
      const params: LibraryParams = { uri: server.text(uri) };
      const text = await server.ask<string>(LibraryRequest, params, token);
      return text ?? `// The library has no file ${uri.path}, or the language server is not running.\n`;
    },
  };
  // A document that VS Code restored before the server ran gets its text now.
  const started = server.onState((state) => {
    if (state !== 'running') return;
    const open = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === LIBRARY_SCHEME);
    for (const { uri } of open) changed.fire(uri);
  });
  const registered = vscode.workspace.registerTextDocumentContentProvider(LIBRARY_SCHEME, provider);
  return vscode.Disposable.from(registered, started, changed);
}
