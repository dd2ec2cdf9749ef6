// The language server as the rest of the client sees it: its state, questions to it, the news it sends. Makes a new client for
// every start that the user asks for; what happens after a crash is decided in crash-handler.ts.
import * as vscode from 'vscode';
import { type BaseLanguageClient, type LanguageClientOptions, State } from 'vscode-languageclient';
import { TreeChangedNotification, type TreeChangedParams } from '../../server/src/lsp/protocol.ts';
import { clientOptions } from './client-options.ts';
import { createCrashHandler, offerRestart } from './crash-handler.ts';
import { answerFileRequests } from './file-bridge.ts';

export type ServerState = 'starting' | 'running' | 'stopped';

/** A client as a host made it. */
export interface StartedClient {
  readonly client: BaseLanguageClient;
  /** Settles, if the host learns of it, with the reason why the server that runs now ended. */
  readonly ended: () => Promise<string>;
}

export interface Server extends vscode.Disposable {
  readonly state: ServerState;
  readonly onState: vscode.Event<ServerState>;
  /** The last news about the buses; undefined before the first. */
  readonly summary: TreeChangedParams['summary'] | undefined;
  readonly onTreeChanged: vscode.Event<TreeChangedParams>;
  /** The answer to a request; undefined if the server does not run, fails (which is logged) or the token is cancelled. */
  ask<Answer>(method: string, params: object, token?: vscode.CancellationToken): Promise<Answer | undefined>;
  /** Starts the server, or a new one in its place. Never rejects: a failed start is shown. */
  start(): Promise<void>;
  /** URIs as the server writes them. */
  uri(text: string): vscode.Uri;
  text(uri: vscode.Uri): string;
}

export function createServer(
  output: vscode.LogOutputChannel,
  startClient: (options: LanguageClientOptions) => StartedClient,
): Server {
  const states = stateCell();
  const tree = treeCell();
  const watcher = vscode.workspace.createFileSystemWatcher('**/*.topo');
  let started: StartedClient | undefined;

  const stop = async () => {
    const last = started;
    started = undefined;
    await last?.client
      .dispose()
      .catch((error) => output.warn(`The language server did not stop in order: ${error}`));
  };

  const start = async () => {
    states.set('starting');
    await stop();
    const crashes = createCrashHandler(() => started?.ended());
    const next = startClient(clientOptions(output, crashes, watcher));
    started = next;
    answerFileRequests(next.client);
    next.client.onNotification(TreeChangedNotification, tree.set);
    next.client.onDidChangeState(({ newState }) => {
      if (started === next) states.set(STATES[newState]);
    });
    try {
      await next.client.start();
    } catch (error) {
      output.error(`The language server did not start: ${error}`);
      states.set('stopped');
      void offerRestart(`The language server did not start: ${error}`);
    }
  };

  return {
    get state() {
      return states.get();
    },
    get summary() {
      return tree.get()?.summary;
    },
    onState: states.event,
    onTreeChanged: tree.event,
    start,
    async ask<Answer>(method: string, params: object, token?: vscode.CancellationToken) {
      const client = started?.client;
      if (client === undefined || !client.isRunning()) return undefined;
      try {
        // An undefined token would be sent as a second parameter.
        const more = token === undefined ? [] : [token];
        return (await client.sendRequest<Answer | null>(method, params, ...more)) ?? undefined;
      } catch (error) {
        if (!token?.isCancellationRequested) output.warn(`${method}: ${error}`);
        return undefined;
      }
    },
    uri: (text) => started?.client.protocol2CodeConverter.asUri(text) ?? vscode.Uri.parse(text),
    text: (uri) => started?.client.code2ProtocolConverter.asUri(uri) ?? uri.toString(),
    dispose() {
      void stop();
      vscode.Disposable.from(watcher, states, tree).dispose();
    },
  };
}

const STATES: Readonly<Record<State, ServerState>> = {
  [State.Running]: 'running',
  [State.Starting]: 'starting',
  [State.Stopped]: 'stopped',
  [State.StartFailed]: 'stopped',
};

/** The state, also as a context key for the manifest's `when` clauses. */
function stateCell() {
  const events = new vscode.EventEmitter<ServerState>();
  let state: ServerState = 'stopped';
  return {
    get: () => state,
    set(next: ServerState) {
      if (next === state) return;
      state = next;
      void vscode.commands.executeCommand('setContext', 'buswright.server', state);
      events.fire(state);
    },
    event: events.event,
    dispose: () => events.dispose(),
  };
}

function treeCell() {
  const events = new vscode.EventEmitter<TreeChangedParams>();
  let last: TreeChangedParams | undefined;
  return {
    get: () => last,
    set(news: TreeChangedParams) {
      last = news;
      events.fire(news);
    },
    event: events.event,
    dispose: () => events.dispose(),
  };
}
