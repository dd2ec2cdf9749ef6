// Holes of a bus's and a class's formats: `{vendr}` names a field that nothing declares, and would never be filled.
import { nearest } from '../base/nearest.ts';
import type { BusDecl, ClassDecl, Fact } from '../declare/declarations.ts';
import { parseFormat } from '../driver-core/format.ts';
import type { BusType, ClassType, DeviceStruct } from '../driver-core/topology.ts';
import { holding } from './guard.ts';
import { type Linking, meant, placeAt, replacements, report } from './linking.ts';

const FACTS = new Set(['name', 'modalias', 'alias', 'request_module', 'type_dir', 'node', 'udev']);

/** What every device has without a field: counters, names, where it stands. docs/language.md, Rows and tables. */
const GENERAL = [
  'n',
  'a',
  'parent',
  'name',
  'dev_name',
  'driver',
  'flavour',
  'path',
  'compatible',
  'acpi_ids',
  'iommu_group',
];

export function checkBusHoles(linking: Linking, decl: BusDecl, bus: BusType): void {
  holding(decl.devices, linking.kernel).forEach((it, index) => {
    const struct = bus.devices[index];
    if (struct) checkHoles(linking, it.facts, `devices of \`${bus.name}\``, fieldsOf(bus, struct));
  });
  for (const it of decl.tables) {
    const rows = bus.tables[it.name.text]?.fields.map((field) => field.name) ?? [];
    checkHoles(linking, it.facts, `rows of \`${bus.name}\``, new Set([...GENERAL, ...rows]));
  }
}

export function checkClassHoles(linking: Linking, decl: ClassDecl, type: ClassType): void {
  const fields = new Set([...GENERAL, ...type.fields.map((it) => it.name)]);
  checkHoles(linking, decl.facts, `\`${type.name}\` devices`, fields);
}

/** Fields that the struct or a row declares. */
function fieldsOf(bus: BusType, struct: DeviceStruct): ReadonlySet<string> {
  const acc = new Set([...GENERAL, ...struct.fields.map((it) => it.name), ...struct.inherits]);
  for (const field of Object.values(bus.tables).flatMap((it) => it.fields)) {
    acc.add(field.name);
    if ('root' in field.is) acc.add(field.is.name);
    else for (const part of field.is.parts) if (part.kind === 'hole') acc.add(part.name);
  }
  return acc;
}

function checkHoles(
  linking: Linking,
  facts: readonly Fact[],
  who: string,
  fields: ReadonlySet<string>,
): void {
  for (const value of facts.filter((it) => FACTS.has(it.name.text)).flatMap((it) => it.values)) {
    if (value.kind !== 'text') continue;
    for (const hole of parseFormat(value.text).format.parts) {
      if (hole.kind !== 'hole' || hole.name.includes('.') || fields.has(hole.name)) continue;
      // The quote before the text and the brace before the name count.
      const start = hole.start + 2;
      const part = { start, end: start + hole.name.length };
      const near = nearest(hole.name, fields);
      report(linking, 'name/format', value, `${who} have no \`${hole.name}\`${meant(near)}`, {
        part,
        fixes: replacements(placeAt(linking, value, part), near),
      });
    }
  }
}
