// Why a device has its driver or none, as lines of text: what each driver was asked and answered, the nearest row where none
// fitted, and what stopped the walk. The words of the kernel; nothing here decides anything.
import { explainedVerdict } from './attempts.ts';
import type { Attempt, DeviceResult, Miss, Run, TraceStep, Verdict } from './result.ts';
import { machineOf } from './run.ts';
import type { Id } from './topology.ts';

/** The explanation of one device; with `driver`, only what concerns that driver. Empty: there is no such device. */
export function explainDevice(run: Run, id: Id, driver?: Id): readonly string[] {
  const device = run.devices.get(id);
  if (!device) return [];
  const wanted = (attempt: Attempt) => driver === undefined || attempt.driver === driver;
  return [
    `${device.name}: ${device.state}${device.driver === undefined ? '' : ` to ${driverName(run, device.driver)}`}`,
    `${device.reason.text} (${device.reason.rule})`,
    ...announcement(device),
    ...device.attempts.filter(wanted).map((attempt) => attemptLine(run, attempt)),
    ...toldSteps(run)
      .filter((step) => step.device === id)
      .map(traceLine),
  ];
}

/** What match() says of a pair, with the nearest miss; undefined: one of both is not there, or they are on two buses. */
export function matchDevice(run: Run, device: Id, driver: Id): Verdict | undefined {
  const state = machineOf(run)?.state;
  const live = state?.devices.get(device);
  const bound = state?.drivers.get(driver);
  if (!state || !live || !bound || live.bus !== bound.bus) return undefined;
  return explainedVerdict(state, live, bound);
}

/** What an explanation tells of the trace: notifiers say again what the acts beside them say. */
export function toldSteps(run: Run): readonly TraceStep[] {
  return run.trace.filter(({ act }) => act !== 'notify' && act !== 'runtime-resume');
}

function announcement(device: DeviceResult): readonly string[] {
  if (device.bus === undefined) return [];
  if (device.modalias === undefined) return ['announces nothing: no module is loaded for it'];
  const modules = device.candidates.length > 0 ? device.candidates.join(', ') : 'no module';
  return [`MODALIAS=${device.modalias} asks for ${modules}`];
}

function attemptLine(run: Run, attempt: Attempt): string {
  const errno = attempt.errno === undefined ? '' : ` -${attempt.errno}`;
  const detail = attempt.detail === undefined ? '' : `: ${attempt.detail}`;
  return `${driverName(run, attempt.driver)}: match ${verdictText(attempt.verdict)}; ${attempt.outcome}${errno}${detail}`;
}

function verdictText(verdict: Verdict): string {
  const by = verdict.step === undefined ? '' : ` by ${verdict.step}`;
  const row = verdict.row === undefined ? '' : ` row ${verdict.row}`;
  const errno = verdict.errno === undefined ? '' : ` -${verdict.errno}`;
  return `${verdict.result}${errno}${by}${row}${verdict.miss ? `, nearest: ${missText(verdict.miss)}` : ''}`;
}

function missText({ table, row, fields }: Miss): string {
  const differences = fields.map((it) => `${it.field} is ${it.device}, not ${it.row}`).join(', ');
  return `row ${row} of ${table} (${differences})`;
}

function traceLine(step: TraceStep): string {
  return `${step.act}: ${step.text} (${step.rule})`;
}

function driverName(run: Run, id: Id): string {
  return machineOf(run)?.state.drivers.get(id)?.decl.name ?? id;
}
