// Entry of the extension in VS Code's web worker extension host (vscode.dev): the server is a worker that talks by messages.
import * as vscode from 'vscode';
import type { LanguageClientOptions } from 'vscode-languageclient';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import { activateIn, type BuswrightApi } from '../extension.ts';
import type { StartedClient } from '../server.ts';

export function activate(context: vscode.ExtensionContext): BuswrightApi {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist/server.js').toString(true);
  return activateIn(context, (options) => startWorker(script, options));
}

function startWorker(script: string, options: LanguageClientOptions): StartedClient {
  let ended = new Promise<string>(() => {});
  // A new worker for each start. VS Code wraps Worker in a class of its own, which the client would not know as one: it gets
  // the two ends of the connection instead.
  const connect = async () => {
    const worker = new Worker(script);
    ended = new Promise((resolve) => {
      worker.addEventListener('error', (event) => resolve(event.message));
    });
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  return { client: new LanguageClient('buswright', 'Buswright', connect, options), ended: () => ended };
}
