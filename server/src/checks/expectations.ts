// What a root expects: its top-level `expect`s about devices, modules and the order of the boot, and its scenarios. Kept per item,
// judged again when the item or what it speaks of changed. `expect problem` and `expect no problem` look at all findings:
// problem-expectations.ts.

import { LISTS } from '../db/changes.ts';
import type { Delta, RootModel } from '../db/model.ts';
import type { ExpectDecl, Ref } from '../declare/declarations.ts';
import type { LogEntry } from '../driver-core/scenario/script.ts';
import type { Id } from '../driver-core/topology.ts';
import type { ItemKey, Place } from '../link/place.ts';
import { type Failure, judgeDevice } from './expect-device.ts';
import { judgeModule } from './expect-module.ts';
import type { Finding } from './finding.ts';
import { isProblemExpect, type ProblemExpect } from './problem-expectations.ts';
import { type Asking, Reads } from './reads.ts';
import { sameCode } from './same-code.ts';
import { bootLog } from './scenarios/boot-log.ts';
import { judgeOrder, type OrderExpect } from './scenarios/judge-order.ts';
import {
  runScenarios,
  type ScenarioStore,
  scenarioFailures,
  startScenarios,
} from './scenarios/scenario-store.ts';
import type { Strictness } from './strictness.ts';
import { watched } from './watched-model.ts';

export interface ExpectStore {
  readonly reads: Reads<Asker>;
  /** What is not as expected: few, looked at after every change. */
  readonly findings: Map<ItemKey, readonly Finding[]>;
  /** `expect problem` and `expect no problem`. */
  readonly problems: Map<ItemKey, readonly ProblemExpect[]>;
  readonly inScenarios: Map<ItemKey, readonly ProblemExpect[]>;
  readonly scenarios: ScenarioStore;
}

/** An item that expects something. */
interface Asker extends Asking {
  readonly item: ItemKey;
}

export function startExpectations(): ExpectStore {
  const askers = new Map<ItemKey, Asker>();
  return {
    reads: new Reads((asker) => {
      const same = askers.get(asker.item) ?? asker;
      askers.set(asker.item, same);
      return same;
    }),
    findings: new Map(),
    problems: new Map(),
    inScenarios: new Map(),
    scenarios: startScenarios(),
  };
}

export function* expectFindings(store: ExpectStore): Iterable<Finding> {
  for (const list of store.findings.values()) yield* list;
  yield* scenarioFailures(store.scenarios);
}

type HasFinding = (code: string, id: Id) => boolean;

/** `said`: what checks found under this setting. */
export function judgeExpectations(
  store: ExpectStore,
  model: RootModel,
  delta: Delta,
  said: readonly Finding[],
  strictness: Strictness,
): void {
  if (delta.kind === 'none') return;
  const { reads } = store;
  const noted = watched(model, reads);
  judgeItems(store, noted, delta, {
    hasFinding: (code, id) => {
      reads.anything();
      return hasFindingAmong(said)(code, id);
    },
    log: () => {
      reads.list(LISTS.log);
      return bootLog(model);
    },
  });
  runScenarios(store.scenarios, model, delta, strictness);
}

function judgeItems(
  store: ExpectStore,
  model: RootModel,
  { changes }: Exclude<Delta, { kind: 'none' }>,
  witness: Witness,
): void {
  const { findings, problems, inScenarios, reads } = store;
  if (changes === undefined) {
    for (const map of [findings, problems, inScenarios, reads]) map.clear();
    for (const file of model.files)
      for (const item of model.items(file)) judgeItem(store, model, item.key, witness);
    return;
  }
  const again = new Set(changes.items);
  for (const { item } of reads.takeReaders(changes, model)) again.add(item);
  for (const key of again) judgeItem(store, model, key, witness);
}

function judgeItem(store: ExpectStore, model: RootModel, key: ItemKey, witness: Witness): void {
  const decls = model.item(key)?.decls ?? [];
  const expects = decls.filter((it): it is ExpectDecl => it.kind === 'expect');
  forget(store, key);
  const steps = decls.flatMap((it) => (it.kind === 'scenario' ? it.steps : []));
  const inScenarios = steps.flatMap(({ expect }) => (expect && isProblemExpect(expect) ? [expect] : []));
  if (inScenarios.length > 0) store.inScenarios.set(key, inScenarios);
  if (expects.length === 0) return;
  const problems = expects.filter(isProblemExpect);
  if (problems.length > 0) store.problems.set(key, problems);
  const failures = store.reads.by({ item: key }, () =>
    expects.flatMap((it) => {
      const place: Place = { item: key, site: it.site };
      const { subject, failure } = judgeOne(model, it, place, witness);
      return failure ? [toFinding(failure, place, subject)] : [];
    }),
  );
  if (failures.length > 0) store.findings.set(key, failures);
}

/** The same at the end of another boot than the usual one, without `expect problem`: what `moment` is, its log is of. */
export function judgeTopLevel(
  moment: RootModel,
  items: readonly ItemKey[],
  log: readonly LogEntry[],
  said: readonly Finding[],
): readonly Finding[] {
  const hasFinding = hasFindingAmong(said);
  return items.flatMap((item) =>
    (moment.item(item)?.decls ?? []).flatMap((decl) => {
      if (decl.kind !== 'expect') return [];
      const place = { item, site: decl.site };
      const { failure, subject } = judgeOne(moment, decl, place, { hasFinding, log: () => log });
      return failure ? [toFinding(failure, place, subject)] : [];
    }),
  );
}

/** What an expectation looks at besides the model. */
interface Witness {
  readonly hasFinding: HasFinding;
  readonly log: () => readonly LogEntry[];
}

function hasFindingAmong(said: readonly Finding[]): HasFinding {
  return (code, id) => said.some((it) => it.subject === id && sameCode(code, it.code));
}

function forget({ findings, problems, inScenarios }: ExpectStore, key: ItemKey): void {
  for (const map of [findings, problems, inScenarios]) map.delete(key);
}

interface Judged {
  readonly subject: Id | undefined;
  readonly failure: Failure | undefined;
}

const HOLDS: Judged = { subject: undefined, failure: undefined };

function judgeOne(model: RootModel, expect: ExpectDecl, place: Place, witness: Witness): Judged {
  switch (expect.expects) {
    case 'problem':
    case 'no problem':
      return HOLDS;
    case 'order':
      return judgeBootOrder(model, expect, place, witness);
    case 'error':
      return { subject: undefined, failure: onlyInScenario(expect) };
    case 'module':
      return { subject: undefined, failure: judgeModule(model, expect) };
    default:
      return judgeDevice(model, expect, place, witness.hasFinding);
  }
}

function judgeBootOrder(model: RootModel, expect: OrderExpect, place: Place, { log }: Witness): Judged {
  const idOf = (ref: Ref): Id | undefined => {
    const found = model.resolve(ref);
    return found.kind === 'one' ? found.id : undefined;
  };
  const failure = judgeOrder(expect, { entries: log(), lastAct: 0 }, place, idOf);
  const subjects = expect.refs.flatMap((ref) => idOf(ref) ?? []);
  // An edit of one of these alone moves it in the log.
  for (const id of subjects) model.run.devices.get(id);
  return { subject: subjects[0], failure };
}

function onlyInScenario(expect: ExpectDecl): Failure {
  const message = `\`expect ${expect.expects}\` speaks of the step before it: it stands in a \`scenario\``;
  return { code: 'expect/scenario', site: expect.site, message, fixes: [] };
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
