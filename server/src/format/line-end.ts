// Which line end a file uses, so that what is inserted fits in.
import type { SyntaxTree } from '../syntax/index.ts';

/** `\r\n` if the last line of the file ends so. The formatter writes that one itself, so it finds its own choice again. */
export function lineEndOf(tree: SyntaxTree): string {
  for (let index = tree.items.length - 1; index >= 0; index--) {
    const item = tree.items[index];
    if (!item) continue;
    const at = item.chunk.text.lastIndexOf('\n', item.end - 1);
    if (at >= item.start) return item.chunk.text[at - 1] === '\r' ? '\r\n' : '\n';
  }
  return '\n';
}
