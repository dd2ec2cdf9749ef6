// What the connected client can do, read once from `initialize`; a client that says nothing can do the least.
// Everything else asks these flags, never the capabilities themselves.
import type { InitializeParams } from 'vscode-languageserver';
import { MarkupKind } from 'vscode-languageserver';
import type { InitializationOptions } from './protocol.ts';

export interface ClientFeatures {
  /** Asks for diagnostics itself; otherwise they are pushed. */
  readonly pullDiagnostics: boolean;
  readonly relatedInformation: boolean;
  /** Links a diagnostic's code to its page. */
  readonly codeDescription: boolean;
  readonly refreshDiagnostics: boolean;
  readonly refreshInlayHints: boolean;
  readonly refreshSemanticTokens: boolean;
  readonly configuration: boolean;
  readonly dynamicConfiguration: boolean;
  readonly dynamicWatchedFiles: boolean;
  readonly workspaceFolders: boolean;
  readonly workDoneProgress: boolean;
  readonly markup: 'markdown' | 'plaintext';
  readonly completionMarkup: 'markdown' | 'plaintext';
  readonly snippets: boolean;
  readonly completionTags: boolean;
  readonly insertReplace: boolean;
  readonly hierarchicalSymbols: boolean;
  readonly definitionLinks: boolean;
  readonly codeActionLiterals: boolean;
  readonly documentChanges: boolean;
  readonly lineFoldingOnly: boolean;
  /** Files are read through requests to the client. */
  readonly clientFiles: boolean;
  /** Shows library files itself, under this scheme. */
  readonly libraryScheme: string | undefined;
  /** The workspace is not trusted. */
  readonly restricted: boolean;
  /** Knows the Buses view: wants `tree/changed`. */
  readonly tree: boolean;
}

/** Never throws, whatever the client sent. */
export function clientFeatures(params: InitializeParams): ClientFeatures {
  const { workspace = {}, textDocument = {}, window = {} } = params.capabilities ?? {};
  const options = initializationOptions(params.initializationOptions);
  const item = textDocument.completion?.completionItem;
  return {
    pullDiagnostics: textDocument.diagnostic !== undefined,
    relatedInformation:
      (textDocument.diagnostic ?? textDocument.publishDiagnostics)?.relatedInformation === true,
    codeDescription:
      (textDocument.diagnostic ?? textDocument.publishDiagnostics)?.codeDescriptionSupport === true,
    refreshDiagnostics: workspace.diagnostics?.refreshSupport === true,
    refreshInlayHints: workspace.inlayHint?.refreshSupport === true,
    refreshSemanticTokens: workspace.semanticTokens?.refreshSupport === true,
    configuration: workspace.configuration === true,
    dynamicConfiguration: workspace.didChangeConfiguration?.dynamicRegistration === true,
    dynamicWatchedFiles: workspace.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace.workspaceFolders === true,
    workDoneProgress: window.workDoneProgress === true,
    markup: preferred(textDocument.hover?.contentFormat),
    completionMarkup: preferred(item?.documentationFormat),
    snippets: item?.snippetSupport === true,
    completionTags: item?.tagSupport !== undefined,
    insertReplace: item?.insertReplaceSupport === true,
    hierarchicalSymbols: textDocument.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    definitionLinks: textDocument.definition?.linkSupport === true,
    codeActionLiterals: textDocument.codeAction?.codeActionLiteralSupport !== undefined,
    documentChanges: workspace.workspaceEdit?.documentChanges === true,
    lineFoldingOnly: textDocument.foldingRange?.lineFoldingOnly === true,
    clientFiles: options.files === 'client',
    libraryScheme: options.libraryScheme,
    restricted: options.trust === 'restricted',
    tree: options.libraryScheme !== undefined,
  };
}

function preferred(kinds: readonly string[] | undefined): 'markdown' | 'plaintext' {
  return kinds?.includes(MarkupKind.Markdown) ? 'markdown' : 'plaintext';
}

function initializationOptions(value: unknown): InitializationOptions {
  if (typeof value !== 'object' || value === null) return {};
  const files = 'files' in value && value.files === 'client' ? { files: 'client' as const } : {};
  const scheme =
    'libraryScheme' in value && value.libraryScheme === 'topo-std'
      ? { libraryScheme: 'topo-std' as const }
      : {};
  const trust = 'trust' in value && value.trust === 'restricted' ? { trust: 'restricted' as const } : {};
  return { ...files, ...scheme, ...trust };
}
