// Lowers expectations and scenarios. An expectation without its subject says nothing (the reader has reported it).
import type { NodeView, StatementView } from '../syntax/ast.ts';
import type { ExpectDecl, Name, Ref, ScenarioDecl, ScenarioStep } from './declarations.ts';
import { lowerDevice } from './lower-device.ts';
import { allowsOf, emptyName, factsOf, nameAt, nameOr, opt, refAt, toLiteral, toRef } from './lower-parts.ts';

export function lowerExpect(statement: StatementView): readonly ExpectDecl[] {
  const base = { kind: 'expect', site: statement.site } as const;
  const subject = refAt(statement, 'subject');
  if (subject !== undefined) return subjectExpect(statement, subject);
  if (statement.has('problem')) {
    const expects = statement.has('no') ? 'no problem' : 'problem';
    return [
      { ...base, expects, ...opt('code', nameAt(statement, 'code')), ...opt('at', refAt(statement, 'at')) },
    ];
  }
  if (statement.has('order')) {
    return [
      {
        ...base,
        expects: 'order',
        event: nameOr(statement, 'event'),
        refs: statement.refs('refs').map(toRef),
      },
    ];
  }
  if (statement.has('error')) return [{ ...base, expects: 'error', errno: nameOr(statement, 'errno') }];
  if (!statement.has('module')) return [];
  return [{ ...base, expects: 'module', module: nameOr(statement, 'module'), loaded: !statement.has('not') }];
}

const STATES = ['unbound', 'deferred', 'absent', 'waits'] as const;

function subjectExpect(statement: StatementView, subject: Ref): readonly ExpectDecl[] {
  const base = { kind: 'expect', site: statement.site, subject } as const;
  if (statement.has('bound'))
    return [{ ...base, expects: 'bound', ...opt('driver', refAt(statement, 'driver')) }];
  const state = STATES.find((it) => statement.has(it));
  if (state !== undefined)
    return [{ ...base, expects: state, ...opt('because', nameAt(statement, 'because')) }];
  const fact = nameAt(statement, 'fact');
  const value = statement.value('value');
  return fact && value ? [{ ...base, expects: 'fact', fact, value: toLiteral(value) }] : [];
}

export function lowerScenario(statement: StatementView): ScenarioDecl {
  return {
    kind: 'scenario',
    site: statement.site,
    title: nameAt(statement, 'title') ?? emptyName(statement),
    steps: statement.children.flatMap(toStep),
    allows: allowsOf(statement.children),
  };
}

function toStep(view: NodeView): readonly ScenarioStep[] {
  if (view.kind !== 'statement' || view.keyword === 'allow') return [];
  const refs = [refAt(view, 'ref'), refAt(view, 'driver')];
  const names = ['name', 'flavour', 'attribute', 'time'].map((it) => nameAt(view, it));
  const value = view.value('value');
  const expect = view.keyword === 'expect' ? lowerExpect(view)[0] : undefined;
  return [
    {
      site: view.site,
      verb: view.keyword === 'set' && view.has('bus') ? 'set bus' : view.keyword,
      refs: refs.filter((it): it is Ref => it !== undefined),
      names: names.filter((it): it is Name => it !== undefined),
      ...opt('value', value && toLiteral(value)),
      facts: view.keyword === 'create' ? [] : factsOf(view.children),
      ...opt('device', view.keyword === 'create' ? lowerDevice(view, 'create') : undefined),
      ...opt('expect', expect),
    },
  ];
}
