// textDocument/inlayHint.
import type { InlayHint, InlayHintParams } from 'vscode-languageserver';
import { inlayHints as inlayHintsOf } from '../../ide/inlay-hints.ts';
import type { Context } from '../context.ts';
import { knownFile, textRange } from '../from-proto.ts';
import { inlayHintOf } from '../to-proto.ts';

export function inlayHints({ session }: Context, { textDocument, range }: InlayHintParams): InlayHint[] {
  const uri = knownFile(session, textDocument.uri);
  if (uri === undefined) return [];
  const shown = textRange(session, uri, range);
  return inlayHintsOf(session.workspace, uri, shown, session.settings.inlayHints).map((it) =>
    inlayHintOf(session, uri, it),
  );
}
