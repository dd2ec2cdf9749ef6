// Why a device has the driver it has, or none: the step and row that decided, and driver by driver what stopped it with the
// nearest miss. Text in kernel terms, for hover, tree and explain alike.
import { assertNever } from '../../base/assert-never.ts';
import type { Attempt, DeviceResult, Miss, Verdict } from '../../driver-core/result.ts';
import type { Driver } from '../../driver-core/topology.ts';
import { code } from '../markup.ts';
import { lastName, type Meaning } from '../meaning.ts';

/** `id_table` row 2, `driver_override`, a dynamic id. */
function stepText({ dynamic, table, step, row }: Verdict): string {
  if (step?.startsWith('driver_override')) return code('driver_override');
  if (dynamic === true) return 'a dynamic id';
  const where = table ?? step;
  if (where === undefined) return 'the lack of a match callback';
  return row === undefined ? code(where) : `${code(where)} row ${row}`;
}

/** The same as a sentence about the driver that is bound. */
export function bindingText(verdict: Verdict): string {
  const { step } = verdict;
  if (step === undefined) return 'the bus has no match callback: every driver may try';
  if (step.startsWith('driver_override')) return `${code('driver_override')} names this driver`;
  if (step.startsWith('any')) return `${code(step)}: every driver matches`;
  return `${stepText(verdict)} fits`;
}

/** What a driver's attempt came to. A driver that matches a device without one was not asked since (LC-40). */
export function attemptText(attempt: Attempt, device: DeviceResult): string {
  const errno = attempt.errno === undefined ? '' : ` with ${attempt.errno}`;
  const detail = attempt.detail === undefined ? '' : `: ${attempt.detail}`;
  switch (attempt.outcome) {
    case 'bound':
      return `bound by ${stepText(attempt.verdict)}`;
    case 'no match':
      return attempt.verdict.miss === undefined ? noMatchText(attempt) : missText(attempt.verdict.miss);
    case 'match error':
      return `match() failed${errnoOf(attempt)}${detail}`;
    case 'busy':
      return device.driver === undefined
        ? `matches by ${stepText(attempt.verdict)}, but nobody has asked it since`
        : `matches by ${stepText(attempt.verdict)}, but the device has a driver already`;
    case 'supplier missing':
      return `waits for a supplier${detail}`;
    case 'deferred':
      return `probe deferred${errno}${detail}`;
    case 'declined':
      return `declined${errno}${detail}`;
    case 'failed':
      return `probe failed${errno}${detail}`;
    case 'not loaded':
      return `matches by ${stepText(attempt.verdict)}, but its module is not loaded`;
    default:
      return assertNever(attempt.outcome);
  }
}

/** The row would fit, but only counts for the driver that `driver_override` names (LC-70). */
const OVERRIDE_ONLY = 'override_only';

/** `row 1 of id_table: vendor 0x8086 ≠ 0x15b3`. */
export function missText(miss: Miss): string {
  const fields = miss.fields
    .slice(0, 3)
    .map((it) =>
      it.field === OVERRIDE_ONLY
        ? `waits for driver_override = ${it.row}`
        : `${it.field} ${it.row} ≠ ${it.device}`,
    )
    .join(', ');
  const where = `${code(miss.table)} row ${miss.row}`;
  return fields === '' ? `${where} does not fit` : `${where}: ${fields}`;
}

/** As many as are looked at closely. */
const NEAREST = 16;

/**
 * Attempts that came nearest first: those that matched, then those with the fewest fields that differ. Of many drivers only those
 * whose rows share most with the device are looked at closely.
 */
export function nearestFirst(meaning: Meaning, device: DeviceResult): readonly Attempt[] {
  const { attempts } = device;
  const ranks = attempts.map(({ outcome, driver }) =>
    outcome === 'no match' ? sharedFields(meaning.driver(driver), device) : Number.POSITIVE_INFINITY,
  );
  const rankOf = (place: number) => ranks[place] ?? 0;
  const places = [...ranks.keys()].sort((a, b) => (rankOf(a) === rankOf(b) ? a - b : rankOf(b) - rankOf(a)));
  const close = places.flatMap((place) => attempts[place] ?? []);
  const near = close.slice(0, NEAREST).sort((a, b) => exactDistance(a) - exactDistance(b));
  return [...near, ...close.slice(NEAREST)];
}

function exactDistance(attempt: Attempt): number {
  return attempt.outcome === 'no match' ? 1 + (attempt.verdict.miss?.fields.length ?? 99) : 0;
}

/** The most fields in which a row of the driver's tables equals the device. */
function sharedFields(driver: Driver | undefined, device: DeviceResult): number {
  let most = 0;
  for (const rows of Object.values(driver?.tables ?? {})) {
    for (const { fields } of rows) {
      let shared = 0;
      for (const name in fields) if (fields[name] === device.fields[name]) shared++;
      if (shared > most) most = shared;
    }
  }
  return most;
}

/** The reason without what it follows from, for places with little room. */
export function shortReason({ reason }: DeviceResult): string {
  const [first = reason.text] = reason.text.split(/[:;] /);
  return first.replaceAll('`', '');
}

/** The attempt that bound the device. */
export function bindingOf(device: DeviceResult): Attempt | undefined {
  return device.matching.find((attempt) => attempt.outcome === 'bound' && attempt.driver === device.driver);
}

/** `e1000e: id_table row 1: …` for a list. */
export function attemptLine(attempt: Attempt, device: DeviceResult): string {
  return `${code(lastName(attempt.driver))}: ${attemptText(attempt, device)}`;
}

function noMatchText(attempt: Attempt): string {
  return attempt.verdict.step === undefined
    ? 'no step of match says yes'
    : `${code(attempt.verdict.step)} says no`;
}

function errnoOf(attempt: Attempt): string {
  const errno = attempt.errno ?? attempt.verdict.errno;
  return errno === undefined ? '' : ` with ${errno}`;
}
