// The handshake: what the server offers, then what it asks of the client once both are ready (settings, watched files, files).
import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeResult,
} from 'vscode-languageserver';
import { serverCapabilities } from '../capabilities.ts';
import type { Context } from '../context.ts';
import { loadWorkspace } from '../files.ts';
import { fetchSettings } from './workspace.ts';

export function initialize({ session }: Context): InitializeResult {
  return {
    capabilities: serverCapabilities(session.features),
    serverInfo: { name: 'buswright' },
  };
}

/** Requests wait until the settings and the workspace's files have been read (`session.loading`). */
export function initialized(context: Context): void {
  const { features } = context.session;
  const { client } = context.connection;
  if (features.dynamicConfiguration) {
    client.register(DidChangeConfigurationNotification.type, { section: 'buswright' }).catch(() => {});
  }
  if (features.dynamicWatchedFiles) {
    const watchers = [{ globPattern: '**/*.topo' }];
    client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(() => {});
  }
  fetchSettings(context);
  loadWorkspace(context);
}
