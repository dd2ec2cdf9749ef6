// What the kernel did against what the model does: the first difference. Where the kernel itself does not do the same twice,
// only the final bindings count.
import type { Recording, Result } from '../kernel/format.ts';
import { compareLists, compareStates, type Inner } from './compare-state.ts';
import { finalBindings } from './final-bindings.ts';
import type { Replay } from './replay.ts';

export interface Difference extends Inner {
  /** Number of the operation, from 0; the end of the scenario if it is none of them. */
  readonly op: number;
}

/** Undefined: the same. */
export function compare(recording: Recording, { results, mishap }: Replay): Difference | undefined {
  const { deterministic, died } = recording;
  if (died?.op !== mishap?.op) {
    const kernel = died ? died.how : 'goes on';
    return {
      op: died?.op ?? mishap?.op ?? 0,
      what: 'end',
      kernel,
      model: mishap?.text ?? 'goes on',
      before: [],
    };
  }
  const survived = recording.results.slice(0, died?.op);
  if (!deterministic) return compareEnds(survived, results);
  const shown = survived.some(namesFirmwareFlags) ? results : results.map(withoutFirmwareFlags);
  return compareAll(survived, shown);
}

/** Flags of links that firmware asks for: recorders that know of no firmware leave them out of their dumps. */
const FIRMWARE_FLAGS: readonly string[] = ['inferred', 'cycle'];

function namesFirmwareFlags(result: Result): boolean {
  return (
    'state' in result &&
    result.state.links.some(({ flags }) => flags.some((flag) => FIRMWARE_FLAGS.includes(flag)))
  );
}

function withoutFirmwareFlags(result: Result): Result {
  if (!('state' in result)) return result;
  const links = result.state.links.map((link) => ({
    ...link,
    flags: link.flags.filter((flag) => !FIRMWARE_FLAGS.includes(flag)),
  }));
  return { ...result, state: { ...result.state, links } };
}

function compareAll(kernel: readonly Result[], model: readonly Result[]): Difference | undefined {
  for (const [op, expected] of kernel.entries()) {
    const actual = model[op];
    const difference = actual && compareResult(expected, actual);
    if (difference) return { op, ...difference };
  }
  return undefined;
}

function compareEnds(kernel: readonly Result[], model: readonly Result[]): Difference | undefined {
  const difference = compareLists(
    'final bindings',
    finalBindings(kernel),
    finalBindings(model.slice(0, kernel.length)),
  );
  return difference && { op: kernel.length, ...difference };
}

function compareResult(kernel: Result, model: Result): Inner | undefined {
  if ('state' in kernel) return 'state' in model ? compareStates(kernel.state, model.state) : undefined;
  if ('state' in model) return undefined;
  return (
    compareLists('events', kernel.events, model.events) ??
    compareLists('rc', [String(kernel.rc)], [String(model.rc)]) ??
    compareLists('settle', kernel.settle, model.settle)
  );
}
