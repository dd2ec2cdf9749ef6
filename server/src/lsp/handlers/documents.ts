// What the editor does with documents: open, edit, close. Edits go to the workspace as offsets, one after the other, so that
// only the statement they touch is read again; no whole text is ever joined.
import {
  type DidChangeTextDocumentParams,
  type DidCloseTextDocumentParams,
  type DidOpenTextDocumentParams,
  TextDocumentContentChangeEvent,
} from 'vscode-languageserver';
import { isLibraryUri } from '../../ide/library.ts';
import { applyChange } from '../apply-change.ts';
import type { Context } from '../context.ts';
import { loadImports, readAgain } from '../files.ts';
import { offsetAt } from '../from-proto.ts';
import { fileUri } from '../uris.ts';

export function didOpen(context: Context, { textDocument }: DidOpenTextDocumentParams): void {
  const uri = fileUri(context.session, textDocument.uri);
  context.session.open.set(uri, { version: textDocument.version, uri: textDocument.uri });
  if (isLibraryUri(uri)) return;
  applyChange(context, { files: new Map([[uri, textDocument.text]]) });
  loadImports(context);
}

/** Edits of a document that is not open, or older than what is known, are dropped: the client is out of step. */
export function didChange(context: Context, params: DidChangeTextDocumentParams): void {
  const { session } = context;
  const uri = fileUri(session, params.textDocument.uri);
  const known = session.open.get(uri);
  if (known === undefined || isLibraryUri(uri)) return;
  session.open.set(uri, { version: params.textDocument.version, uri: params.textDocument.uri });
  for (const change of params.contentChanges) {
    if (!TextDocumentContentChangeEvent.isIncremental(change)) {
      applyChange(context, { files: new Map([[uri, change.text]]) });
      continue;
    }
    const start = offsetAt(session, uri, change.range.start);
    const end = Math.max(start, offsetAt(session, uri, change.range.end));
    applyChange(context, { edits: new Map([[uri, [{ start, end, newText: change.text }]]]) });
  }
  loadImports(context);
}

/** From here on the file on disk counts; without one, the document is gone. */
export function didClose(context: Context, { textDocument }: DidCloseTextDocumentParams): void {
  const uri = fileUri(context.session, textDocument.uri);
  context.session.open.delete(uri);
  context.session.tokens.forget(uri);
  readAgain(context, [uri]);
}
