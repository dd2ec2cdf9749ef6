// Lets the modules of a real kernel stand as drivers: what a driver's MODULE_DEVICE_TABLE was can be read out of its module's
// aliases. Such a driver has its module's name, not its own, and no callbacks; a driver that is declared knows more.
// Source: scripts/mod/file2alias.c read backwards; KM-18 for the names.
import type { BusType, Driver, Fields, MatchTable, Row } from '../topology.ts';
import type { ModuleAlias } from './modules-files.ts';
import { type AliasReader, aliasReader } from './read-alias.ts';

/** The flag of a driver that an installed module stands for. */
export const INSTALLED = 'installed';

export interface AliasSource {
  /** Of all modules, as written: a hyphen may be part of a `compatible`. */
  readonly aliases: readonly ModuleAlias[];
  isBuiltin(module: string): boolean;
}

/**
 * The drivers that these modules would register on a bus, in the order of the modules' first aliases. A module whose aliases come
 * from a firmware table (`of:`, `acpi*:`) stands on each bus that matches by it besides a table of its own: the alias does not say
 * on which it is. A bus of firmware ids alone gets none: nearly all modules with an `acpi*:` alias are platform drivers, not acpi
 * ones. Aliases that the bus does not make (`fs-ext4`) are passed over.
 */
export function moduleDrivers(source: AliasSource, bus: BusType): readonly Driver[] {
  if (!bus.tables.id_table) return [];
  const places = placesByPrefix(bus);
  const drivers = new Map<string, StandIn>();
  for (const { pattern, module } of source.aliases) {
    for (const { table, read } of places.get(prefixOf(pattern)) ?? []) {
      const fields = read(pattern);
      if (fields) addRow(drivers, module, table, fields, pattern);
    }
  }
  return [...drivers].map(([module, driver]) => toDriver(bus, module, driver, source.isBuiltin(module)));
}

/** A table of the bus, and how to read the row that an alias of its is made of. */
interface Place {
  readonly table: string;
  readonly read: AliasReader;
}

function placesByPrefix(bus: BusType): ReadonlyMap<string, readonly Place[]> {
  const places = new Map<string, Place[]>();
  for (const table of Object.values(bus.tables)) {
    for (const { prefix, read } of readersOf(bus, table)) {
      const list = places.get(prefix) ?? [];
      places.set(prefix, list);
      list.push({ table: table.name, read });
    }
  }
  return places;
}

interface PrefixedReader {
  readonly prefix: string;
  readonly read: AliasReader;
}

function readersOf(bus: BusType, table: MatchTable): readonly PrefixedReader[] {
  const isOwn = table.name === 'id_table';
  const formats = table.alias.length > 0 ? table.alias : isOwn ? ownFormats(bus) : table.modalias;
  return formats.flatMap((format) => {
    const read = aliasReader(format, table);
    if (read === undefined) return [];
    const prefix = prefixOf(format.source);
    return [{ prefix, read }, ...(isOwn ? readersUnderPrefix(bus, prefix, read) : [])];
  });
}

/** The formats of a row of the bus's own table, as alias.ts takes them. */
function ownFormats({ devices }: BusType): MatchTable['alias'] {
  const aliases = devices.flatMap(({ alias }) => alias);
  const announced = devices.flatMap(({ modalias }) =>
    modalias.flatMap(({ value }) => ('format' in value ? [value.format] : [])),
  );
  return aliases.length > 0 ? aliases : announced;
}

/** `alias_prefix = "vfio_pci:" when row.override_only`: such an alias says that the row has that flag. */
function readersUnderPrefix(
  { devices }: BusType,
  prefix: string,
  read: AliasReader,
): readonly PrefixedReader[] {
  return devices.flatMap(({ aliasPrefix }) =>
    aliasPrefix.map(({ value, when }) => {
      const flags = when.flatMap(({ left }) =>
        'path' in left && left.path.root === 'row' ? [[left.path.name, 1]] : [],
      );
      const said = Object.fromEntries(flags) as Fields;
      const readPrefixed: AliasReader = (alias) => {
        const fields = read(prefix + alias.slice(value.length));
        return fields && { ...fields, ...said };
      };
      return { prefix: value, read: readPrefixed };
    }),
  );
}

interface StandIn {
  readonly tables: Map<string, Row[]>;
  readonly aliases: string[];
  /** Rows that are there: `of:` tables give two aliases for a row. */
  readonly seen: Set<string>;
}

function addRow(
  drivers: Map<string, StandIn>,
  module: string,
  table: string,
  fields: Fields,
  alias: string,
): void {
  const driver: StandIn = drivers.get(module) ?? { tables: new Map(), aliases: [], seen: new Set() };
  drivers.set(module, driver);
  driver.aliases.push(alias);
  const row = `${table} ${JSON.stringify(fields)}`;
  if (driver.seen.has(row)) return;
  driver.seen.add(row);
  const rows = driver.tables.get(table) ?? [];
  driver.tables.set(table, rows);
  rows.push({ number: rows.length + 1, fields });
}

function toDriver(bus: BusType, module: string, { tables, aliases }: StandIn, isBuiltin: boolean): Driver {
  return {
    id: `driver:${bus.name}/${module}`,
    name: module,
    bus: bus.name,
    module,
    tables: Object.fromEntries(tables),
    aliases,
    fields: {},
    // Its aliases are known as they are; none is to be made of its rows again.
    flags: new Set([INSTALLED, 'no_module_device_table', ...(isBuiltin ? ['builtin'] : [])]),
    pm: [],
    uses: [],
    probe: [],
    flavours: [],
  };
}

/** `pci:`, `acpi*:`, `of:`: up to the first colon. */
function prefixOf(alias: string): string {
  return alias.slice(0, alias.indexOf(':') + 1);
}
