// From LSP to the workspace: URIs, positions, ranges. The only file, with to-proto.ts, that knows both forms.
import type { Position, Range } from 'vscode-languageserver';
import type { TextRange } from '../base/text-range.ts';
import type { FilePosition } from '../ide/file-position.ts';
import type { Session } from './session.ts';
import { fileUri } from './uris.ts';

interface DocumentPosition {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
}

/** `undefined` for a document that the server does not know. */
export function knownFile(session: Session, uri: string): string | undefined {
  const file = fileUri(session, uri);
  return session.workspace.has(file) ? file : undefined;
}

export function filePosition(
  session: Session,
  { textDocument, position }: DocumentPosition,
): FilePosition | undefined {
  const uri = knownFile(session, textDocument.uri);
  return uri === undefined ? undefined : { uri, offset: offsetAt(session, uri, position) };
}

/** A position beyond the end of a line or of the file is that end. */
export function offsetAt(session: Session, uri: string, { line, character }: Position): number {
  return session.workspace.offsetAt(uri, line, character);
}

export function textRange(session: Session, uri: string, { start, end }: Range): TextRange {
  const from = offsetAt(session, uri, start);
  return { start: from, end: Math.max(from, offsetAt(session, uri, end)) };
}

/** What `completionItemOf` put into an item's `data`; `undefined` for anything else. */
export function completionAbout(data: unknown): { readonly root: string; readonly id: string } | undefined {
  if (typeof data !== 'object' || data === null || !('root' in data) || !('id' in data)) return undefined;
  const { root, id } = data;
  return typeof root === 'string' && typeof id === 'string' ? { root, id } : undefined;
}
