// Read-only documents (scheme `buswright`) that show an answer of the server: the trace of a binding, a syntax tree. They are
// asked for again when the topology changes, so an open one keeps up with the text.
import * as vscode from 'vscode';
import {
  type ExplainParams,
  ExplainRequest,
  type ExplainResult,
  type SyntaxTreeParams,
  SyntaxTreeRequest,
} from '../../server/src/lsp/protocol.ts';
import type { Server } from './server.ts';

export const ANSWER_SCHEME = 'buswright';

export interface AnswerDocuments extends vscode.Disposable {
  /** Opens the trace; false: nothing stands there whose binding could be explained. */
  explain(params: ExplainParams): Promise<boolean>;
  showSyntaxTree(document: vscode.TextDocument): Promise<void>;
}

export function createAnswerDocuments(server: Server): AnswerDocuments {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider: vscode.TextDocumentContentProvider = {
    onDidChange: changed.event,
    async provideTextDocumentContent(uri, token) {
      return (
        (await answer(server, uri, token)) ??
        'Nothing stands here any more, or the language server is not running.\n'
      );
    },
  };
  const renew = (kind: string) => {
    const open = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === ANSWER_SCHEME);
    for (const { uri } of open) if (uri.authority === kind) changed.fire(uri);
  };
  const listeners = [
    vscode.workspace.registerTextDocumentContentProvider(ANSWER_SCHEME, provider),
    server.onTreeChanged(() => renew('explain')),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.scheme !== ANSWER_SCHEME) renew('syntax');
    }),
    changed,
  ];
  return {
    async explain(params) {
      const result = await server.ask<ExplainResult>(ExplainRequest, params);
      if (result === undefined) return false;
      await show(answerUri('explain', result.title, params));
      return true;
    },
    async showSyntaxTree({ uri }) {
      const params: SyntaxTreeParams = { uri: server.text(uri) };
      await show(answerUri('syntax', uri.path.split('/').at(-1) ?? '', params));
    },
    dispose: () => vscode.Disposable.from(...listeners).dispose(),
  };
}

/** `buswright://KIND/TITLE.txt?PARAMS`: all that is needed to ask again. */
function answerUri(kind: 'explain' | 'syntax', title: string, params: object): vscode.Uri {
  const path = `/${title.replaceAll('/', '\u2215')}.txt`;
  return vscode.Uri.from({ scheme: ANSWER_SCHEME, authority: kind, path, query: JSON.stringify(params) });
}

async function answer(
  server: Server,
  { authority, query }: vscode.Uri,
  token: vscode.CancellationToken,
): Promise<string | undefined> {
  const params: object = JSON.parse(query);
  if (authority === 'syntax') return server.ask<string>(SyntaxTreeRequest, params, token);
  return (await server.ask<ExplainResult>(ExplainRequest, params, token))?.text;
}

async function show(uri: vscode.Uri): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
}
