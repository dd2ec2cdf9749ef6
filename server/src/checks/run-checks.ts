// Runs the checks of a root and keeps what they said, so that after an edit only those are asked again whose subject changed, or
// who read something else that did. Nothing here suppresses or accounts: findings.ts does that to the whole.
import { assertNever } from '../base/assert-never.ts';
import type { Changes } from '../db/changes.ts';
import type { Delta, RootModel } from '../db/model.ts';
import type { Id } from '../driver-core/topology.ts';
import { busId } from '../link/ids.ts';
import { type ItemKey, type Place, WHOLE_ITEM } from '../link/place.ts';
import type { AnyCheck, Check, SubjectCheck, SubjectKind } from './check.ts';
import type { Finding } from './finding.ts';
import { Reads } from './reads.ts';
import { keepScenarios, type ScenarioHere, scenarios } from './scenario-steps.ts';
import type { Strictness } from './strictness.ts';
import { type Asked, askDriver, askType, subjectOf, subjectsOf } from './subjects.ts';
import { checkFailed, toFinding } from './to-finding.ts';
import { isWatched, watched } from './watched-model.ts';

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
  /** Not set: the store sees one model only. */
  readonly reads: Reads<Asker> | undefined;
  /** Whether all checks were asked with notes, not only those of the root. */
  isNoted: boolean;
  /** What changed without that its readers were asked again, because their checks say that they answer the same. */
  readonly passed: Passed;
}

type Passed = { readonly [K in 'declared' | 'results' | 'lists']: Set<string> };

/** A check of a subject. */
interface Asker {
  readonly check: AnyCheck;
  readonly kind: SubjectKind;
  readonly id: Id | undefined;
}

/** For one model. */
export function startChecks(checks: readonly AnyCheck[], strictness: Strictness): CheckStore {
  const ofSubjects = checks.filter((it) => it.on !== 'step');
  const byKind = new Map(KINDS.map((kind) => [kind, ofSubjects.filter((it) => it.on === kind)]));
  return {
    checks: byKind,
    strictness,
    found: new Map(),
    runs: 0,
    scenarios: [],
    reads: undefined,
    isNoted: false,
    passed: { declared: new Set(), results: new Set(), lists: new Set() },
  };
}

/** For a model and those that come of it by edits. */
export function startLastingChecks(checks: readonly AnyCheck[], strictness: Strictness): CheckStore {
  return { ...startChecks(checks, strictness), reads: new Reads(sameAsker()) };
}

function sameAsker(): (asker: Asker) => Asker {
  const known = new Map<AnyCheck, Map<Id | undefined, Asker>>();
  return (asker) => {
    const ofCheck = known.get(asker.check) ?? new Map<Id | undefined, Asker>();
    known.set(asker.check, ofCheck);
    const same = ofCheck.get(asker.id) ?? asker;
    ofCheck.set(asker.id, same);
    return same;
  };
}

export function* checkFindings(store: CheckStore): Iterable<Finding> {
  for (const list of store.found.values()) for (const it of list) yield it.finding;
}

/** Brings the store up to a model; `delta`: what changed since the model that it has seen. */
export function runChecks(store: CheckStore, seen: RootModel, delta: Delta): void {
  const model = store.reads ? watched(seen, store.reads) : seen;
  switch (delta.kind) {
    case 'none':
      break;
    case 'some':
      store.reads?.outdate(delta.changes);
      askSome(store, model, delta);
      if (store.reads) pass(store.passed, delta.changes);
      break;
    case 'all':
      if (store.reads && delta.changes && store.isNoted) {
        askReaders(store, store.reads, model, delta.changes);
      } else {
        // Who opens a file does not pay for the edits that may follow.
        store.isNoted = delta.changes !== undefined;
        askAll(store, model, store.isNoted ? model : seen);
      }
      for (const it of Object.values(store.passed)) it.clear();
      break;
    default:
      assertNever(delta);
  }
}

function pass(passed: Passed, changes: Changes): void {
  for (const id of changes.declared) passed.declared.add(id);
  for (const id of changes.results) passed.results.add(id);
  for (const name of changes.lists) passed.lists.add(name);
}

/** `ofParts`: the model for all but the checks of the root. */
function askAll(store: CheckStore, model: RootModel, ofParts: RootModel): void {
  store.found.clear();
  store.reads?.clear();
  store.scenarios = scenarios(model);
  for (const kind of KINDS) {
    const of = kind === 'root' ? model : ofParts;
    for (const asked of subjectsOf(kind, of, whose(store, kind))) ask(store, kind, asked, of, ALL);
  }
}

const ALL = () => true;

