// The language server as the rest of the client sees it: its state, questions to it, the news it sends. Makes a new client for
// every start that the user asks for; starts it again after a crash, a few times, and says why.
import * as vscode from 'vscode';
import {
  type BaseLanguageClient,
  CloseAction,
  type CloseHandlerResult,
  ErrorAction,
  type LanguageClientOptions,
  State,
} from 'vscode-languageclient';
import { TreeChangedNotification, type TreeChangedParams } from '../../server/src/lsp/protocol.ts';
import { clientOptions } from './client-options.ts';
import { answerFileRequests } from './file-bridge.ts';
import { restartPolicy } from './restart-policy.ts';

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
  /** Never rejects: a failed start is shown. */
  start(): Promise<void>;
  restart(): Promise<void>;
  uri(text: string): vscode.Uri;
  text(uri: vscode.Uri): string;
}

const REASON_WAIT_MS = 1000;

export function createServer(
  output: vscode.LogOutputChannel,
  startClient: (options: LanguageClientOptions) => StartedClient,
): Server {
  const stateEvents = new vscode.EventEmitter<ServerState>();
  const treeEvents = new vscode.EventEmitter<TreeChangedParams>();
  const watcher = vscode.workspace.createFileSystemWatcher('**/*.topo');
  const policy = restartPolicy();
  let state: ServerState = 'stopped';
  let summary: TreeChangedParams['summary'] | undefined;
  let started: StartedClient | undefined;

  const setState = (next: ServerState) => {
    if (next === state) return;
    state = next;
    void vscode.commands.executeCommand('setContext', 'buswright.server', state);
    stateEvents.fire(state);
  };

  const closed = async (): Promise<CloseHandlerResult> => {
    const reason = await endReason(started);
    const again = policy.crashed(Date.now()) === 'restart';
    const message = again
      ? `The language server stopped: ${reason}. Starting it again.`
      : `The language server stopped too often: ${reason}. It is not started again.`;
    if (again) void vscode.window.setStatusBarMessage(`$(warning) Buswright: ${message}`, 10_000);
    else void offerRestart(`Buswright: ${message}`);
    return { action: again ? CloseAction.Restart : CloseAction.DoNotRestart, message, handled: true };
  };

  const start = async () => {
    setState('starting');
    const errorHandler = {
      error: (_error: Error, _message: unknown, count: number | undefined) => ({
        action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown,
      }),
      closed,
    };
    const next = startClient(clientOptions(output, errorHandler, watcher));
    started = next;
    const { client } = next;
    answerFileRequests(client);
    client.onNotification(TreeChangedNotification, (news: TreeChangedParams) => {
      summary = news.summary;
      treeEvents.fire(news);
    });
    client.onDidChangeState(({ newState }) => {
      if (started === next) setState(stateOf(newState));
    });
    try {
      await client.start();
    } catch (error) {
      output.error(`The language server did not start: ${messageOf(error)}`);
      setState('stopped');
      void offerRestart(`Buswright: the language server did not start: ${messageOf(error)}`);
    }
  };

  const stop = async () => {
    const last = started;
    started = undefined;
    try {
      await last?.client.dispose();
    } catch (error) {
      output.warn(`The language server did not stop in order: ${messageOf(error)}`);
    }
  };

  return {
    get state() {
      return state;
    },
    get summary() {
      return summary;
    },
    onState: stateEvents.event,
    onTreeChanged: treeEvents.event,
    start,
    async restart() {
      policy.reset();
      setState('starting');
      await stop();
      await start();
    },
    async ask<Answer>(method: string, params: object, token?: vscode.CancellationToken) {
      const client = started?.client;
      if (client === undefined || !client.isRunning()) return undefined;
      try {
        return (await client.sendRequest<Answer | null>(method, params, token)) ?? undefined;
      } catch (error) {
        if (!token?.isCancellationRequested) output.warn(`${method}: ${messageOf(error)}`);
        return undefined;
      }
    },
    uri: (text) => started?.client.protocol2CodeConverter.asUri(text) ?? vscode.Uri.parse(text),
    text: (uri) => started?.client.code2ProtocolConverter.asUri(uri) ?? uri.toString(),
    dispose() {
      void stop();
      watcher.dispose();
      stateEvents.dispose();
      treeEvents.dispose();
    },
  };
}

function stateOf(state: State): ServerState {
  switch (state) {
    case State.Running:
      return 'running';
    case State.Starting:
      return 'starting';
    case State.Stopped:
    case State.StartFailed:
      return 'stopped';
  }
}

/** The exit is often heard of a moment after the connection closed. */
async function endReason(started: StartedClient | undefined): Promise<string> {
  const unknown = new Promise<string>((resolve) => {
    setTimeout(() => resolve('its connection was closed'), REASON_WAIT_MS);
  });
  return started === undefined ? unknown : Promise.race([started.ended(), unknown]);
}

async function offerRestart(message: string): Promise<void> {
  const choice = await vscode.window.showErrorMessage(message, 'Restart', 'Show Output');
  if (choice === 'Restart') await vscode.commands.executeCommand('buswright.restartServer');
  if (choice === 'Show Output') await vscode.commands.executeCommand('buswright.showOutput');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
