// Puts the extension together, the same in the desktop's and in the browser's extension host: server, view, commands, documents,
// status. Knows no host: the two mains give it a way to make a client.
import * as vscode from 'vscode';
import type { LanguageClientOptions } from 'vscode-languageclient';
import { createAnswerDocuments } from './answer-document.ts';
import type { BusesProvider } from './buses-provider.ts';
import { createBusesView } from './buses-view.ts';
import { registerCommands } from './commands.ts';
import { followCursor } from './cursor-follow.ts';
import { provideLibraryContent } from './library-content.ts';
import { createServer, type StartedClient } from './server.ts';
import { showStatus } from './status-item.ts';
import { provideTests } from './tests.ts';
import type { TreeEntry } from './tree-model.ts';
import { watchTopologies } from './welcome-context.ts';

/** What other extensions (and the tests inside the workbench) may read. */
export interface BuswrightApi {
  readonly buses: BusesProvider;
  readonly view: vscode.TreeView<TreeEntry>;
  readonly tests: vscode.TestController;
}

/** Starts everything and returns at once; the server comes up meanwhile. */
export function activateIn(
  context: vscode.ExtensionContext,
  startClient: (options: LanguageClientOptions) => StartedClient,
): BuswrightApi {
  const output = vscode.window.createOutputChannel('Buswright', { log: true });
  const server = createServer(output, startClient);
  const buses = createBusesView(server, context.workspaceState);
  const answers = createAnswerDocuments(server);
  const tests = provideTests(server);
  context.subscriptions.push(
    output,
    server,
    buses,
    answers,
    tests,
    followCursor(buses),
    provideLibraryContent(server),
    showStatus(server),
    watchTopologies(server),
    // A server reads all that texts name, or never does: it is told once, when it starts.
    vscode.workspace.onDidGrantWorkspaceTrust(() => server.start()),
    registerCommands({ server, buses, answers, output }),
  );
  void server.start();
  return { buses: buses.provider, view: buses.view, tests: tests.controller };
}
