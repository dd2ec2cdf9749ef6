// How the parser finds its way back after a mistake: to the `;`, over a whole block, or to a line that begins anew.
import { has, Trait } from './body-traits.ts';
import { beginsLine } from './mistake.ts';
import { Node } from './node-kind.ts';
import type { ParseState } from './parse-state.ts';
import { kindAt, leaf } from './parse-state.ts';
import { RULE_OF } from './program.ts';
import { isNameKind, Kind } from './token.ts';

/** Whether a statement of this body begins here, as far as two tokens tell. */
export function beginsStatement(state: ParseState, body: number): boolean {
  const kind = kindAt(state, state.pos);
  if ((RULE_OF[(body << 8) | kind] ?? 0) !== 0) return true;
  return has(body, Trait.facts) && isNameKind(kind) && kindAt(state, state.pos + 1) === Kind.equals;
}

/** Passes over the rest of a statement: through its `;`, through a `{ … }`, or to the line that begins the next. */
export function skipStatement(state: ParseState, body: number): void {
  const from = state.pos;
  let depth = 0;
  for (; ; state.pos++) {
    const kind = kindAt(state, state.pos);
    if (kind === Kind.end) break;
    if (kind === Kind.open) depth++;
    else if (kind === Kind.close && (depth === 0 || --depth === 0)) break;
    else if (depth > 0) continue;
    else if (kind === Kind.semicolon) break;
    else if (state.pos > from && beginsLine(state, state.pos) && beginsStatement(state, body)) break;
  }
  takeSkipped(state, from);
}

/** Keeps what was passed over in the tree; takes the `;` or the block's `}` that ended it. */
function takeSkipped(state: ParseState, from: number): void {
  const kind = kindAt(state, state.pos);
  let inBlock = 0;
  if (kind === Kind.close) {
    for (let token = from; token < state.pos; token++) {
      const it = kindAt(state, token);
      inBlock += it === Kind.open ? 1 : it === Kind.close ? -1 : 0;
    }
  }
  if (inBlock > 0) state.pos++;
  if (state.pos > from) leaf(state, Node.skipped, 0, from, state.pos - 1);
  if (kind === Kind.semicolon) state.pos++;
}
