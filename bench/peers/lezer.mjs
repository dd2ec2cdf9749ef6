// Lezer with the grammar beside this file. After an edit it reads again what its fragments of the old tree do not cover.
import { readFileSync } from 'node:fs';
import { TreeFragment } from '@lezer/common';
import { buildParser } from '@lezer/generator';

export const name = 'Lezer';

export async function createParser() {
  const parser = buildParser(readFileSync(new URL('topology.grammar', import.meta.url), 'utf8'));
  const strict = parser.configure({ strict: true });
  return {
    /** Throws on a text that the grammar does not know. */
    parse: (text) => strict.parse(text),
    edit(tree, { text, start, end, newText }) {
      const change = { fromA: start, toA: end, fromB: start, toB: start + newText.length };
      const fragments = TreeFragment.applyChanges(TreeFragment.addTree(tree), [change]);
      return parser.parse(text, fragments);
    },
  };
}
