// Lowers one item's statements to declarations. Total: half-typed text lowers to what is there, the rest is left out; what is
// wrong with it is the reader's to report. The result has sites, never offsets, so blanks and comments do not change it.
import type { NodeView, StatementView } from '../syntax/ast.ts';
import type { Decl, ExtendDecl } from './declarations.ts';
import { lowerDevice } from './lower-device.ts';
import { lowerDriver, lowerModule } from './lower-driver.ts';
import { lowerExpect, lowerScenario } from './lower-expect.ts';
import { nameAt, nameOr, refAt, textOf, toAllow } from './lower-parts.ts';
import { lowerIommu, lowerKernel, lowerModprobe, lowerOrder } from './lower-settings.ts';
import { lowerBus, lowerClass, lowerContract, lowerTable } from './lower-types.ts';

/** `nodes`: the statements of one item, usually one. */
export function lower(nodes: readonly NodeView[]): readonly Decl[] {
  return nodes.flatMap((it) => (it.kind === 'statement' ? lowerStatement(it) : []));
}

function lowerStatement(statement: StatementView): readonly Decl[] {
  switch (statement.keyword) {
    case 'edition':
      return [{ kind: 'edition', site: statement.site, edition: Number(textOf(statement.name('edition'))) }];
    case 'import':
      return [{ kind: 'import', site: statement.site, path: nameOr(statement, 'file') }];
    case 'kernel':
      return lowerKernel(statement);
    case 'modprobe':
      return [lowerModprobe(statement)];
    case 'module':
      return [lowerModule(statement, false)];
    case 'device':
      return [lowerDevice(statement, 'device')];
    case 'iommu':
      return [lowerIommu(statement)];
    case 'extend':
      return statement.inner === undefined ? [] : lowerExtend(statement, statement.inner);
    case 'replace':
      return statement.inner === undefined ? [] : lowerNamed(statement.inner, true);
    case 'order':
      return [lowerOrder(statement)];
    case 'scenario':
      return [lowerScenario(statement)];
    case 'expect':
      return lowerExpect(statement);
    case 'allow':
      return [{ kind: 'allow', ...toAllow(statement) }];
    default:
      return lowerNamed(statement, false);
  }
}

/** What may also stand after `replace`. */
function lowerNamed(statement: StatementView, replaces: boolean): readonly Decl[] {
  switch (statement.keyword) {
    case 'contract':
      return [lowerContract(statement, replaces)];
    case 'table':
      return [lowerTable(statement, replaces)];
    case 'bus':
      return [lowerBus(statement, replaces)];
    case 'class':
      return [lowerClass(statement, replaces)];
    case 'driver':
      return [lowerDriver(statement, replaces)];
    default:
      return [];
  }
}

/** The target of `extend module m` is a name; as a reference it has one part. */
function lowerExtend(statement: StatementView, inner: StatementView): readonly ExtendDecl[] {
  const name = nameAt(inner, 'name');
  const target = refAt(inner, 'ref') ?? (name && { site: name.site, parts: [name] });
  if (target === undefined) return [];
  const adds =
    inner.keyword === 'device'
      ? lowerDevice(inner, 'device')
      : inner.keyword === 'driver'
        ? lowerDriver(inner, false)
        : lowerModule(inner, true);
  return [{ kind: 'extend', site: statement.site, target, adds }];
}
