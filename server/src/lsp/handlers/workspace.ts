// Changes around the documents: settings, folders, files that other programs changed.
import {
  ConfigurationRequest,
  type DidChangeConfigurationParams,
  type DidChangeWatchedFilesParams,
  type DidChangeWorkspaceFoldersParams,
} from 'vscode-languageserver';
import { applyChange } from '../apply-change.ts';
import { ask } from '../ask.ts';
import type { Context } from '../context.ts';
import { loadKernel, loadWorkspace, readAgain, whileLoading } from '../files.ts';
import { settingsFrom } from '../settings.ts';
import { refreshAll } from '../settle.ts';
import { fileUri, isBelow } from '../uris.ts';

/** Asks for the settings; a client that cannot be asked keeps the defaults, or sends them with the notice. */
export function fetchSettings(context: Context): void {
  if (!context.session.features.configuration) return;
  whileLoading(context, async () => {
    const answer = await ask(context, ConfigurationRequest.method, { items: [{ section: 'buswright' }] });
    await useSettings(context, Array.isArray(answer) ? answer[0] : undefined);
  });
}

export function didChangeConfiguration(context: Context, params: DidChangeConfigurationParams): void {
  if (context.session.features.configuration) {
    fetchSettings(context);
    return;
  }
  const sent: unknown = params.settings;
  const section =
    typeof sent === 'object' && sent !== null && 'buswright' in sent ? sent.buswright : undefined;
  whileLoading(context, () => useSettings(context, section));
}

/** Files of a folder that went go too, unless they are open; what still imports one will ask for it again. */
export function didChangeFolders(context: Context, { event }: DidChangeWorkspaceFoldersParams): void {
  const { session } = context;
  const gone = new Set(event.removed.map((folder) => folder.uri));
  session.folders = [
    ...session.folders.filter((uri) => !gone.has(uri)),
    ...event.added.map((folder) => folder.uri),
  ];
  const isBelowOne = (uri: string, folders: Iterable<string>) =>
    [...folders].some((folder) => isBelow(uri, fileUri(session, folder)));
  const removed = session.workspace
    .files()
    .filter((uri) => isBelowOne(uri, gone) && !isBelowOne(uri, session.folders) && !session.open.has(uri));
  applyChange(context, { removed });
  loadWorkspace(context);
}

export function didChangeWatchedFiles(context: Context, { changes }: DidChangeWatchedFilesParams): void {
  const uris = changes.map((change) => fileUri(context.session, change.uri));
  const onDisk = uris.filter((uri) => uri.endsWith('.topo') && !context.session.open.has(uri));
  if (onDisk.length > 0) readAgain(context, onDisk);
}

async function useSettings(context: Context, section: unknown): Promise<void> {
  const before = context.session.settings;
  const settings = settingsFrom(section);
  context.session.settings = settings;
  if (JSON.stringify(settings) === JSON.stringify(before)) return;
  if (settings.kernelModules !== before.kernelModules) await loadKernel(context, settings.kernelModules);
  refreshAll(context);
}
