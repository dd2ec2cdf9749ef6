// textDocument/hover.
import type { Hover, HoverParams } from 'vscode-languageserver';
import { hover as hoverAt } from '../../ide/hover/hover.ts';
import type { Context } from '../context.ts';
import { filePosition } from '../from-proto.ts';
import { markup, rangeOf } from '../to-proto.ts';

export function hover(context: Context, params: HoverParams): Hover | null {
  const at = filePosition(context.session, params);
  const found = at === undefined ? undefined : hoverAt(context.session.workspace, at);
  if (at === undefined || found === undefined) return null;
  return {
    contents: markup(found.markdown, context.session.features.markup),
    range: rangeOf(context.session, at.uri, found.range),
  };
}
