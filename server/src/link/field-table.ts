// Which fields a body may set, and of which type: those of the device struct, of the rows it is compared with, and what a name,
// a modalias or a condition reads. What nothing reads is a slip of the pen, and is reported as one.

import type { Format } from '../driver-core/format.ts';
import type {
  BusType,
  ClassType,
  Condition,
  DeviceStruct,
  FieldSpec,
  MatchTable,
  Operand,
  Path,
} from '../driver-core/topology.ts';
import type { FieldInfo, FieldTable } from './types.ts';

/** What every device has, whatever its bus. `compatible` and `acpi_ids` are firmware's. */
const FIRMWARE: readonly FieldInfo[] = [
  { name: 'compatible', type: 'char' },
  { name: 'acpi_ids', type: 'char' },
];

export function deviceFieldTable(bus: BusType, struct: DeviceStruct, used: Iterable<string>): FieldTable {
  const table = new Map<string, FieldInfo>();
  for (const it of struct.fields) table.set(it.name, ofSpec(it));
  for (const it of Object.values(bus.tables)) addCompared(table, it);
  for (const it of FIRMWARE) table.set(it.name, table.get(it.name) ?? it);
  for (const name of usedByStruct(bus, struct)) addUsed(table, name);
  for (const name of used) addUsed(table, name);
  return table;
}

/** Of a device that is on no bus and of no class. */
export function looseFieldTable(used: Iterable<string>): FieldTable {
  const table = new Map<string, FieldInfo>(FIRMWARE.map((it) => [it.name, it]));
  for (const name of used) addUsed(table, name);
  return table;
}

export function classFieldTable(type: ClassType): FieldTable {
  const table = specTable(type.fields);
  for (const format of [...type.names, type.node, type.udev]) {
    for (const name of format ? holesOf(format) : []) addUsed(table, name);
  }
  return table;
}

export function specTable(fields: readonly FieldSpec[]): Map<string, FieldInfo> {
  return new Map(fields.map((it) => [it.name, ofSpec(it)]));
}

/** The fields of a row. `driver_data` is of every table: the match returns it, nothing compares it. */
export function rowFieldTable(match: MatchTable): FieldTable {
  const table = new Map<string, FieldInfo>([['driver_data', { name: 'driver_data', type: 'u64' }]]);
  for (const { name, type, length, values, wildcard, compared } of match.fields) {
    table.set(name, {
      name,
      type,
      ...(length !== undefined && { length }),
      ...(values && { values }),
      ...(wildcard && { wildcard }),
      ...(compared && { inRow: true }),
    });
  }
  return table;
}

function ofSpec(spec: FieldSpec): FieldInfo {
  return {
    name: spec.name,
    type: spec.type,
    ...(spec.length !== undefined && { length: spec.length }),
    ...(spec.values && { values: spec.values }),
  };
}

/** A row's field is the device's too, unless `is` says what it is compared with. */
function addCompared(table: Map<string, FieldInfo>, match: MatchTable): void {
  for (const field of match.fields) {
    if (!field.compared) continue;
    if ('parts' in field.is) {
      for (const name of holesOf(field.is)) addUsed(table, name);
    } else if (field.is.root === 'dev' && !table.has(field.is.name)) {
      const own = field.is.name === field.name;
      table.set(field.is.name, {
        name: field.is.name,
        type: field.type,
        ...(own && field.length !== undefined && { length: field.length }),
        ...(field.values && { values: field.values }),
      });
    }
  }
}

function addUsed(table: Map<string, FieldInfo>, name: string): void {
  if (!table.has(name)) table.set(name, { name });
}

function* usedByStruct(bus: BusType, struct: DeviceStruct): Iterable<string> {
  for (const format of struct.names) yield* holesOf(format);
  for (const { value, when } of struct.modalias) {
    if ('format' in value) yield* holesOf(value.format);
    yield* pathsOf(when, 'dev');
  }
  for (const format of [struct.requestModule, struct.typeDir]) if (format) yield* holesOf(format);
  for (const { when } of struct.offers) yield* pathsOf(when, 'dev');
  for (const match of Object.values(bus.tables)) {
    for (const condition of match.skips) yield* pathsOf(condition, 'dev');
    for (const format of match.modalias) yield* holesOf(format);
  }
  for (const step of bus.match ?? []) {
    yield* pathsOf(step.when, 'dev');
    if ('path' in step && step.path.root === 'dev') yield step.path.name;
  }
  for (const step of bus.probe) yield* pathsOf(step.when, 'dev');
  yield* struct.inherits;
  yield* struct.attributes;
}

/** Words of a format that are never fields: counters, names, positions in the tree. */
const NO_FIELDS = new Set(['n', 'a', 'parent', 'dev_name', 'driver', 'flavour', 'path']);

export function* holesOf(format: Format): Iterable<string> {
  for (const part of format.parts) {
    if (part.kind !== 'hole' || NO_FIELDS.has(part.name)) continue;
    if (!part.name.includes('.')) yield part.name;
    else if (part.name.startsWith('dev.')) yield part.name.slice('dev.'.length);
  }
}

/** The names that a condition reads of one root. */
export function* pathsOf(condition: Condition, root: Path['root']): Iterable<string> {
  for (const test of condition) {
    for (const operand of [test.left, test.right]) {
      const path = operand && pathOf(operand);
      if (path?.root === root) yield path.name;
    }
  }
}

function pathOf(operand: Operand): Path | undefined {
  return 'path' in operand ? operand.path : undefined;
}
