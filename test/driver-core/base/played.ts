// A machine that carries out lines of operations (read-op.ts) and remembers what can be seen of it.
import { settle } from '../../../server/src/driver-core/base/settle.ts';
import { dump } from '../../conformance/dump.ts';
import { findDevice, type Machine, newMachine } from '../../conformance/machine.ts';
import { printEvent } from '../../conformance/print-event.ts';
import { runOp } from '../../conformance/run-op.ts';
import type { RecordedState } from '../../kernel/format.ts';
import { readOp } from '../read-op.ts';

export interface Played {
  readonly machine: Machine;
  /** The codes of the operations. */
  run(...lines: readonly string[]): readonly number[];
  /** The events of these kinds since the last call. */
  taken(...kinds: readonly string[]): readonly string[];
  /** `CONSUMER->SUPPLIER STATE` of all links. */
  links(): readonly string[];
  state(): RecordedState;
  /** The device of the core. Throws if there is none. */
  device(name: string): NonNullable<ReturnType<typeof findDevice>>['base'];
}

export function play(...lines: readonly string[]): Played {
  const log: string[] = [];
  const machine = newMachine((event) => log.push(...printEvent(machine, event)));
  const played: Played = {
    machine,
    run: (...more) =>
      more.map((line) => {
        const code = runOp(machine, (text) => log.push(text), readOp(line));
        settle(machine.core);
        return code;
      }),
    taken: (...kinds) => log.splice(0).filter((line) => kinds.includes(line.split(' ')[0] ?? '')),
    links: () =>
      dump(machine).links.map(({ consumer, supplier, state }) => `${consumer}->${supplier} ${state}`),
    state: () => dump(machine),
    device: (name) => {
      const found = findDevice(machine, name);
      if (!found) throw new Error(`no device ${name}`);
      return found.base;
    },
  };
  played.run(...lines);
  played.taken();
  return played;
}
