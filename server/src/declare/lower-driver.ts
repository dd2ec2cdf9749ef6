// Lowers drivers and modules: tables with their rows, uses, callbacks, flavours.
import type { NodeView, RowView, StatementView, TableView } from '../syntax/ast.ts';
import type { DriverDecl, ModuleDecl, TableRows, UsesDecl } from './declarations.ts';
import {
  allowsOf,
  factsOf,
  nameAt,
  nameOr,
  namesAt,
  opt,
  refAt,
  statementsOf,
  toGuard,
  toLiteral,
  toName,
} from './lower-parts.ts';
import { callbackAt, flavoursOf, undoAt } from './lower-steps.ts';
import { toDeclared } from './lower-types.ts';

export function lowerDriver(statement: StatementView, replaces: boolean): DriverDecl {
  const { children } = statement;
  return {
    kind: 'driver',
    replaces,
    ...toDeclared(statement, children),
    bus: nameOr(statement, 'bus'),
    tables: children.filter((it): it is TableView => it.kind === 'table').map(toTable),
    uses: statementsOf(children, 'uses').map(toUses),
    ...opt('probe', callbackAt(children, 'probe')),
    ...opt('remove', undoAt(children, 'remove')),
    ...opt('removeSite', statementsOf(children, 'remove')[0]?.site),
    ...opt('sriovConfigure', callbackAt(children, 'sriov_configure')),
    flavours: flavoursOf(children),
  };
}

export function lowerModule(statement: StatementView, extended: boolean): ModuleDecl {
  const { children } = statement;
  return {
    kind: 'module',
    extends: extended,
    ...toDeclared(statement, children),
    init: callbackAt(children, 'init') ?? [],
    ...opt('exit', undoAt(children, 'exit')),
    ...opt('exitSite', statementsOf(children, 'exit')[0]?.site),
    flavours: flavoursOf(children),
  };
}

function toTable(view: TableView): TableRows {
  return {
    site: view.site,
    name: toName(view.name),
    ...opt('unterminated', view.unterminated?.site),
    values: view.values.map(toLiteral),
    rows: view.rows.flatMap(toRow),
    allows: allowsOf(view.rows),
  };
}

/** A row of which nothing could be read (reported) is none: it would take every device. */
function toRow(view: NodeView | RowView): TableRows['rows'] {
  const facts = view.kind === 'row' ? factsOf(view.children) : [];
  return facts.length > 0 ? [{ site: view.site, facts }] : [];
}

function toUses(statement: StatementView): UsesDecl {
  const driver = refAt(statement, 'driver');
  const path = nameAt(statement, 'of');
  return {
    site: statement.site,
    names: namesAt(statement, 'names'),
    ...opt('of', driver || path ? { ...opt('driver', driver), ...opt('path', path) } : undefined),
    ...opt('while', nameAt(statement, 'while')),
    ...opt('protectedBy', nameAt(statement, 'protected')),
    ifPresent: statement.has('present'),
    ...toGuard(statement.tail),
  };
}
