// Which line end a file uses, so that what is inserted fits in.
import type { SyntaxTree } from '../syntax/index.ts';

/** `\r\n` if the first line of the file ends so. */
export function lineEndOf(tree: SyntaxTree): string {
  for (const { chunk, start, end } of tree.items) {
    const at = chunk.text.indexOf('\n', start);
    if (at >= 0 && at < end) return chunk.text[at - 1] === '\r' ? '\r\n' : '\n';
  }
  return '\n';
}
