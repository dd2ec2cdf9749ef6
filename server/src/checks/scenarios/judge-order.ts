// `expect order EVENT a, b`: in which order things happened, by the log of the machine. All of them since the last act if they are
// there, else since the start; of what happened more than once the last time counts.
import type { ExpectDecl, Ref } from '../../declare/declarations.ts';
import type { LogEntry, LoggedEvent } from '../../driver-core/scenario/script.ts';
import type { Id } from '../../driver-core/topology.ts';
import { foldModule } from '../../link/ids.ts';
import { textsOf } from '../../link/names.ts';
import type { Place } from '../../link/place.ts';
import type { Failure } from '../expect-device.ts';

export type OrderExpect = Extract<ExpectDecl, { readonly expects: 'order' }>;

export interface OrderLog {
  readonly entries: readonly LogEntry[];
  /** Where the last act began. */
  readonly lastAct: number;
}

/** `idOf`: the device that a reference means, or meant when it was there. */
export function judgeOrder(
  expect: OrderExpect,
  log: OrderLog,
  place: Place,
  idOf: (ref: Ref) => Id | undefined,
): Failure | undefined {
  const event = expect.event.text as LoggedEvent;
  const wanted = expect.refs.map((ref) => ({
    ref,
    text: textsOf(ref).join('/'),
    id: subjectOf(event, ref, idOf),
  }));
  const recent = log.entries.slice(log.lastAct);
  const isRecent = wanted.every(({ id, text }) => lastOf(recent, event, id, text) >= 0);
  const entries = isRecent ? recent : log.entries;
  const found = wanted.map((it) => ({ ...it, at: lastOf(entries, event, it.id, it.text) }));
  const missing = found.find(({ at }) => at < 0);
  if (missing) return never(event, missing.ref, missing.text);
  const actual = [...found].sort((a, b) => a.at - b.at);
  if (actual.every((it, index) => it === found[index])) return undefined;
  const list = actual.map(({ text }) => `\`${text}\``).join(', then ');
  const { words, rule } = EVENTS[event];
  const text = `expect order ${event} ${actual.map((it) => it.text).join(', ')};`;
  return {
    code: 'expect/order',
    site: expect.refs[0]?.site ?? expect.site,
    message: `the order of ${words} is ${list} (${rule})`,
    fixes: [
      {
        title: `Expect \`${text.slice('expect '.length, -1)}\``,
        edits: [{ act: 'replace', place: { ...place, site: expect.site }, text }],
      },
    ],
  };
}

/** What each event is called, and the rule of its order. */
const EVENTS: Readonly<Record<LoggedEvent, { readonly words: string; readonly rule: string }>> = {
  probe: { words: 'probes', rule: 'LC-12' },
  remove: { words: 'removals', rule: 'LC-52' },
  suspend: { words: 'suspension', rule: 'LC-54' },
  resume: { words: 'resumption', rule: 'LC-54' },
  shutdown: { words: 'shutdown', rule: 'LC-53' },
  add: { words: 'addition', rule: 'LC-8' },
  load: { words: 'loading', rule: 'KM-11' },
};

function subjectOf(event: LoggedEvent, ref: Ref, idOf: (ref: Ref) => Id | undefined): Id | undefined {
  return event === 'load' ? foldModule(ref.parts[0]?.text ?? '') : idOf(ref);
}

/** A device that came and went within one act has only its name left. */
function lastOf(entries: readonly LogEntry[], event: LoggedEvent, id: Id | undefined, text: string): number {
  for (let at = entries.length - 1; at >= 0; at--) {
    const it = entries[at];
    if (it?.event === event && (id === undefined ? isNamed(it, text) : it.id === id)) return at;
  }
  return -1;
}

function isNamed({ id, name }: LogEntry, text: string): boolean {
  return name === text || id === `device:${text}`;
}

function never(event: LoggedEvent, ref: Ref, text: string): Failure {
  return { code: 'expect/order', site: ref.site, message: `\`${text}\` has no ${event} so far`, fixes: [] };
}
