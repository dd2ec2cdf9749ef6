// A family and its code are two words of the text and one name: `contract/missing`.
import type { TextRange } from '../../base/text-range.ts';

/** The word with the family before it, or with the code behind the family. */
export function wholeCode(text: string, { start, end }: TextRange): TextRange {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const [family = ''] = /[\w-]+\/$/.exec(line) ?? [];
  const [behind = ''] = /^\/[\w-]+/.exec(text.slice(end)) ?? [];
  return { start: start - family.length, end: end + behind.length };
}
