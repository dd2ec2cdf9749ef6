// textDocument/documentSymbol and workspace/symbol.
import type {
  DocumentSymbol,
  DocumentSymbolParams,
  SymbolInformation,
  WorkspaceSymbolParams,
} from 'vscode-languageserver';
import {
  documentSymbols as documentSymbolsOf,
  type FileSymbol,
  workspaceSymbols as workspaceSymbolsOf,
} from '../../ide/symbols.ts';
import type { Context } from '../context.ts';
import { knownFile } from '../from-proto.ts';
import { documentSymbolOf, symbolInformationOf } from '../to-proto.ts';

export function documentSymbols(
  { session }: Context,
  { textDocument }: DocumentSymbolParams,
): DocumentSymbol[] | SymbolInformation[] {
  const uri = knownFile(session, textDocument.uri);
  if (uri === undefined) return [];
  const symbols = documentSymbolsOf(session.workspace, uri);
  if (session.features.hierarchicalSymbols) return symbols.map((it) => documentSymbolOf(session, uri, it));
  return symbols.flatMap(flat).map((it) => symbolInformationOf(session, uri, it));
}

export function workspaceSymbols(
  { session }: Context,
  { query }: WorkspaceSymbolParams,
): SymbolInformation[] {
  return workspaceSymbolsOf(session.workspace, query).map(({ uri, symbol }) =>
    symbolInformationOf(session, uri, symbol),
  );
}

function flat(symbol: FileSymbol): readonly FileSymbol[] {
  return [symbol, ...symbol.children.flatMap(flat)];
}
