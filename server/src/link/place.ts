// Places in the sources that survive edits of blanks and comments. A place is turned into offsets through the tree, at the
// very end (`locate` of db/model.ts); nothing between lowering and the editor holds an offset of a file.
import type { TextRange } from '../base/text-range.ts';
import type { Site } from '../declare/index.ts';

/** One top-level statement of one file. It keeps its number while its text is edited, also when statements before it come and go. */
export type ItemKey = number;

export interface Place {
  readonly item: ItemKey;
  /** A node of the item, or `WHOLE_ITEM`. */
  readonly site: Site;
  /** A part of that node, in UTF-16 code units from its start: a hole of a format. */
  readonly part?: TextRange;
}

/** The item's text from its first comment to its end. Parts of it are relative to the item's start. */
export const WHOLE_ITEM: Site = -1;
