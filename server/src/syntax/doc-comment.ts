// The `///` lines directly above a statement. Read from the text when asked for; declarations never hold them.
import { triviaBefore } from './token-view.ts';
import type { Item } from './tree.ts';

/** The lines' texts, joined by newlines, without the slashes; undefined if there are none. */
export function docAbove(item: Item, token: number): string | undefined {
  const lines = triviaBefore(item, token).split(/\r\n|[\r\n]/);
  lines.pop();
  const doc: string[] = [];
  for (let at = lines.length - 1; at >= 0; at--) {
    const text = /^\s*\/\/\/(?!\/) ?(.*)$/.exec(lines[at] ?? '')?.[1];
    if (text === undefined) break;
    doc.unshift(text.trimEnd());
  }
  return doc.length > 0 ? doc.join('\n') : undefined;
}
