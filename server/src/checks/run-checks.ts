// Runs the checks of a root and keeps what they said, so that after an edit only those are asked again whose subject, or whose
// subject's run, changed. Nothing here suppresses or accounts: settle.ts does that to the whole.
import type { Delta, RootModel } from '../db/model.ts';
import type { Id } from '../driver-core/topology.ts';
import { busId } from '../link/ids.ts';
import type { AnyCheck, Check, Report, SubjectKind } from './check.ts';
import { type Asked, askDevice, askDriver, askType, subjectsOf } from './subjects.ts';

/** What a check said, with its check and subject. */
export interface Said {
  readonly check: AnyCheck;
  readonly subject: Id | undefined;
  readonly report: Report;
}

/** Of one root. Subjects without a report are not in it. */
export interface CheckStore {
  readonly checks: readonly AnyCheck[];
  /** Kind and subject → what its checks said. */
  readonly said: Map<string, readonly Said[]>;
  /** Times a check was run on a subject. */
  runs: number;
}

export function startChecks(checks: readonly AnyCheck[]): CheckStore {
  return { checks, said: new Map(), runs: 0 };
}

/** Brings the store up to a model; `delta`: what changed since the model that it has seen. */
export function runChecks(store: CheckStore, model: RootModel, delta: Delta): void {
  if (delta.kind === 'none') return;
  if (delta.kind === 'all') {
    store.said.clear();
    for (const kind of KINDS)
      for (const asked of subjectsOf(kind, model)) ask(store, kind, asked, model, () => true);
    return;
  }
  for (const id of delta.devices) askAgain(store, 'device', id, askDevice(id, model), model);
  for (const id of delta.drivers) askAgain(store, 'driver', id, askDriver(id, model), model);
  if (delta.devices.size > 0) askReaders(store, delta.devices, model);
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
  store.said.delete(keyOf(kind, id));
  if (asked) ask(store, kind, asked, model, () => true);
}

/** Checks of buses and of the root that read the run. Modules, classes and contracts do not depend on single devices. */
function askReaders(store: CheckStore, devices: ReadonlySet<Id>, model: RootModel): void {
  const readsRun = (check: AnyCheck): boolean => check.reads === 'run';
  const buses = new Set([...devices].map((id) => model.run.devices.get(id)?.bus));
  for (const bus of buses) {
    const asked = bus === undefined ? undefined : askType('bus', busId(bus), model);
    if (asked) ask(store, 'bus', asked, model, readsRun);
  }
  for (const asked of subjectsOf('root', model)) ask(store, 'root', asked, model, readsRun);
}

function ask(
  store: CheckStore,
  kind: SubjectKind,
  asked: Asked<SubjectKind>,
  model: RootModel,
  accepts: (check: AnyCheck) => boolean,
): void {
  const key = keyOf(kind, asked.id);
  const kept = (store.said.get(key) ?? []).filter((it) => !accepts(it.check));
  const said = [...kept];
  for (const check of store.checks) {
    if (check.on !== kind || !accepts(check) || (asked.library && !check.library)) continue;
    store.runs++;
    // The kind of the check and that of the subject are the same: `on` was compared.
    for (const report of (check as Check).run(asked.subject, model))
      said.push({ check, subject: asked.id, report });
  }
  if (said.length > 0) store.said.set(key, said);
  else store.said.delete(key);
}

function keyOf(kind: SubjectKind, id: Id | undefined): string {
  return `${kind} ${id ?? ''}`;
}
