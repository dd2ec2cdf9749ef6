// The first line in which two lists differ, and two dumps of the core's state as such lists.
import type { RecordedState } from '../kernel/format.ts';

export interface Inner {
  /** The list and the place in it. */
  readonly what: string;
  readonly kernel: string;
  readonly model: string;
  /** The lines before it, the same in both. */
  readonly before: readonly string[];
}

const CONTEXT = 5;

export function compareLists(
  what: string,
  kernel: readonly string[],
  model: readonly string[],
): Inner | undefined {
  for (let i = 0; i < Math.max(kernel.length, model.length); i++) {
    if (kernel[i] === model[i]) continue;
    const before = kernel.slice(Math.max(0, i - CONTEXT), i);
    return { what: `${what}[${i}]`, kernel: kernel[i] ?? '(end)', model: model[i] ?? '(end)', before };
  }
  return undefined;
}

export function compareStates(kernel: RecordedState, model: RecordedState): Inner | undefined {
  return (
    compareLists('buses', busLines(kernel), busLines(model)) ??
    compareLists('deferred', kernel.deferred, model.deferred) ??
    compareLists('paths', pathLines(kernel), pathLines(model)) ??
    compareLists('links', linkLines(kernel), linkLines(model)) ??
    compareLists('order', kernel.order, model.order)
  );
}

/** `bus B`, then its devices with their drivers, then its drivers. */
export function busLines({ buses }: RecordedState): readonly string[] {
  return Object.entries(buses).flatMap(([name, { devices, drivers }]) => [
    `bus ${name}`,
    ...devices.map(([device, driver]) => `device ${device} ${driver ?? '-'}`),
    ...drivers.map((driver) => `driver ${driver}`),
  ]);
}

function pathLines({ paths }: RecordedState): readonly string[] {
  return Object.entries(paths).map(([device, path]) => `${device} ${path}`);
}

function linkLines({ links }: RecordedState): readonly string[] {
  return links.map(
    ({ consumer, supplier, flags, state }) => `${consumer} -> ${supplier} ${flags.join('|')} ${state}`,
  );
}
