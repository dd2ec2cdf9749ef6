// What the client tells the library about itself: which documents it serves, what it offers the server, which files it watches.
import * as vscode from 'vscode';
import { type ErrorHandler, type LanguageClientOptions, RevealOutputChannelOn } from 'vscode-languageclient';
import type { InitializationOptions } from '../../server/src/lsp/protocol.ts';

export const LANGUAGE = 'topo';
export const LIBRARY_SCHEME = 'topo-std';

/** `.topo` documents of the disk, of the workspace's file systems and not yet saved, but not those of Git's diffs. */
export function topologySelector(): { language: string; scheme: string }[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const schemes = new Set(['file', 'untitled', LIBRARY_SCHEME, ...folders.map(({ uri }) => uri.scheme)]);
  return [...schemes].map((scheme) => ({ language: LANGUAGE, scheme }));
}

export function clientOptions(
  outputChannel: vscode.LogOutputChannel,
  errorHandler: ErrorHandler,
  watcher: vscode.FileSystemWatcher,
): LanguageClientOptions {
  const offered: InitializationOptions = {
    files: 'client',
    libraryScheme: LIBRARY_SCHEME,
    ...(vscode.workspace.isTrusted ? {} : { trust: 'restricted' }),
  };
  return {
    documentSelector: topologySelector(),
    initializationOptions: offered,
    outputChannel,
    errorHandler,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    synchronize: { fileEvents: watcher },
    markdown: { supportThemeIcons: true },
    diagnosticPullOptions: { onChange: true, onSave: false, onTabs: false },
  };
}
