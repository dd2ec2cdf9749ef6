// Lowers devices, virtual functions and what the user asks drivers to create: one body, three heads.
import type { StatementView } from '../syntax/ast.ts';
import type { DeviceDecl } from './declarations.ts';
import { allowsOf, factsOf, nameAt, nameOr, opt, refAt } from './lower-parts.ts';
import { suppliersOf } from './lower-steps.ts';

export function lowerDevice(statement: StatementView, how: DeviceDecl['how']): DeviceDecl {
  const { children } = statement;
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
    children: children.flatMap((it) => (it.kind === 'statement' ? lowerInner(it) : [])),
  };
}

function head(statement: StatementView): Pick<DeviceDecl, 'bus' | 'class' | 'under'> {
  return {
    ...opt('bus', nameAt(statement, 'bus')),
    ...opt('class', nameAt(statement, 'class')),
    ...opt('under', refAt(statement, 'parent')),
  };
}

function lowerInner(statement: StatementView): readonly DeviceDecl[] {
  const { keyword } = statement;
  return keyword === 'device' || keyword === 'vf' || keyword === 'create'
    ? [lowerDevice(statement, keyword)]
    : [];
}
