// Why one device has its driver or none, as plain data for `explain --json`: what every driver of its bus was asked and
// answered, with the nearest row where it did not fit, and what the driver core did, in order.
// Made from the model of the root; renders nothing.
import type { RootModel } from '../db/model.ts';
import { printVersion } from '../declare/index.ts';
import type { Attempt, TraceStep, Verdict } from '../driver-core/result.ts';
import type { Id } from '../driver-core/topology.ts';
import { type ReportedDevice, reportDevice } from './topology-report.ts';

export interface ReportedVerdict {
  readonly result: Verdict['result'];
  /** The step of `match` that decided; null: the end of the list, or a bus without a match callback. */
  readonly step: string | null;
  readonly table: string | null;
  readonly row: number | null;
  readonly dynamic: boolean;
  readonly errno: string | null;
  /** The row that came nearest. */
  readonly nearest: Verdict['miss'] | null;
}

export interface ReportedAttempt {
  readonly driver: string;
  readonly module: string | null;
  readonly outcome: Attempt['outcome'];
  readonly errno: string | null;
  readonly detail: string | null;
  readonly verdict: ReportedVerdict;
}

export interface ReportedStep {
  readonly act: TraceStep['act'];
  readonly driver: string | null;
  readonly text: string;
  readonly rule: string;
}

export interface ExplainReport {
  readonly file: string;
  readonly kernel: string;
  readonly device: ReportedDevice;
  /** In the order in which the drivers were asked. */
  readonly attempts: readonly ReportedAttempt[];
  readonly trace: readonly ReportedStep[];
}

/** `driver`: only what concerns this one. Undefined if the root has no such device after its run. */
export function explainReport(
  model: RootModel,
  file: string,
  device: Id,
  driver: Id | undefined,
): ExplainReport | undefined {
  const result = model.run.devices.get(device);
  if (result === undefined) return undefined;
  const concerns = (id: Id | undefined): boolean => driver === undefined || id === driver;
  return {
    file,
    kernel: printVersion(model.kernel),
    device: reportDevice(result, model),
    attempts: result.attempts.filter((it) => concerns(it.driver)).map((it) => reportAttempt(it, model)),
    trace: model.run.trace
      .filter((step) => step.device === device && concerns(step.driver))
      .map(({ act, driver: by, text, rule }) => ({ act, driver: nameOf(by, model), text, rule })),
  };
}

function reportAttempt(
  { driver, outcome, errno, detail, verdict }: Attempt,
  model: RootModel,
): ReportedAttempt {
  return {
    driver: nameOf(driver, model) ?? driver,
    module: model.driver(driver)?.module ?? null,
    outcome,
    errno: errno ?? null,
    detail: detail ?? null,
    verdict: {
      result: verdict.result,
      step: verdict.step ?? null,
      table: verdict.table ?? null,
      row: verdict.row ?? null,
      dynamic: verdict.dynamic ?? false,
      errno: verdict.errno ?? null,
      nearest: verdict.miss ?? null,
    },
  };
}

function nameOf(driver: Id | undefined, model: RootModel): string | null {
  if (driver === undefined) return null;
  return model.driver(driver)?.name ?? driver.slice(driver.indexOf('/') + 1);
}
