// Lowers devices, virtual functions and what the user asks drivers to create: one body, three heads.
import type { StatementView } from '../syntax/ast.ts';
import type { DeviceDecl } from './declarations.ts';
import { allowsOf, factsOf, nameAt, nameOr, opt, refAt } from './lower-parts.ts';
import { suppliersOf } from './lower-steps.ts';

/** Deeper devices are left out: no bus nests so far, and the stack is finite. */
const MAX_DEPTH = 200;

export function lowerDevice(statement: StatementView, how: DeviceDecl['how'], depth = 0): DeviceDecl {
  const children = depth < MAX_DEPTH ? statement.children : [];
  return {
    kind: 'device',
    how,
    site: statement.site,
    name: nameOr(statement, 'name'),
    ...(how === 'device' ? head(statement) : {}),
    ...opt('label', how === 'create' ? undefined : nameAt(statement, 'label')),
    ...opt('flavour', how === 'create' ? nameAt(statement, 'flavour') : undefined),
    facts: factsOf(children),
    allows: allowsOf(children),
    suppliers: suppliersOf(children),
    children: children.flatMap((it) => (it.kind === 'statement' ? lowerInner(it, depth + 1) : [])),
  };
}

function head(statement: StatementView): Pick<DeviceDecl, 'bus' | 'class' | 'under'> {
  return {
    ...opt('bus', nameAt(statement, 'bus')),
    ...opt('class', nameAt(statement, 'class')),
    ...opt('under', refAt(statement, 'parent')),
  };
}

function lowerInner(statement: StatementView, depth: number): readonly DeviceDecl[] {
  const { keyword } = statement;
  const isDevice = keyword === 'device' || keyword === 'vf' || keyword === 'create';
  return isDevice ? [lowerDevice(statement, keyword, depth)] : [];
}