/** After a run from scratch: what differs itself, and whoever read of it. */
function askReaders(store: CheckStore, reads: Reads<Asker>, model: RootModel, changes: Changes): void {
  store.scenarios = scenarios(model);
  pass(store.passed, changes);
  const readers = reads.takeReaders(store.passed, model);
  const own = new Set([...changes.declared, ...changes.results]);
  for (const id of own) askSubject(store, model, id, ALL);
  askModules(store, model);
  const again = new Map<Id | undefined, Set<AnyCheck>>();
  for (const { check, id } of readers) {
    if (id !== undefined && own.has(id)) continue;
    again.set(id, (again.get(id) ?? new Set()).add(check));
  }
  for (const [id, checks] of again) {
    if (id !== undefined) askSubject(store, model, id, (it) => checks.has(it));
  }
  const ofRoot = again.get(undefined);
  for (const asked of subjectsOf('root', model)) {
    ask(store, 'root', asked, model, (it) => readsScenarios(it) || ofRoot?.has(it) === true);
  }
}

/** Few checks are about modules, and cheap: they are asked about all. */
function askModules(store: CheckStore, model: RootModel): void {
  for (const key of store.found.keys()) if (key.startsWith('module ')) store.found.delete(key);
  for (const asked of subjectsOf('module', model)) ask(store, 'module', asked, model, ALL);
}

/** An id that is of no subject any more has no findings. */
function askSubject(
  store: CheckStore,
  model: RootModel,
  id: Id,
  accepts: (check: AnyCheck) => boolean,
): void {
  const kind = kindOf(id);
  if (kind === undefined) return;
  const asked = subjectOf(kind, id, model);
  if (asked) ask(store, kind, asked, model, accepts);
  else store.found.delete(keyOf(kind, id));
}

function kindOf(id: Id): Exclude<SubjectKind, 'root'> | undefined {
  const start = id.slice(0, id.indexOf(':'));
  return KINDS.find((it) => it !== 'root' && it === start) as Exclude<SubjectKind, 'root'> | undefined;
}

/** Where only devices that stand alone changed: what a check says that it reads decides whether it is asked. */
function askSome(store: CheckStore, model: RootModel, delta: Extract<Delta, { kind: 'some' }>): void {
  const editsScenario = reachesScenario(store, model, delta.items);
  if (editsScenario) store.scenarios = scenarios(model);
  else keepScenarios(model, store.scenarios);
  for (const id of delta.devices) askSubject(store, model, id, ALL);
  for (const id of delta.drivers) {
    const asked = askDriver(id, model);
    if (asked) ask(store, 'driver', asked, model, readsRun);
  }
  if (delta.devices.size > 0) askBuses(store, delta.devices, model);
  const hasRead = (check: SubjectCheck): boolean =>
    store.reads?.hasRead({ check, kind: 'root', id: undefined }, delta.changes) !== false;
  askRoot(store, model, (it) => (editsScenario && readsScenarios(it)) || (readsRun(it) && hasRead(it)));
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

/** Checks of buses that read the run. Modules, classes and contracts do not depend on single devices. */
function askBuses(store: CheckStore, devices: ReadonlySet<Id>, model: RootModel): void {
  const buses = new Set([...devices].map((id) => model.run.devices.get(id)?.bus));
  for (const bus of buses) {
    const asked = bus === undefined ? undefined : askType('bus', busId(bus), model);
    if (asked) ask(store, 'bus', asked, model, readsRun);
  }
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
  const { id } = asked;
  const reads = isWatched(model) ? store.reads : undefined;
  const found = store.found.get(key)?.filter((it) => !accepts(it.check)) ?? [];
  for (const check of store.checks.get(kind) ?? []) {
    if (!accepts(check) || (asked.library && !check.library)) continue;
    store.runs++;
    const answers = reads
      ? reads.by({ check, kind, id }, () => askOne(store, check, asked, model))
      : askOne(store, check, asked, model);
    for (const finding of answers) found.push({ check, finding });
  }
  if (found.length > 0) store.found.set(key, found);
  else store.found.delete(key);
}

const NOTHING: readonly Finding[] = [];

/** Of one check about one subject. */
function askOne(
  { strictness }: CheckStore,
  check: SubjectCheck,
  { subject, id }: Asked<SubjectKind>,
  model: RootModel,
): readonly Finding[] {
  // Made for the first finding: most checks of most subjects find nothing.
  let found: Finding[] | undefined;
  try {
    // The kind of the check and that of the subject are the same: they are filed by `on`.
    for (const report of (check as Check).run(subject, model)) {
      const finding = toFinding(check, report, id, strictness);
      if (!finding) continue;
      found ??= [];
      found.push(finding);
    }
  } catch (error) {
    const { what, place } = failedAt(id, model);
    if (place) return [...(found ?? []), checkFailed(check, error, what, place, id)];
  }
  return found ?? NOTHING;
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
