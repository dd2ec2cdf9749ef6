// Facts of an open body → fields of what the body describes. Facts that the language itself knows are not fields; what nobody
// knows is a slip of the pen.
import { nearest } from '../base/nearest.ts';
import type { Fact } from '../declare/declarations.ts';
import type { Fields, Scalar, Value } from '../driver-core/topology.ts';
import { holdsAt } from './guard.ts';
import { type Linking, meant, placeAt, replacements, report } from './linking.ts';
import type { FieldInfo, FieldTable } from './types.ts';
import { toScalar } from './value.ts';

export interface OpenBody {
  readonly table: FieldTable;
  /** Facts and flags of the language, not fields. */
  readonly known: ReadonlySet<string>;
  /** "devices of `pci`", for messages. */
  readonly who: string;
}

/** Fields that were said. `acc` may hold those of an earlier body of the same thing; a field set again is a problem. */
export function toFields(
  linking: Linking,
  body: OpenBody,
  facts: readonly Fact[],
  acc: Record<string, Value> = {},
): Fields {
  for (const fact of facts) {
    const { text } = fact.name;
    if (body.known.has(text) || !holdsAt(fact, linking.kernel)) continue;
    const field = body.table.get(text);
    if (field === undefined) reportUnknownField(linking, body, fact);
    else {
      const value = valueOfFact(linking, field, fact);
      if (value !== undefined) acc[text] = value;
    }
  }
  return acc;
}

/** A flag is 1; one value is itself, several are a list; what does not fit is left out (reported). */
function valueOfFact(linking: Linking, field: FieldInfo, fact: Fact): Value | undefined {
  if (fact.flag) return 1;
  const [only] = fact.values;
  if (only !== undefined && fact.values.length === 1) return toScalar(linking, field, only);
  const values = fact.values.map((it) => toScalar(linking, field, it));
  const found = values.filter((it): it is Scalar => it !== undefined);
  return found.length === 0 ? undefined : found;
}

function reportUnknownField(linking: Linking, body: OpenBody, fact: Fact): void {
  const { text } = fact.name;
  const near = nearest(text, [...body.table.keys(), ...body.known]);
  const owner = near.length === 0 ? ownerOf(linking, text) : undefined;
  const tail = owner === undefined ? meant(near) : `; that is a field of \`${owner}\``;
  report(linking, 'name/unknown-field', fact.name, `${body.who} have no \`${text}\`${tail}`, {
    fixes: replacements(placeAt(linking, fact.name), near),
  });
}

/** A bus whose devices or rows have this field. */
function ownerOf(linking: Linking, field: string): string | undefined {
  for (const bus of linking.types.buses.values()) {
    const own = bus.devices.some((struct) => struct.fields.some((it) => it.name === field));
    if (own || bus.tables.id_table?.fields.some((it) => it.name === field)) return bus.name;
  }
  return undefined;
}
