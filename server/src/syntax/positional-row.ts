// A table row that gives values by their order, as C does: `{ 0x8086, 0x1502 }`. Rows of the language name their fields.
import { convertRow, isPositionalValue, positionalFields } from './c-table.ts';
import { Node } from './node-kind.ts';
import type { ParseState } from './parse-state.ts';
import { endOf, kindAt, leaf, startOf, textAt } from './parse-state.ts';
import { busOfDriver, reportHabit } from './table-mistake.ts';
import { isNameKind, Kind } from './token.ts';

/** At the first token of a row: whether it is a value without a name. */
export function isPositional(state: ParseState): boolean {
  const token = state.pos;
  if (kindAt(state, token - 1) !== Kind.open || !isNameKind(kindAt(state, token))) return false;
  const next = kindAt(state, token + 1);
  const alone = kindAt(state, token) !== Kind.word && (next === Kind.semicolon || next === Kind.close);
  return (alone || next === Kind.comma) && isPositionalValue(textAt(state, token));
}

/** Reports the row and passes over what stands in it. */
export function positionalRow(state: ParseState): void {
  const first = state.pos;
  const value = textAt(state, first);
  while (!endsRow(kindAt(state, state.pos))) state.pos++;
  leaf(state, Node.skipped, 0, first, state.pos - 1);
  const start = startOf(state, first);
  const end = endOf(state, state.pos - 1);
  const fields = positionalFields(busOfDriver(state, 2));
  const example = fields === undefined ? `FIELD = ${value};` : convertRow(value, fields);
  const message = `rows name their fields: \`${example}\``;
  if (fields === undefined) reportHabit(state, 'row-fields', start, end, message);
  else {
    const newText = convertRow(state.text.slice(start, end), fields);
    const title = `replace by \`${newText}\``;
    reportHabit(state, 'row-fields', start, end, message, title, [{ start, end, newText }]);
  }
}

function endsRow(kind: number): boolean {
  return kind === Kind.open || kind === Kind.close || kind === Kind.end;
}
