// A word that was typed twice in a row: one of the two is passed over, what follows is read as if it stood there once.
import { show } from './mistake.ts';
import { Node } from './node-kind.ts';
import type { ParseState } from './parse-state.ts';
import { endOf, kindAt, leaf, report, startOf, textAt } from './parse-state.ts';
import { Kind } from './token.ts';

/** Reports the word at `pos`, which stands beside its like, and passes over it. */
export function doubledWord(state: ParseState): void {
  const token = state.pos;
  const start = startOf(state, token);
  const end = endOf(state, token);
  const next = startOf(state, token + 1);
  const isSecond = token > 0 && textAt(state, token - 1) === textAt(state, token);
  const edit = isSecond ? { start: endOf(state, token - 1), end } : { start, end: next };
  const message = `${show(state, token)} stands here twice`;
  report(state, 'doubled-word', start, end, message, 'delete one', [{ ...edit, newText: '' }]);
  leaf(state, Node.skipped, 0, token, token);
  state.pos++;
  // What is wrong with the other one is said when only one is left.
  state.reported = next;
}

/** At a slot: whether the fixed word before it stands here again, and what fits the slot follows. */
export function repeatsWord(state: ParseState): boolean {
  const { pos } = state;
  if (kindAt(state, pos) !== kindAt(state, pos - 1)) return false;
  if (((state.tags[state.nodes - 1] ?? 0) & 255) !== Node.word) return false;
  const next = kindAt(state, pos + 1);
  return next === Kind.word || next === Kind.number || next === Kind.text;
}
