// textDocument/semanticTokens: full, as a difference, and for a range.
import type {
  SemanticTokens,
  SemanticTokensDelta,
  SemanticTokensDeltaParams,
  SemanticTokensParams,
  SemanticTokensRangeParams,
} from 'vscode-languageserver';
import { tokensEdit, semanticTokens as tokensOf } from '../../ide/tokens/semantic-tokens.ts';
import type { Context } from '../context.ts';
import { knownFile, textRange } from '../from-proto.ts';
import type { Session } from '../session.ts';

export function semanticTokens({ session }: Context, { textDocument }: SemanticTokensParams): SemanticTokens {
  return full(session, textDocument.uri);
}

export function semanticTokensDelta(
  { session }: Context,
  { textDocument, previousResultId }: SemanticTokensDeltaParams,
): SemanticTokens | SemanticTokensDelta {
  const uri = knownFile(session, textDocument.uri);
  const before = uri === undefined ? undefined : session.tokens.recall(uri, previousResultId);
  if (uri === undefined || before === undefined) return full(session, textDocument.uri);
  const data = tokens(session, uri);
  const edit = tokensEdit(before.data, data);
  const { resultId } = session.tokens.remember(uri, data);
  return { resultId, edits: edit === undefined ? [] : [{ ...edit, data: Array.from(edit.data) }] };
}

export function semanticTokensRange(
  { session }: Context,
  { textDocument, range }: SemanticTokensRangeParams,
): SemanticTokens {
  const uri = knownFile(session, textDocument.uri);
  const tree = uri === undefined ? undefined : session.workspace.tree(uri);
  if (uri === undefined || tree === undefined) return { data: [] };
  return { data: Array.from(tokensOf(tree, textRange(session, uri, range))) };
}

function full(session: Session, textDocument: string): SemanticTokens {
  const uri = knownFile(session, textDocument);
  if (uri === undefined) return { data: [] };
  const { resultId, data } = session.tokens.remember(uri, tokens(session, uri));
  return { resultId, data: Array.from(data) };
}

function tokens(session: Session, uri: string): Uint32Array {
  const tree = session.workspace.tree(uri);
  return tree === undefined ? new Uint32Array(0) : tokensOf(tree);
}
