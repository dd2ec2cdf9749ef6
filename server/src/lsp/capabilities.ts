// What the server offers. Static but for what a client cannot take. The remaining editor features (rename, code lens, call
// hierarchy, selection ranges, …) get a line here, a handler file and a line in server.ts each.
import {
  CodeActionKind,
  PositionEncodingKind,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { TOKEN_MODIFIERS, TOKEN_TYPES } from '../ide/tokens/token-legend.ts';
import type { ClientFeatures } from './client-features.ts';

export function serverCapabilities(features: ClientFeatures): ServerCapabilities {
  return {
    positionEncoding: PositionEncodingKind.UTF16,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    ...(features.pullDiagnostics
      ? {
          diagnosticProvider: {
            identifier: 'buswright',
            interFileDependencies: true,
            workspaceDiagnostics: true,
          },
        }
      : {}),
    hoverProvider: true,
    completionProvider: { triggerCharacters: ['/', '=', '"', '{', ' '], resolveProvider: true },
    definitionProvider: true,
    referencesProvider: true,
    documentSymbolProvider: true,
    workspaceSymbolProvider: true,
    foldingRangeProvider: true,
    semanticTokensProvider: {
      legend: { tokenTypes: [...TOKEN_TYPES], tokenModifiers: [...TOKEN_MODIFIERS] },
      full: { delta: true },
      range: true,
    },
    inlayHintProvider: true,
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    documentOnTypeFormattingProvider: { firstTriggerCharacter: '}', moreTriggerCharacter: ['\n'] },
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}
