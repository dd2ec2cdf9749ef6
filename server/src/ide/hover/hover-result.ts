// What hover shows, and of which piece of the text.
import type { TextRange } from '../../base/text-range.ts';

export interface HoverResult {
  readonly range: TextRange;
  readonly markdown: string;
}
