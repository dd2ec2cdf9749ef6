// A recording against the model, where the kernel leaves an order open: the recording passes if the model can do what the kernel
// did. Work is done by threads of two pools, and asynchronous probes by threads of their own; one that begins
// late goes on during the next operation.
import type { BaseCore } from '../../server/src/driver-core/base/core.ts';
import type { Recording } from '../kernel/format.ts';
import { createRandom } from '../kernel/random.ts';
import { compare, type Difference } from './compare.ts';
import { type Replay, replay, type Schedule } from './replay.ts';

export interface Followed {
  readonly played: Replay;
  readonly difference?: Difference | undefined;
}

/** The difference of the plain order if no other fits. */
export function follow(recording: Recording): Followed {
  const played = replay(recording.ops, recording);
  const difference = compare(recording, played);
  if (!difference) return { played };
  const other = recording.deterministic ? followPools(recording, difference) : followThreads(recording);
  return other ?? { played, difference };
}

type Kind = BaseCore['work'][number]['kind'];

/** Deferred probes and requests of runtime PM are work of different pools: either may be first, after every operation. */
function followPools(recording: Recording, first: Difference): Followed | undefined {
  const { ops, parameters } = recording;
  const preferred = new Map<number, Kind>();
  for (let difference: Difference | undefined = first; difference; ) {
    const { op, what } = difference;
    const kind = NEXT_PREFERENCE.get(preferred.get(op));
    if (!kind || !what.startsWith('settle')) return undefined;
    preferred.set(op, kind);
    const played = replay(ops, { parameters, schedule: preferring(preferred) });
    difference = compare(recording, played);
    if (!difference) return { played };
  }
  return undefined;
}

const NEXT_PREFERENCE: ReadonlyMap<Kind | undefined, Kind> = new Map<Kind | undefined, Kind>([
  [undefined, 'runtime suspend'],
  ['runtime suspend', 'retry deferred'],
]);

function preferring(preferred: ReadonlyMap<number, Kind>): Schedule {
  return {
    next: (work, op) =>
      Math.max(
        work.findIndex(({ kind }) => kind === preferred.get(op)),
        0,
      ),
  };
}

/** Schedules that are tried for a recording with asynchronous probes. */
const MOST_SCHEDULES = 400;

function followThreads(recording: Recording): Followed | undefined {
  const { ops, parameters } = recording;
  for (let seed = 1; seed <= MOST_SCHEDULES; seed++) {
    const played = replay(ops, { parameters, schedule: drawn(seed) });
    if (!compare(recording, played)) return { played };
  }
  return undefined;
}

function drawn(seed: number): Schedule {
  const random = createRandom(seed);
  return {
    next: ({ length }) => (length === 0 || random.chance(10) ? undefined : random.between(0, length - 1)),
  };
}
