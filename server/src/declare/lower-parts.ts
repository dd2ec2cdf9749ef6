// The small parts that every body is lowered with: names, references, values, guards, facts, fields, lists, `allow`.
// Everything here is total: what was not written is left out, or is an empty name where a declaration cannot do without.
import type {
  FactView,
  FlagView,
  NameView,
  NodeView,
  Piece,
  RefView,
  StatementView,
  TailView,
  TestView,
  ValueView,
} from '../syntax/ast.ts';
import type { FieldType } from '../syntax/grammar.ts';
import { FIELD_TYPES } from '../syntax/grammar.ts';
import type { Allow, Fact, Field, Guard, Literal, Name, NameList, Offer, Ref, Test } from './declarations.ts';
import { parseVersion } from './version.ts';

/** `{ key: value }`, or nothing if there is no value. */
export function opt<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V });
}

export function toName(view: NameView): Name {
  return { site: view.site, text: view.text };
}

export function nameAt(statement: StatementView, label: string): Name | undefined {
  const view = statement.name(label);
  return view && toName(view);
}

/** A name that the declaration cannot do without: empty if it was not written; linking passes over empty names in silence. */
export function nameOr(statement: StatementView, label: string): Name {
  return nameAt(statement, label) ?? emptyName(statement);
}

export function emptyName(piece: Piece): Name {
  return { site: piece.site, text: '' };
}

export function namesAt(statement: StatementView, label: string): readonly Name[] {
  return statement.names(label).map(toName);
}

export function toRef(view: RefView): Ref {
  return { site: view.site, parts: view.parts.map(toName) };
}

export function refAt(statement: StatementView, label: string): Ref | undefined {
  const view = statement.ref(label);
  return view && toRef(view);
}

export function toLiteral(view: ValueView): Literal {
  return { site: view.site, kind: view.quoted ? 'text' : view.kind, text: view.text };
}

export function textOf(view: NameView | undefined): string {
  return view?.text ?? '';
}

const NO_GUARD: Guard = {};

export function toGuard(tail: TailView): Guard {
  if (tail.since === undefined && tail.until === undefined && tail.when.length === 0) return NO_GUARD;
  return { ...toVersions(tail), ...opt('when', tail.when.length === 0 ? undefined : tail.when.map(toTest)) };
}

export function toVersions(tail: TailView): { readonly since?: number; readonly until?: number } {
  return {
    ...opt('since', tail.since && parseVersion(tail.since.text)),
    ...opt('until', tail.until && parseVersion(tail.until.text)),
  };
}

function toTest(view: TestView): Test {
  return {
    site: view.site,
    no: view.no,
    left: toLiteral(view.left),
    ...opt('op', view.op),
    ...opt('right', view.right && toLiteral(view.right)),
  };
}

export function toFact(view: FactView | FlagView): Fact {
  const flag = view.kind === 'flag';
  return {
    site: view.site,
    name: toName(view.name),
    values: flag ? [] : view.values.map(toLiteral),
    flag,
    ...toGuard(view.tail),
  };
}

export function factsOf(children: readonly NodeView[]): readonly Fact[] {
  if (children.length === 0) return [];
  const facts: Fact[] = [];
  for (const child of children) if (child.kind === 'fact' || child.kind === 'flag') facts.push(toFact(child));
  return facts;
}

/** The statements of one keyword, in order. */
export function statementsOf(children: readonly NodeView[], keyword: string): readonly StatementView[] {
  return children.filter((it): it is StatementView => it.kind === 'statement' && it.keyword === keyword);
}

const NO_ALLOWS: readonly Allow[] = [];

export function allowsOf(children: readonly NodeView[]): readonly Allow[] {
  let allows: Allow[] | undefined;
  for (const child of children) {
    if (child.kind !== 'statement' || child.keyword !== 'allow') continue;
    allows ??= [];
    allows.push(toAllow(child));
  }
  return allows ?? NO_ALLOWS;
}

export function toAllow(statement: StatementView): Allow {
  return { site: statement.site, code: nameOr(statement, 'code'), reason: textOf(statement.name('reason')) };
}

export function toNameList(statement: StatementView): NameList {
  return { site: statement.site, names: namesAt(statement, 'names'), ...toGuard(statement.tail) };
}

export function nameListsOf(children: readonly NodeView[], keyword: string): readonly NameList[] {
  return statementsOf(children, keyword).map(toNameList);
}

export function offersOf(children: readonly NodeView[]): readonly Offer[] {
  return statementsOf(children, 'offers').map((it) => ({
    site: it.site,
    contract: nameOr(it, 'name'),
    ...toGuard(it.tail),
  }));
}

/** All fields of a body: `u16 vendor, device any 0xffff;` is two. */
export function fieldsOf(children: readonly NodeView[]): readonly Field[] {
  return children.flatMap((it) => {
    const type = it.kind === 'statement' ? FIELD_TYPES.find((type) => type === it.keyword) : undefined;
    return it.kind === 'statement' && type !== undefined ? toFields(it, type) : [];
  });
}

function toFields(statement: StatementView, type: FieldType): readonly Field[] {
  const options = fieldOptions(statement);
  return statement.decls('fields').map((view) => ({
    site: view.site,
    type,
    name: toName(view),
    pointer: view.pointer,
    ...opt('length', view.length),
    ...options,
  }));
}

type FieldOptions = Omit<Field, 'site' | 'type' | 'name' | 'pointer' | 'length'>;

function fieldOptions(statement: StatementView): FieldOptions {
  const is = statement.name('is');
  const any = statement.value('any');
  const score = statement.name('score');
  return {
    ...opt(
      'is',
      is && { site: is.site, kind: is.quoted ? ('text' as const) : ('word' as const), text: is.text },
    ),
    in: statement.has('in'),
    nocase: statement.has('nocase'),
    ...opt('mask', nameAt(statement, 'mask')),
    ...opt(
      'bound',
      statement.has('min') ? ('min' as const) : statement.has('max') ? ('max' as const) : undefined,
    ),
    ...opt('any', statement.has('any') ? opt('value', any && toLiteral(any)) : undefined),
    ...opt('values', nameAt(statement, 'values')),
    ...opt('by', nameAt(statement, 'by')),
    ...opt('score', score && Number(score.text)),
    ifPresent: statement.has('present'),
    settable: statement.has('before') ? 'before bind' : statement.has('after') ? 'after bind' : 'creation',
    ...toGuard(statement.tail),
  };
}
