// Lowers what describes kinds of things: contracts, tables, buses, classes.
import type { EntryView, FlagView, NodeView, StatementView } from '../syntax/ast.ts';
import type {
  BusDecl,
  ClassDecl,
  ContractDecl,
  Declared,
  DeviceStructDecl,
  DriverStructDecl,
  FailsStep,
  MatchDecl,
  MatchStepDecl,
  NewIdDecl,
  TableDecl,
} from './declarations.ts';
import {
  allowsOf,
  emptyName,
  factsOf,
  fieldsOf,
  nameAt,
  nameListsOf,
  nameOr,
  namesAt,
  offersOf,
  opt,
  statementsOf,
  toGuard,
  toName,
  toVersions,
} from './lower-parts.ts';
import { toFails } from './lower-steps.ts';

/** What every declaration has; its name is in the slot `label`. Views are made on each access: `children` comes along. */
export function toDeclared(
  statement: StatementView,
  children: readonly NodeView[],
  label = 'name',
): Declared {
  return {
    site: statement.site,
    name: nameOr(statement, label),
    ...toVersions(statement.tail),
    facts: factsOf(children),
    allows: allowsOf(children),
  };
}

export function lowerContract(statement: StatementView, replaces: boolean): ContractDecl {
  const { children } = statement;
  const entries = children.filter((it): it is EntryView => it.kind === 'entry');
  return {
    kind: 'contract',
    replaces,
    ...toDeclared(statement, children),
    extends: namesAt(statement, 'extends'),
    entries: entries.map((it) => ({
      site: it.site,
      name: it.name === undefined ? emptyName(it) : toName(it.name),
      optional: it.optional,
      prototype: it.prototype,
    })),
    together: nameListsOf(children, 'together'),
  };
}

/** `table NAME struct S`, and the `id_table struct S` of a bus, whose name is `id_table`. */
export function lowerTable(statement: StatementView, replaces: boolean): TableDecl {
  const { children } = statement;
  const name = statement.name('name') ?? { ...statement.keywordPiece, text: 'id_table' };
  return {
    kind: 'table',
    replaces,
    ...toDeclared(statement, children),
    name: { site: name.site, text: name.text },
    struct: nameOr(statement, 'struct'),
    fields: fieldsOf(children),
    end: statementsOf(children, 'end').flatMap((it) => namesAt(it, 'names')),
    skips: statementsOf(children, 'skip').map((it) => ({ site: it.site, ...toGuard(it.tail) })),
  };
}

export function lowerClass(statement: StatementView, replaces: boolean): ClassDecl {
  const { children } = statement;
  return {
    kind: 'class',
    replaces,
    ...toDeclared(statement, children),
    fields: fieldsOf(children),
    requires: nameListsOf(children, 'requires'),
  };
}

export function lowerBus(statement: StatementView, replaces: boolean): BusDecl {
  const { children } = statement;
  return {
    kind: 'bus',
    replaces,
    ...toDeclared(statement, children),
    devices: statementsOf(children, 'device').map(toDeviceStruct),
    drivers: statementsOf(children, 'driver').map(toDriverStruct),
    tables: statementsOf(children, 'id_table').map((it) => lowerTable(it, replaces)),
    values: statementsOf(children, 'values').map((it) => toDeclared(it, it.children)),
    newIds: statementsOf(children, 'new_id').map(toNewId),
    matches: statementsOf(children, 'match').map(toMatch),
    probe: statementsOf(children, 'probe').flatMap(toChecks),
  };
}

function toDeviceStruct(statement: StatementView): DeviceStructDecl {
  const { children } = statement;
  return {
    ...toDeclared(statement, children, 'struct'),
    fields: fieldsOf(children),
    offers: offersOf(children),
  };
}

function toDriverStruct(statement: StatementView): DriverStructDecl {
  const { children } = statement;
  return {
    ...toDeclared(statement, children, 'struct'),
    ...opt('serves', nameAt(statement, 'for')),
    fields: fieldsOf(children),
    requires: nameListsOf(children, 'requires'),
    allowed: nameListsOf(children, 'allows'),
  };
}

function toNewId(statement: StatementView): NewIdDecl {
  return {
    site: statement.site,
    ...toVersions(statement.tail),
    names: namesAt(statement, 'names'),
    facts: factsOf(statement.children),
  };
}

function toChecks(statement: StatementView): readonly FailsStep[] {
  return statementsOf(statement.children, 'fails').map(toFails);
}

function toMatch(statement: StatementView): MatchDecl {
  const steps = statement.children.flatMap((it) =>
    it.kind === 'flag' ? [tableStep(it)] : it.kind === 'statement' ? toMatchStep(it) : [],
  );
  return { site: statement.site, ...toVersions(statement.tail), steps };
}

/** `id_table;` is a flag for the reader: which tables there are is not its business. */
function tableStep(flag: FlagView): MatchStepDecl {
  const table = toName(flag.name);
  return { site: flag.site, step: 'table', filters: false, prefix: false, table, ...toGuard(flag.tail) };
}

const STEPS = [
  'driver_override',
  'new_id',
  'of_compatible',
  'phy_id',
  'driver_name',
  'creator',
  'any',
  'never',
  'fails',
] as const;

function toMatchStep(statement: StatementView): readonly MatchStepDecl[] {
  const step = STEPS.find((it) => it === statement.keyword);
  if (step === undefined) return [];
  return [
    {
      site: statement.site,
      step,
      filters: statement.has('filters'),
      prefix: statement.has('prefix'),
      ...opt('path', nameAt(statement, 'path')),
      ...opt('errno', nameAt(statement, 'errno')),
      ...toGuard(statement.tail),
    },
  ];
}
