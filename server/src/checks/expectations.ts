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
  /** The devices that an item's expectations speak of; items without such are not in it. */
  readonly subjects: Map<ItemKey, readonly Id[]>;
  /** The items that speak of a device. */
  readonly speakers: Map<Id, Set<ItemKey>>;
  /** What is not as expected, and what scenarios name wrongly: few, looked at after every change. */
  readonly findings: Map<ItemKey, readonly Finding[]>;
  /** `expect problem` and `expect no problem`. */
  readonly problems: Map<ItemKey, readonly ProblemExpect[]>;
}

export type ProblemExpect = Extract<ExpectDecl, { readonly expects: 'problem' | 'no problem' }>;

export function startExpectations(): ExpectStore {
  return { subjects: new Map(), speakers: new Map(), findings: new Map(), problems: new Map() };
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
    for (const map of Object.values(store)) map.clear();
    for (const file of model.files)
      for (const item of model.items(file)) judgeItem(store, model, item.key, hasFinding);
    return;
  }
  const again = new Set(delta.items);
  for (const id of delta.devices) for (const key of store.speakers.get(id) ?? []) again.add(key);
  for (const key of again) judgeItem(store, model, key, hasFinding);
}

function judgeItem(store: ExpectStore, model: RootModel, key: ItemKey, hasFinding: HasFinding): void {
  const decls = model.item(key)?.decls ?? [];
  const expects = decls.filter((it): it is ExpectDecl => it.kind === 'expect');
  forget(store, key);
  const inScenarios = decls.flatMap((it) => (it.kind === 'scenario' ? scenarioNames(model, it, key) : []));
  if (expects.length === 0 && inScenarios.length === 0) return;
  const problems = expects.filter(
    (it): it is ProblemExpect => it.expects === 'problem' || it.expects === 'no problem',
  );
  if (problems.length > 0) store.problems.set(key, problems);
  const subjects: Id[] = [];
  const failures = expects.flatMap((it) => {
    const place: Place = { item: key, site: it.site };
    const judged = judgeOne(model, it, place, hasFinding);
    if (judged.subject !== undefined) subjects.push(judged.subject);
    return judged.failure ? [toFinding(judged.failure, place, judged.subject)] : [];
  });
  const findings = [...failures, ...inScenarios];
  if (findings.length > 0) store.findings.set(key, findings);
  if (subjects.length > 0) store.subjects.set(key, subjects);
  for (const id of subjects) speakersOf(store, id).add(key);
}

function forget(store: ExpectStore, key: ItemKey): void {
  for (const id of store.subjects.get(key) ?? []) speakersOf(store, id).delete(key);
  store.subjects.delete(key);
  store.findings.delete(key);
  store.problems.delete(key);
}

function speakersOf({ speakers }: ExpectStore, id: Id): Set<ItemKey> {
  const known = speakers.get(id);
  if (known) return known;
  const keys = new Set<ItemKey>();
  speakers.set(id, keys);
  return keys;
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
