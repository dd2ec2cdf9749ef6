// What a real kernel made of a run, as plain data: the trace of the run, and the first difference, if there is one. The one input of
// the text and the JSON of `verify`.
import { comparable, type Difference } from './recording/compare-recording.ts';
import type { Operation } from './recording/operation.ts';
import type { Play } from './recording/play.ts';
import type { TraceReport } from './trace-report.ts';

export interface VerifyReport {
  readonly trace: TraceReport;
  /** Version, build and settings of the kernel that ran. */
  readonly realKernel: string;
  /** Where drivers probe asynchronously the order is the kernel's own: only bindings are compared. */
  readonly compared: 'events' | 'bindings';
  readonly operations: number;
  readonly events: number;
  readonly difference: ReportedDifference | null;
}

export interface ReportedDifference {
  /** The step of the scenario, from 1 as a line; null: the boot, or the lists in the end. */
  readonly line: number | null;
  /** The step as written. */
  readonly step: string | null;
  /** What the kernel was asked to do. */
  readonly operation: string;
  readonly what: Difference['what'];
  readonly before: readonly string[];
  readonly ours: string;
  readonly kernel: string;
}

export function verifyReport(
  trace: TraceReport,
  { script, isOpen }: Play,
  realKernel: string,
  difference: Difference | undefined,
): VerifyReport {
  const entries = script.flatMap(({ entry }) => (entry ? [entry] : []));
  return {
    trace,
    realKernel,
    compared: isOpen ? 'bindings' : 'events',
    operations: entries.length,
    events: entries.reduce((sum, { lines }) => sum + comparable(lines).length, 0),
    difference: difference ? reported(trace, difference) : null,
  };
}

function reported(
  { steps }: TraceReport,
  { scripted, what, before, ours, kernel }: Difference,
): ReportedDifference {
  const index = scripted?.entry?.step;
  const step = index === undefined ? undefined : steps[index];
  return {
    line: step?.line ?? null,
    step: step?.text ?? null,
    operation: scripted ? operationText(scripted.op) : 'end',
    what,
    before,
    ours,
    kernel,
  };
}

/** `unbind pci e1000e 0000:00:19.0` */
function operationText({ op, ...words }: Operation): string {
  const plain = Object.values(words).filter((it) => typeof it === 'string' || typeof it === 'number');
  return [op, ...plain].join(' ');
}
