// textDocument/foldingRange.
import type { FoldingRange, FoldingRangeParams } from 'vscode-languageserver';
import { foldingRanges as foldingRangesOf } from '../../ide/folding-ranges.ts';
import type { Context } from '../context.ts';
import { knownFile } from '../from-proto.ts';
import { foldingRangeOf } from '../to-proto.ts';

export function foldingRanges({ session }: Context, { textDocument }: FoldingRangeParams): FoldingRange[] {
  const uri = knownFile(session, textDocument.uri);
  if (uri === undefined) return [];
  return foldingRangesOf(session.workspace, uri).map((it) => foldingRangeOf(session, uri, it));
}
