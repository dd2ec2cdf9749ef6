// The statement whose head is being read: its keyword as it is known to messages.
import { Node } from './node-kind.ts';
import type { ParseState } from './parse-state.ts';
import { textAt } from './parse-state.ts';
import { RULES } from './pattern.ts';

/** The keyword of the statement that was begun last, or the name of the fact, flag or table. */
export function keywordOfHead(state: ParseState): string {
  for (let node = state.nodes - 1; node >= 0; node--) {
    const tag = state.tags[node] ?? 0;
    const kind = tag & 255;
    if (kind === Node.statement) return RULES[tag >> 8]?.keyword ?? '';
    if (kind <= Node.entry) return textAt(state, state.firsts[node] ?? 0);
  }
  return '';
}
