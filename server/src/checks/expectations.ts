// The top-level `expect`s of a root about devices and modules, and the names in its scenarios. Kept per item, judged again when the item or the devices that it
// speaks of changed. `expect problem` and `expect no problem` look at all findings: problem-expectations.ts.

import type { Delta, RootModel } from '../db/model.ts';
import type { ExpectDecl } from '../declare/declarations.ts';
import type { Id } from '../driver-core/topology.ts';
import { foldModule } from '../link/ids.ts';
import type { ItemKey, Place } from '../link/place.ts';
import { type Failure, judgeDevice } from './expect-device.ts';
import type { Finding } from './finding.ts';
import { scenarioNames } from './scenario-names.ts';

export interface ExpectStore {
  /** Items with expectations, and the devices that each speaks of. */
  readonly items: Map<ItemKey, { readonly findings: readonly Finding[]; readonly subjects: readonly Id[] }>;
  /** `expect problem` and `expect no problem`. */
  readonly problems: Map<ItemKey, readonly ProblemExpect[]>;
}

export type ProblemExpect = Extract<ExpectDecl, { readonly expects: 'problem' | 'no problem' }>;

export function startExpectations(): ExpectStore {
  return { items: new Map(), problems: new Map() };
}

export type HasFinding = (code: string, id: Id) => boolean;

export function judgeExpectations(
  store: ExpectStore,
  model: RootModel,
  delta: Delta,
  hasFinding: HasFinding,
): void {
  if (delta.kind === 'none') return;
  if (delta.kind === 'all') {
    store.items.clear();
    store.problems.clear();
    for (const file of model.files)
      for (const item of model.items(file)) judgeItem(store, model, item.key, hasFinding);
    return;
  }
  const again = new Set(delta.items);
  for (const [key, { subjects }] of store.items)
    if (subjects.some((id) => delta.devices.has(id))) again.add(key);
  for (const key of again) judgeItem(store, model, key, hasFinding);
}

function judgeItem(store: ExpectStore, model: RootModel, key: ItemKey, hasFinding: HasFinding): void {
  const decls = model.item(key)?.decls ?? [];
  const expects = decls.filter((it): it is ExpectDecl => it.kind === 'expect');
  store.items.delete(key);
  store.problems.delete(key);
  const inScenarios = decls.flatMap((it) => (it.kind === 'scenario' ? scenarioNames(model, it, key) : []));
  if (expects.length === 0 && inScenarios.length === 0) return;
  const problems = expects.filter(
    (it): it is ProblemExpect => it.expects === 'problem' || it.expects === 'no problem',
  );
  if (problems.length > 0) store.problems.set(key, problems);
  const subjects: Id[] = [];
  const findings = expects.flatMap((it) => {
    const place: Place = { item: key, site: it.site };
    const judged = judgeOne(model, it, place, hasFinding);
    if (judged.subject !== undefined) subjects.push(judged.subject);
    return judged.failure ? [toFinding(judged.failure, place, judged.subject)] : [];
  });
  store.items.set(key, { findings: [...findings, ...inScenarios], subjects });
}

interface Judged {
  readonly subject: Id | undefined;
  readonly failure: Failure | undefined;
}

const HOLDS: Judged = { subject: undefined, failure: undefined };

function judgeOne(model: RootModel, expect: ExpectDecl, place: Place, hasFinding: HasFinding): Judged {
  switch (expect.expects) {
    case 'problem':
    case 'no problem':
      return HOLDS;
    case 'order':
    case 'error':
      return { subject: undefined, failure: onlyInScenario(expect) };
    case 'module':
      return { subject: undefined, failure: judgeModule(model, expect) };
    default:
      return judgeDevice(model, expect, place, hasFinding);
  }
}

function onlyInScenario(expect: ExpectDecl): Failure {
  const message = `\`expect ${expect.expects}\` speaks of the step before it: it stands in a \`scenario\``;
  return { code: 'expect/scenario', site: expect.site, message, fixes: [] };
}

function judgeModule(
  model: RootModel,
  expect: Extract<ExpectDecl, { expects: 'module' }>,
): Failure | undefined {
  const name = foldModule(expect.module.text);
  const result = model.run.modules.get(name);
  if ((result?.loaded ?? false) === expect.loaded) return undefined;
  const why = result?.why === undefined ? '' : `: ${result.why}`;
  const message = `\`${name}\` is ${result?.loaded ? 'loaded' : 'not loaded'}${why}`;
  return { code: 'expect/module', site: expect.module.site, message, fixes: [] };
}

function toFinding(failure: Failure, place: Place, subject: Id | undefined): Finding {
  return {
    code: failure.code,
    severity: 'error',
    message: failure.message,
    place: { ...place, site: failure.site },
    ...(subject !== undefined && { subject }),
    related: [],
    fixes: () => failure.fixes,
  };
}
