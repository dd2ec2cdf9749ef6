// A run held against what a kernel made of its script, operation by operation: the first difference. Where the kernel itself may
// take another order, only who is bound in the end counts.

import { busName } from './parts.ts';
import type { Play } from './play.ts';
import type { Scripted } from './script-of.ts';

/** What a kernel did in one operation, or what a dump saw; the part of dcoracle/1 that is compared. */
export type RecordedResult =
  | { readonly rc: number; readonly events: readonly string[]; readonly settle: readonly string[] }
  | { readonly rc: number; readonly state: { readonly buses: Readonly<Record<string, RecordedBus>> } };

export interface RecordedBus {
  readonly devices: readonly (readonly [string, string | null])[];
  readonly drivers: readonly string[];
}

export interface Recorded {
  /** Version and settings. */
  readonly kernel: string;
  readonly results: readonly RecordedResult[];
  /** The kernel did not come back from operation number `op` (from 0). */
  readonly died?: { readonly op: number; readonly how: 'hang' | 'crash' };
}

export interface Difference {
  /** Number of the operation, from 0. */
  readonly op: number;
  readonly scripted: Scripted | undefined;
  /** What is compared: events, what the call returned, the lists in the end. */
  readonly what: 'events' | 'result' | 'lists' | 'end';
  readonly ours: string;
  readonly kernel: string;
  /** What both did in this operation before. */
  readonly before: readonly string[];
}

export function compareRecording(play: Play, { results, died }: Recorded): Difference | undefined {
  let earlier: readonly string[] = [];
  for (const [op, scripted] of play.script.entries()) {
    const result = results[op];
    const found = result ? compareOne(play, scripted, result, earlier) : ending(died?.how ?? 'no result');
    if (found) return { op, scripted, ...found };
    earlier = scripted.isPart && result ? [...earlier, ...linesOf(result)] : [];
  }
  return undefined;
}

/** Lines that belong to the recorder: what a probe makes is told by its `add`, and all own buses configure DMA. */
export function comparable(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => !line.startsWith('child ') && !/^dma_configure .* 0$/.test(line));
}

type Found = Pick<Difference, 'what' | 'ours' | 'kernel' | 'before'>;

/** `earlier`: what the kernel did in the parts of this operation before. */
function compareOne(
  play: Play,
  { entry }: Scripted,
  result: RecordedResult,
  earlier: readonly string[],
): Found | undefined {
  if ('state' in result) return firstDifference('lists', ...listsOf(play, result.state.buses));
  if (play.isOpen || !entry) return undefined;
  const lines = [...earlier, ...linesOf(result)];
  const events = firstDifference('events', comparable(entry.lines), comparable(lines));
  if (events || entry.result === undefined || entry.result === result.rc) return events;
  return { what: 'result', ours: String(entry.result), kernel: String(result.rc), before: [] };
}

function linesOf(result: RecordedResult): readonly string[] {
  return 'state' in result ? [] : [...result.events, ...result.settle];
}

function ending(how: string): Found {
  return { what: 'end', ours: 'it goes on', kernel: how, before: [] };
}

/** The order of lists is open where drivers probe asynchronously. */
function listsOf(
  { buses, isOpen }: Play,
  recorded: Readonly<Record<string, RecordedBus>>,
): [readonly string[], readonly string[]] {
  const ours: string[] = [];
  const kernels: string[] = [];
  for (const { bus, ...lists } of buses) {
    const kernel = recorded[busName(bus)];
    if (!kernel) continue;
    ours.push(...listLines(bus.name, lists));
    kernels.push(...listLines(bus.name, kernel));
  }
  return isOpen ? [ours.sort(), kernels.sort()] : [ours, kernels];
}

function listLines(bus: string, { devices, drivers }: RecordedBus): readonly string[] {
  return [
    ...devices.map(([device, driver]) => `${bus}: ${device} is bound to ${driver ?? 'nothing'}`),
    ...drivers.map((driver) => `${bus}: driver ${driver}`),
  ];
}

const CONTEXT = 5;

function firstDifference(
  what: 'events' | 'lists',
  ours: readonly string[],
  kernels: readonly string[],
): Found | undefined {
  for (let at = 0; at < Math.max(ours.length, kernels.length); at++) {
    const [own, kernel] = [ours[at], kernels[at]];
    if (own === kernel) continue;
    const before = ours.slice(Math.max(0, at - CONTEXT), at);
    return { what, ours: own ?? 'nothing more', kernel: kernel ?? 'nothing more', before };
  }
  return undefined;
}
