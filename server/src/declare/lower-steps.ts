// Lowers what callbacks do: the steps of probe, flavours and init, and what remove and exit undo.
import type { NodeView, StatementView } from '../syntax/ast.ts';
import type {
  AcquiresStep,
  FailsStep,
  FlavourDecl,
  MakesStep,
  NeedsStep,
  StepDecl,
  SupplierDecl,
  UndoStep,
} from './declarations.ts';
import {
  allowsOf,
  factsOf,
  fieldsOf,
  nameAt,
  nameListsOf,
  nameOr,
  namesAt,
  offersOf,
  opt,
  refAt,
  statementsOf,
  toGuard,
} from './lower-parts.ts';

/** The steps of all callbacks of that name, or nothing if none is written. */
export function callbackAt(
  children: readonly NodeView[],
  keyword: 'probe' | 'sriov_configure' | 'init',
): readonly StepDecl[] | undefined {
  const written = statementsOf(children, keyword);
  return written.length === 0 ? undefined : written.flatMap((it) => stepsOf(it.children));
}

/** What `remove` or `exit` undoes; nothing if it is not written: then all is undone. */
export function undoAt(
  children: readonly NodeView[],
  keyword: 'remove' | 'exit',
): readonly UndoStep[] | undefined {
  const written = statementsOf(children, keyword);
  return written.length === 0 ? undefined : written.flatMap((it) => undosOf(it.children));
}

export function flavoursOf(children: readonly NodeView[]): readonly FlavourDecl[] {
  return statementsOf(children, 'flavour').map((it) => ({
    site: it.site,
    name: nameOr(it, 'name'),
    ofParent: it.has('parent'),
    fields: fieldsOf(it.children),
    steps: stepsOf(it.children),
    allows: allowsOf(it.children),
  }));
}

export function toFails(statement: StatementView): FailsStep {
  const times = statement.name('count');
  return {
    kind: 'fails',
    site: statement.site,
    errno: nameOr(statement, 'errno'),
    ...opt('times', times && Number(times.text)),
    ...toGuard(statement.tail),
  };
}

export function suppliersOf(children: readonly NodeView[]): readonly SupplierDecl[] {
  return statementsOf(children, 'supplier').flatMap((it) => {
    const supplier = refAt(it, 'ref');
    return supplier === undefined
      ? []
      : [{ site: it.site, supplier, ...opt('label', nameAt(it, 'label')), facts: factsOf(it.children) }];
  });
}

function stepsOf(children: readonly NodeView[]): readonly StepDecl[] {
  return children.flatMap((it) => (it.kind === 'statement' ? toStep(it) : []));
}

function toStep(statement: StatementView): readonly StepDecl[] {
  switch (statement.keyword) {
    case 'needs':
      return [toNeeds(statement)];
    case 'fails':
      return [toFails(statement)];
    case 'acquires':
      return [toAcquires(statement)];
    case 'creates':
    case 'registers':
      return [toMakes(statement, statement.keyword)];
    default:
      return [];
  }
}

function toNeeds(statement: StatementView): NeedsStep {
  return {
    kind: 'needs',
    site: statement.site,
    ...opt('driver', refAt(statement, 'driver')),
    names: namesAt(statement, 'names'),
    ifPresent: statement.has('present'),
    ...opt('else', nameAt(statement, 'else')),
    ...toGuard(statement.tail),
  };
}

function toAcquires(statement: StatementView): AcquiresStep {
  return {
    kind: 'acquires',
    site: statement.site,
    resource: nameOr(statement, 'resource'),
    name: nameOr(statement, 'name'),
    ...opt('getter', nameAt(statement, 'getter')),
    devm: statement.has('devm'),
    ...opt('devmOf', nameAt(statement, 'of')),
    ...toGuard(statement.tail),
  };
}

function toMakes(statement: StatementView, kind: 'creates' | 'registers'): MakesStep {
  const { children } = statement;
  return {
    kind,
    site: statement.site,
    of: nameOr(statement, kind === 'creates' ? 'bus' : 'class'),
    ...opt('name', nameAt(statement, 'name')),
    ...opt('per', nameAt(statement, 'per')),
    ...opt('label', nameAt(statement, 'label')),
    facts: factsOf(children),
    offers: offersOf(children),
    provides: nameListsOf(children, 'provides'),
    suppliers: suppliersOf(children),
    allows: allowsOf(children),
    ...toGuard(statement.tail),
  };
}

function undosOf(children: readonly NodeView[]): readonly UndoStep[] {
  return children.flatMap((it) => {
    if (it.kind !== 'statement') return [];
    const { keyword } = it;
    if (keyword !== 'deletes' && keyword !== 'unregisters' && keyword !== 'releases') return [];
    return [{ verb: keyword, site: it.site, names: namesAt(it, 'names'), ...toGuard(it.tail) }];
  });
}
