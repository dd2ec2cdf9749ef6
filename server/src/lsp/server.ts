// The composition root: one connection, one host, one session, and which file answers which request, in reading order.
import {
  CodeActionRequest,
  CompletionRequest,
  CompletionResolveRequest,
  type Connection,
  DefinitionRequest,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  type InitializeParams,
  InlayHintRequest,
  ReferencesRequest,
  SemanticTokensDeltaRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
  WorkspaceDiagnosticRequest,
  WorkspaceSymbolRequest,
} from 'vscode-languageserver';
import { clientFeatures } from './client-features.ts';
import type { Context } from './context.ts';
import { isolated, onNotification, onRequest } from './dispatch.ts';
import { codeActions } from './handlers/code-actions.ts';
import { completion, completionResolve } from './handlers/completion.ts';
import { definition } from './handlers/definition.ts';
import { documentDiagnostics, workspaceDiagnostics } from './handlers/diagnostics.ts';
import { didChange, didClose, didOpen } from './handlers/documents.ts';
import { explain } from './handlers/explain.ts';
import { foldingRanges } from './handlers/folding-ranges.ts';
import { formatDocument, formatOnType, formatRange } from './handlers/formatting.ts';
import { hover } from './handlers/hover.ts';
import { importDump } from './handlers/import-dump.ts';
import { initialize, initialized } from './handlers/initialize.ts';
import { inlayHints } from './handlers/inlay-hints.ts';
import { library } from './handlers/library.ts';
import { references } from './handlers/references.ts';
import { semanticTokens, semanticTokensDelta, semanticTokensRange } from './handlers/semantic-tokens.ts';
import { documentSymbols, workspaceSymbols } from './handlers/symbols.ts';
import { syntaxTree } from './handlers/syntax-tree.ts';
import { listTests, runTests } from './handlers/tests.ts';
import { treeChildren, treeNodes, treeReveal, treeTooltip } from './handlers/tree.ts';
import { didChangeConfiguration, didChangeFolders, didChangeWatchedFiles } from './handlers/workspace.ts';
import type { ServerHost } from './host.ts';
import {
  ExplainRequest,
  ImportRequest,
  LibraryRequest,
  SyntaxTreeRequest,
  TestListRequest,
  TestRunRequest,
  TreeChildrenRequest,
  TreeNodesRequest,
  TreeRevealRequest,
  TreeTooltipRequest,
} from './protocol.ts';
import { reachOf } from './reach.ts';
import { createSession } from './session.ts';
import { endNotices, settle } from './settle.ts';

/** Serves one client until the connection ends. Any number of servers may live in one process. */
export function startServer(connection: Connection, host: ServerHost): void {
  connection.onInitialize((params) => {
    const session = createSession(clientFeatures(params), foldersOf(params));
    session.workspace.applyChange({ config: reachOf(session) });
    const context: Context = {
      connection,
      host,
      session,
      settle: () => void isolated(context, 'settle', () => settle(context)),
    };
    registerHandlers(context);
    return initialize(context);
  });
  connection.listen();
}

/** A client of before LSP 3.6 has one folder. */
function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  return workspaceFolders?.map((folder) => folder.uri) ?? (rootUri ? [rootUri] : []);
}

function registerHandlers(context: Context): void {
  context.connection.onInitialized(() => initialized(context));
  context.connection.onShutdown(() => endNotices(context));
  registerChanges(context);
  registerQuestions(context);
  registerCustomRequests(context);
}

function registerChanges(context: Context): void {
  onNotification(context, DidOpenTextDocumentNotification.type, didOpen);
  onNotification(context, DidChangeTextDocumentNotification.type, didChange);
  onNotification(context, DidCloseTextDocumentNotification.type, didClose);
  onNotification(context, DidChangeWatchedFilesNotification.type, didChangeWatchedFiles);
  onNotification(context, DidChangeConfigurationNotification.type, didChangeConfiguration);
  onNotification(context, DidChangeWorkspaceFoldersNotification.type, didChangeFolders);
}

function registerQuestions(context: Context): void {
  onRequest(context, DocumentDiagnosticRequest.type, documentDiagnostics);
  onRequest(context, WorkspaceDiagnosticRequest.type, workspaceDiagnostics);
  onRequest(context, HoverRequest.type, hover);
  onRequest(context, CompletionRequest.type, completion);
  onRequest(context, CompletionResolveRequest.type, completionResolve);
  onRequest(context, DefinitionRequest.type, definition);
  onRequest(context, ReferencesRequest.type, references);
  onRequest(context, DocumentSymbolRequest.type, documentSymbols);
  onRequest(context, WorkspaceSymbolRequest.type, workspaceSymbols);
  onRequest(context, FoldingRangeRequest.type, foldingRanges);
  onRequest(context, SemanticTokensRequest.type, semanticTokens);
  onRequest(context, SemanticTokensDeltaRequest.type, semanticTokensDelta);
  onRequest(context, SemanticTokensRangeRequest.type, semanticTokensRange);
  onRequest(context, InlayHintRequest.type, inlayHints);
  onRequest(context, DocumentFormattingRequest.type, formatDocument);
  onRequest(context, DocumentRangeFormattingRequest.type, formatRange);
  onRequest(context, DocumentOnTypeFormattingRequest.type, formatOnType);
  onRequest(context, CodeActionRequest.type, codeActions);
}

function registerCustomRequests(context: Context): void {
  onRequest(context, { method: TreeChildrenRequest }, treeChildren);
  onRequest(context, { method: TreeNodesRequest }, treeNodes);
  onRequest(context, { method: TreeTooltipRequest }, treeTooltip);
  onRequest(context, { method: TreeRevealRequest }, treeReveal);
  onRequest(context, { method: TestListRequest }, listTests);
  onRequest(context, { method: TestRunRequest }, runTests);
  onRequest(context, { method: ExplainRequest }, explain);
  onRequest(context, { method: LibraryRequest }, library);
  onRequest(context, { method: ImportRequest }, importDump);
  onRequest(context, { method: SyntaxTreeRequest }, syntaxTree);
}
