// Entry of the extension in VS Code's Node extension host (desktop, remote): the server is a process that talks over IPC.
import type * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions, TransportKind } from 'vscode-languageclient/node';
import { activateIn, type BuswrightApi } from '../extension.ts';
import type { StartedClient } from '../server.ts';

export function activate(context: vscode.ExtensionContext): BuswrightApi {
  return activateIn(context, (options) => startProcess(context.asAbsolutePath('dist/server.js'), options));
}

/** The part of a child process that tells why it ended (Node's types stay out of the client). */
interface ServerProcess {
  once(event: 'exit', listener: (code: number | null, signal: string | null) => void): unknown;
}

function startProcess(module: string, options: LanguageClientOptions): StartedClient {
  const client = new LanguageClient(
    'buswright',
    'Buswright',
    {
      run: { module, transport: TransportKind.ipc },
      debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
    },
    options,
  );
  let ended = new Promise<string>(() => {});
  client.onDidChangeState(() => {
    const process: ServerProcess | undefined = client.serverProcess;
    if (process === undefined) return;
    ended = new Promise((resolve) => {
      process.once('exit', (code, signal) => {
        resolve(signal === null ? `it exited with code ${code}` : `it was ended by ${signal}`);
      });
    });
  });
  return { client, ended: () => ended };
}
