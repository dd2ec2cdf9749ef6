// Runs the checks of a root and keeps what they said, so that after an edit only those are asked again whose subject, or whose
// subject's run, changed. Nothing here suppresses or accounts: findings.ts does that to the whole.
import type { Delta, RootModel } from '../db/model.ts';
import type { Id } from '../driver-core/topology.ts';
import { busId } from '../link/ids.ts';
import { type ItemKey, type Place, WHOLE_ITEM } from '../link/place.ts';
import type { AnyCheck, Check, SubjectCheck, SubjectKind } from './check.ts';
import type { Finding } from './finding.ts';
import { keepScenarios, type ScenarioHere, scenarios } from './scenario-steps.ts';
import type { Strictness } from './strictness.ts';
import { type Asked, askDevice, askDriver, askType, subjectsOf } from './subjects.ts';
import { checkFailed, toFinding } from './to-finding.ts';

/** What a check found about its subject. */
interface Found {
  readonly check: SubjectCheck;
  readonly finding: Finding;
}

/** Of one root under one setting. */
export interface CheckStore {
  readonly checks: ReadonlyMap<SubjectKind, readonly SubjectCheck[]>;
  readonly strictness: Strictness;
  /** Kind and subject → what was found; subjects without a finding are not in it. */
  readonly found: Map<string, readonly Found[]>;
  /** Times a check was run on a subject. */
  runs: number;
  /** Of the model that was seen last. */
  scenarios: readonly ScenarioHere[];
}

export function startChecks(checks: readonly AnyCheck[], strictness: Strictness): CheckStore {
  const ofSubjects = checks.filter((it) => it.on !== 'step');
  const byKind = new Map(KINDS.map((kind) => [kind, ofSubjects.filter((it) => it.on === kind)]));
  return { checks: byKind, strictness, found: new Map(), runs: 0, scenarios: [] };
}

export function* checkFindings(store: CheckStore): Iterable<Finding> {
  for (const list of store.found.values()) for (const it of list) yield it.finding;
}

/** Brings the store up to a model; `delta`: what changed since the model that it has seen. */
export function runChecks(store: CheckStore, model: RootModel, delta: Delta): void {
  if (delta.kind === 'none') return;
  if (delta.kind === 'all') {
    store.found.clear();
    store.scenarios = scenarios(model);
    for (const kind of KINDS)
      for (const asked of subjectsOf(kind, model, whose(store, kind)))
        ask(store, kind, asked, model, () => true);
    return;
  }
  const editsScenario = reachesScenario(store, model, delta.items);
  if (editsScenario) store.scenarios = scenarios(model);
  else keepScenarios(model, store.scenarios);
  for (const id of delta.devices) askAgain(store, 'device', id, askDevice(id, model), model);
  for (const id of delta.drivers) {
    const asked = askDriver(id, model);
    if (asked) ask(store, 'driver', asked, model, readsRun);
  }
  if (delta.devices.size > 0) askReaders(store, delta.devices, model);
  else if (editsScenario) askRoot(store, model, readsScenarios);
}

/** Most checks are about the user's own text. */
function whose(store: CheckStore, kind: SubjectKind): 'own' | 'all' {
  return store.checks.get(kind)?.some((it) => it.library) ? 'all' : 'own';
}

const KINDS: readonly SubjectKind[] = [
  'root',
  'device',
  'driver',
  'bus',
  'class',
  'contract',
  'table',
  'module',
];

function askAgain(
  store: CheckStore,
  kind: SubjectKind,
  id: Id,
  asked: Asked<SubjectKind> | undefined,
  model: RootModel,
): void {
  store.found.delete(keyOf(kind, id));
  if (asked) ask(store, kind, asked, model, () => true);
}

function reachesScenario(store: CheckStore, model: RootModel, items: ReadonlySet<ItemKey>): boolean {
  return (
    [...items].some((key) => mayHoldScenario(model, key)) ||
    store.scenarios.some(({ item }) => items.has(item))
  );
}

/** Also an item that is gone, or has lost its meaning. */
function mayHoldScenario(model: RootModel, key: ItemKey): boolean {
  const decls = model.item(key)?.decls ?? [];
  return decls.length === 0 || decls.some((it) => it.kind === 'scenario');
}

const readsRun = (check: SubjectCheck): boolean => check.reads !== 'declarations';
const readsScenarios = (check: SubjectCheck): boolean => check.reads === 'scenarios';

/** Checks of buses and of the root that read the run. Modules, classes and contracts do not depend on single devices. */
function askReaders(store: CheckStore, devices: ReadonlySet<Id>, model: RootModel): void {
  const buses = new Set([...devices].map((id) => model.run.devices.get(id)?.bus));
  for (const bus of buses) {
    const asked = bus === undefined ? undefined : askType('bus', busId(bus), model);
    if (asked) ask(store, 'bus', asked, model, readsRun);
  }
  askRoot(store, model, readsRun);
}

function askRoot(store: CheckStore, model: RootModel, accepts: (check: SubjectCheck) => boolean): void {
  for (const asked of subjectsOf('root', model)) ask(store, 'root', asked, model, accepts);
}

function ask(
  store: CheckStore,
  kind: SubjectKind,
  asked: Asked<SubjectKind>,
  model: RootModel,
  accepts: (check: SubjectCheck) => boolean,
): void {
  const key = keyOf(kind, asked.id);
  const found = (store.found.get(key) ?? []).filter((it) => !accepts(it.check));
  for (const check of store.checks.get(kind) ?? []) {
    if (!accepts(check) || (asked.library && !check.library)) continue;
    store.runs++;
    for (const finding of askOne(store, check, asked, model)) found.push({ check, finding });
  }
  if (found.length > 0) store.found.set(key, found);
  else store.found.delete(key);
}

/** Of one check about one subject. */
function askOne(
  { strictness }: CheckStore,
  check: SubjectCheck,
  { subject, id }: Asked<SubjectKind>,
  model: RootModel,
): readonly Finding[] {
  const found: Finding[] = [];
  try {
    // The kind of the check and that of the subject are the same: they are filed by `on`.
    for (const report of (check as Check).run(subject, model)) {
      const finding = toFinding(check, report, id, strictness);
      if (finding) found.push(finding);
    }
  } catch (error) {
    const { what, place } = failedAt(id, model);
    if (place) found.push(checkFailed(check, error, what, place, id));
  }
  return found;
}

/** The subject if that is the user's own, else the first statement of the root. */
function failedAt(id: Id | undefined, model: RootModel): { readonly what: string; readonly place?: Place } {
  const what = id === undefined ? 'this file' : `\`${model.spelling(id)}\``;
  const declared = id === undefined ? undefined : model.declaration(id);
  if (declared?.library === false)
    return { what, place: { item: declared.item, site: declared.decl.name.site } };
  const [first] = model.items(model.root);
  return first ? { what, place: { item: first.key, site: WHOLE_ITEM } } : { what };
}

function keyOf(kind: SubjectKind, id: Id | undefined): string {
  return `${kind} ${id ?? ''}`;
}
