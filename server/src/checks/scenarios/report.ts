// What came of a scenario: step by step the act, what it got back, and what is not as expected.
import type { ScenarioStep } from '../../declare/declarations.ts';
import type { TraceStep } from '../../driver-core/result.ts';
import type { Act, LogEntry, Outcome } from '../../driver-core/scenario/script.ts';
import type { Id } from '../../driver-core/topology.ts';
import type { LinkedScenario } from '../../link/link-scenario.ts';
import type { ItemKey } from '../../link/place.ts';
import type { Failure } from '../expect-device.ts';
import type { Finding } from '../finding.ts';

export interface StepReport {
  readonly step: ScenarioStep;
  /** Of an act that was carried out. */
  readonly act?: Act;
  readonly outcome?: Outcome;
  /** What it caused; empty if nobody asked for a trace. */
  readonly trace: readonly TraceStep[];
  /** What is not as expected here. */
  readonly findings: readonly Finding[];
}

export interface ScenarioReport {
  readonly scenario: LinkedScenario;
  readonly item: ItemKey;
  /** The trace of the boot, if one was asked for. */
  readonly boot: readonly TraceStep[];
  readonly steps: readonly StepReport[];
  /** What checks found in its steps. */
  readonly found: readonly Finding[];
  /** Since the boot. */
  readonly log: readonly LogEntry[];
  /** The boot's own. */
  readonly bootLog: readonly LogEntry[];
  /** The devices that its steps and expectations spoke of. */
  readonly met: ReadonlySet<Id>;
  /** It depends on what is found, which may be about anything. */
  readonly asksFindings: boolean;
}

export function toFindings(item: ItemKey, failures: readonly Failure[]): readonly Finding[] {
  return failures.map(({ code, site, message, fixes }) => ({
    code,
    severity: 'error',
    message,
    place: { item, site },
    related: [],
    fixes: () => fixes,
  }));
}

/** What is not as expected, or means nothing. */
export function failuresOf(report: ScenarioReport): readonly Finding[] {
  return report.steps.flatMap((it) => it.findings);
}
