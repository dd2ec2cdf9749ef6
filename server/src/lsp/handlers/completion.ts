// textDocument/completion and completionItem/resolve.
import type { CompletionItem, CompletionParams } from 'vscode-languageserver';
import { completion as completionAt, completionDoc } from '../../ide/completion/completion.ts';
import type { Context } from '../context.ts';
import { completionAbout, filePosition } from '../from-proto.ts';
import { completionItemOf, markup } from '../to-proto.ts';

/** A blank asks only where a word of its own may follow: not at the start of a statement. */
export function completion({ session }: Context, params: CompletionParams): CompletionItem[] {
  const at = filePosition(session, params);
  if (at === undefined) return [];
  const items = completionAt(session.workspace, at);
  const typedBlank = params.context?.triggerCharacter === ' ';
  if (typedBlank && items.some((item) => item.kind === 'keyword' && item.snippet !== undefined)) return [];
  return items.map((item, order) => completionItemOf(session, at.uri, item, order));
}

export function completionResolve({ session }: Context, item: CompletionItem): CompletionItem {
  const about = completionAbout(item.data);
  const doc = about === undefined ? undefined : completionDoc(session.workspace, about);
  return doc === undefined
    ? item
    : { ...item, documentation: markup(doc, session.features.completionMarkup) };
}
