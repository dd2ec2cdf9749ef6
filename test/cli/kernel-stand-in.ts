// In place of a real kernel: the model of drivers/base replays the script by itself, without the topology that it was made from.
import type { Recordable, RecordingAnswer } from '../../server/src/cli/host.ts';
import type { RecordedResult } from '../../server/src/exporters/recording/compare-recording.ts';
import { replay } from '../conformance/replay.ts';

const KERNEL =
  '6.12.117+deb12-cloud-amd64 (Debian 6.12.117-1~deb12u1), x86_64, CONFIG_OF=n, 1 CPU, preempt=none, deferred_probe_timeout=0';

/** `change`: what another kernel would have done. */
export function standIn(change: (results: RecordedResult[]) => void = () => {}) {
  return ({ ops, parameters }: Recordable): Promise<RecordingAnswer> => {
    const results: RecordedResult[] = replay(ops, { parameters }).results.map((it) => structuredClone(it));
    change(results);
    return Promise.resolve({ kind: 'recorded', recorded: { kernel: KERNEL, results } });
  };
}
