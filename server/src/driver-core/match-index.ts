// Which drivers of a bus may match a device: the table indexes of all its drivers together, drivers by name, and the steps
// that look at neither. It leaves out only drivers whose match() is no for certain; match.ts decides about the others.
import { type Lookup, mayHold, mentions } from './condition.ts';
import { deviceField, lookupFor } from './device-field.ts';
import type { LiveDevice, LiveDriver, MatchIndex } from './live.ts';
import { type TableIndex, type TaggedRows, tableIndex } from './table-index.ts';
import type { BusType, Driver, Kernel, MatchStep, Operand, Path, Row } from './topology.ts';
import { first, members, own } from './value.ts';

/** Roots whose value differs from driver to driver. */
const OF_DRIVERS: ReadonlySet<Path['root']> = new Set<Path['root']>(['drv', 'row']);

/** `dynamic`: drivers that were given ids since (`new_id`), as the list is when a device is looked up. */
export function matchIndex(
  bus: BusType,
  drivers: readonly LiveDriver[],
  dynamic: readonly LiveDriver[],
  kernel: Kernel,
): MatchIndex {
  const steps = matchSteps(bus);
  const probe = drivers[0];
  if (!steps || !probe) return { candidates: () => (steps ? [] : undefined) };
  const collectors = collectorsOf(bus, steps, drivers);
  return {
    candidates(device) {
      if (bus.tables.acpi_match_table && announcesDeviceTree(device)) return undefined;
      const lookup = lookupFor(kernel, device);
      const query: Query = { subject: { kernel, device, driver: probe, lookup }, lookup, found: [] };
      for (const { step, collect } of collectors) {
        if (!mayHold(step.when, lookup, OF_DRIVERS)) continue;
        if (step.kind === 'never' && !step.when.some((test) => mentions(test, OF_DRIVERS))) break;
        if (collect === 'all') return undefined;
        collect(query);
      }
      const { found } = query;
      for (const { position } of dynamic) found.push(position);
      return found.length < 2 ? found.slice() : [...new Set(found)].sort((a, b) => a - b);
    },
  };
}

interface StepCollector {
  readonly step: MatchStep;
  readonly collect: Collector;
}

const lastCollectors = new WeakMap<
  BusType,
  { readonly drivers: readonly Driver[]; readonly collectors: readonly StepCollector[] }
>();

/** Most edits leave the drivers of a bus as they are: what was indexed for the run before serves again. */
function collectorsOf(
  bus: BusType,
  steps: readonly MatchStep[],
  live: readonly LiveDriver[],
): readonly StepCollector[] {
  const known = lastCollectors.get(bus);
  const isSame =
    known?.drivers.length === live.length && live.every(({ decl }, i) => decl === known.drivers[i]);
  if (known && isSame) return known.collectors;
  const drivers = live.map(({ decl }) => decl);
  const collectors = steps.map((step) => ({ step, collect: collectorOf(step, bus, drivers) }));
  lastCollectors.set(bus, { drivers, collectors });
  return collectors;
}

/** The steps of a bus; without a match callback the id_table alone, or every driver (LC-20): undefined. */
export function matchSteps(bus: BusType): readonly MatchStep[] | undefined {
  if (bus.match) return bus.match;
  return bus.tables.id_table ? [{ kind: 'table', table: 'id_table', when: [] }] : undefined;
}

/** True if match() asks whether the driver has a device: gadget's, whose drivers take one each. */
export function asksWhoIsBound({ match = [] }: BusType): boolean {
  return match.some(({ when }) => when.some(({ left, right }) => isBound(left) || isBound(right)));
}

function isBound(operand: Operand | undefined): boolean {
  return (
    operand !== undefined && 'path' in operand && operand.path.root === 'drv' && operand.path.name === 'bound'
  );
}

interface Query {
  readonly subject: Parameters<TableIndex['collect']>[0];
  readonly lookup: Lookup;
  /** Positions, now and then twice. */
  readonly found: number[];
}

type Collector = 'all' | ((query: Query) => void);

function collectorOf(step: MatchStep, bus: BusType, drivers: readonly Driver[]): Collector {
  switch (step.kind) {
    case 'table':
      return tableCollector(bus, step.table, drivers);
    case 'of_compatible':
      return compatibleCollector(step.path, drivers);
    case 'driver_name':
      return step.prefix
        ? 'all'
        : nameCollector(
            step.path,
            byName(drivers, (driver) => [driver.name]),
          );
    case 'driver_override': {
      const names = byName(drivers, (driver) => [driver.name]);
      return nameCollector({ root: 'dev', name: 'driver_override' }, names);
    }
    case 'new_id':
    case 'never':
      return () => {};
    case 'phy_id':
      return ({ found }) => {
        for (const [position, driver] of drivers.entries()) {
          if (driver.fields.phy_id !== undefined || driver.fields.match_phy_device) found.push(position);
        }
      };
    case 'creator':
      return ({ subject, found }) => {
        const maker = subject.device.maker?.driver;
        if (maker) found.push(maker.position);
      };
    default:
      return 'all';
  }
}

function tableCollector(bus: BusType, name: string, drivers: readonly Driver[]): Collector {
  const table = own(bus.tables, name);
  if (!table) return () => {};
  let index: TableIndex | undefined;
  return ({ subject, found }) => {
    index ??= tableIndex(table, taggedRows(name, drivers));
    index.collect(subject, found);
  };
}

function* taggedRows(table: string, drivers: readonly Driver[]): Iterable<TaggedRows> {
  for (const [position, driver] of drivers.entries()) {
    const rows: readonly Row[] | undefined = own(driver.tables, table);
    if (rows) yield { rows, tag: () => position };
  }
}

/** drivers/i2c/i2c-core-of.c:i2c_of_match_device_sysfs: the whole compatible, or what follows its comma. */
function compatibleCollector(path: Path, drivers: readonly Driver[]): Collector {
  const names = byName(drivers, (driver) =>
    (driver.tables.of_match_table ?? []).flatMap((row) => {
      const compatible = String(first(row.fields.compatible) ?? '').toLowerCase();
      return [compatible, compatible.slice(compatible.indexOf(',') + 1)];
    }),
  );
  return ({ lookup, found }) => {
    const text = first(lookup(path));
    if (typeof text === 'string')
      for (const position of names.get(text.toLowerCase()) ?? []) found.push(position);
  };
}

function nameCollector(path: Path, names: ReadonlyMap<string, ReadonlySet<number>>): Collector {
  return ({ lookup, found }) => {
    const name = first(lookup(path));
    if (name !== undefined) for (const position of names.get(String(name)) ?? []) found.push(position);
  };
}

function byName(
  drivers: readonly Driver[],
  namesOf: (driver: Driver) => readonly string[],
): ReadonlyMap<string, ReadonlySet<number>> {
  const names = new Map<string, Set<number>>();
  for (const [position, driver] of drivers.entries()) {
    for (const name of namesOf(driver)) {
      const positions = names.get(name);
      if (positions) positions.add(position);
      else names.set(name, new Set([position]));
    }
  }
  return names;
}

/** PRP0001 asks the of_match_table of drivers that no index of this bus holds. */
function announcesDeviceTree(device: LiveDevice): boolean {
  return members(deviceField(device, 'acpi_ids')).includes('PRP0001');
}
