// Formatting as the editor asks for it: the whole file, a range, or after a typed character. White space only.
import type { TextEdit, TextRange } from '../base/text-range.ts';
import type { Workspace } from '../db/workspace.ts';
import { formatOnType, formatRange, formatTree } from '../format/index.ts';

export type FormatWhat =
  | { readonly kind: 'file' }
  | { readonly kind: 'range'; readonly range: TextRange }
  /** `offset`: behind the character. */
  | { readonly kind: 'typed'; readonly offset: number; readonly character: string };

/** No edits for a library file: it is read-only. */
export function formatting(
  workspace: Workspace,
  uri: string,
  what: FormatWhat,
  indent: number,
): readonly TextEdit[] {
  const tree = workspace.tree(uri);
  if (tree === undefined) return [];
  switch (what.kind) {
    case 'file':
      return formatTree(tree, { indent });
    case 'range':
      return formatRange(tree, what.range, { indent });
    case 'typed':
      return formatOnType(tree, what.offset, what.character, { indent });
  }
}
