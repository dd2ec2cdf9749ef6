// buswright/syntaxTree: the tree of a document, or of what a range touches, for those who work on Buswright.
import { syntaxTree as syntaxTreeOf } from '../../ide/syntax-tree.ts';
import type { Context } from '../context.ts';
import { knownFile, textRange } from '../from-proto.ts';
import type { SyntaxTreeParams } from '../protocol.ts';

export function syntaxTree({ session }: Context, params: SyntaxTreeParams): string {
  const uri = knownFile(session, params.uri);
  if (uri === undefined) return '';
  return syntaxTreeOf(session.workspace, uri, params.range && textRange(session, uri, params.range));
}
