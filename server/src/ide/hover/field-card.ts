// A field of a bus or class as Markdown: its C type, how rows compare it, its named values.
import type { RootModel } from '../../db/model.ts';
import type { FieldSpec, Id, TableField } from '../../driver-core/topology.ts';
import { code, codes, facts, paragraphs } from '../markup.ts';

/** `id`: `field:bus:pci/vendor`. `undefined` if the owner has no such field for the root's kernel. */
export function fieldCard(model: RootModel, id: Id): string | undefined {
  const owner = id.slice('field:'.length, id.lastIndexOf('/'));
  const name = id.slice(id.lastIndexOf('/') + 1);
  const place = owner.slice(owner.indexOf(':') + 1);
  const bus = owner.startsWith('bus:') ? model.topology.buses.get(place) : undefined;
  const specs = bus?.devices.flatMap((it) => it.fields) ?? model.topology.classes.get(place)?.fields ?? [];
  const spec = specs.find((it) => it.name === name);
  const tables = Object.values(bus?.tables ?? {});
  const compared = tables.flatMap((table) =>
    table.fields.flatMap((field) => (field.name === name ? [{ table: table.name, field }] : [])),
  );
  const type = spec ?? compared[0]?.field;
  if (type === undefined) return undefined;
  return paragraphs(
    `**field** ${code(declText(type))} of ${code(place)}`,
    facts([
      ...compared.map(({ table, field }) => [code(table), compareText(field)] as const),
      ['values', valuesText(type)],
      ['default', spec?.default === undefined ? undefined : code(spec.default.source)],
    ]),
  );
}

function declText({ type, name, length }: FieldSpec | TableField): string {
  return `${type} ${name}${length === undefined ? '' : `[${length || ''}]`}`;
}

/** How a row's value is compared with the device's. */
function compareText(field: TableField): string {
  if (!field.compared) return 'not compared';
  const other = 'source' in field.is ? field.is.source : field.is.name;
  const how =
    field.by !== undefined
      ? `by ${code(field.by)}`
      : field.bound !== undefined
        ? `as ${field.bound}imum`
        : 'for equality';
  const { wildcard } = field;
  const any =
    wildcard === undefined
      ? 'no wildcard'
      : wildcard.value === undefined
        ? 'left out: any'
        : `any: ${code(valueText(wildcard.value))}`;
  return [
    `compared ${how}`,
    other === field.name ? undefined : `with ${code(other)}`,
    field.mask === undefined ? undefined : `under ${code(field.mask)}`,
    field.nocase ? 'letter case ignored' : undefined,
    any,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}

function valuesText({ values }: FieldSpec | TableField): string | undefined {
  const names = Object.entries(values ?? {});
  return names.length === 0 ? undefined : codes(names.map(([name, value]) => `${name} = ${value}`));
}

function valueText(value: number | bigint | string): string {
  return typeof value === 'number' && value > 0xff ? `0x${value.toString(16)}` : String(value);
}
