// textDocument/formatting, rangeFormatting, onTypeFormatting.
import type {
  DocumentFormattingParams,
  DocumentOnTypeFormattingParams,
  DocumentRangeFormattingParams,
  FormattingOptions,
  TextEdit,
} from 'vscode-languageserver';
import { type FormatWhat, formatting } from '../../ide/formatting.ts';
import type { Context } from '../context.ts';
import { knownFile, offsetAt, textRange } from '../from-proto.ts';
import { textEditOf } from '../to-proto.ts';

export function formatDocument(
  context: Context,
  { textDocument, options }: DocumentFormattingParams,
): TextEdit[] {
  return edits(context, textDocument.uri, options, () => ({ kind: 'file' }));
}

export function formatRange(context: Context, params: DocumentRangeFormattingParams): TextEdit[] {
  return edits(context, params.textDocument.uri, params.options, (uri) => ({
    kind: 'range',
    range: textRange(context.session, uri, params.range),
  }));
}

export function formatOnType(context: Context, params: DocumentOnTypeFormattingParams): TextEdit[] {
  return edits(context, params.textDocument.uri, params.options, (uri) => ({
    kind: 'typed',
    offset: offsetAt(context.session, uri, params.position),
    character: params.ch,
  }));
}

/** The editor's width of a tab counts, as it does for its own indentation; without one, the setting. */
function edits(
  { session }: Context,
  textDocument: string,
  options: FormattingOptions | undefined,
  what: (uri: string) => FormatWhat,
): TextEdit[] {
  const uri = knownFile(session, textDocument);
  if (uri === undefined) return [];
  const indent =
    options?.insertSpaces && options.tabSize > 0 ? options.tabSize : session.settings.formatIndent;
  return formatting(session.workspace, uri, what(uri), indent).map((edit) => textEditOf(session, uri, edit));
}
