// What every driver of a bus came to for one device: those that match from the run, the others when somebody asks.
import { missingSupplier, supplierName } from './device-links.ts';
import type { LiveDevice, LiveDriver, State } from './live.ts';
import { matchDevice } from './match.ts';
import { nearestMiss } from './nearest-miss.ts';
import type { Attempt, Miss, Verdict } from './result.ts';

/**
 * Drivers that were probed, or that match and came too late (`busy`), in registration order; then those that match and are
 * not loaded. Costs what the index leaves, not the number of drivers.
 */
export function matchingAttempts(state: State, device: LiveDevice): readonly Attempt[] {
  const { bus } = device;
  if (!bus) return [];
  const registered: { readonly order: number; readonly attempt: Attempt }[] = [];
  const idle: Attempt[] = [];
  for (const driver of mayMatch(device)) {
    const attempt = attemptOf(state, device, driver);
    if (!attempt) continue;
    if (driver.order > 0) registered.push({ order: driver.order, attempt });
    else idle.push(attempt);
  }
  registered.sort((a, b) => a.order - b.order);
  return [...registered.map(({ attempt }) => attempt), ...idle];
}

/** The driver's part in it; undefined if it neither matches nor was tried. */
export function attemptOf(state: State, device: LiveDevice, driver: LiveDriver): Attempt | undefined {
  return lastAttempt(device, driver) ?? untried(state, device, driver);
}

/** Every registered driver of the bus in registration order, then those not loaded; with the nearest miss of those that do not match. */
export function allAttempts(
  state: State,
  device: LiveDevice,
  matching: readonly Attempt[],
): readonly Attempt[] {
  const known = new Map(matching.map((attempt) => [attempt.driver, attempt]));
  const { bus } = device;
  const idle = (bus?.known ?? []).filter((driver) => driver.order === 0);
  return [...(bus?.drivers.values() ?? []), ...idle].map(
    (driver) => known.get(driver.id) ?? noMatch(state, device, driver),
  );
}

/** What match() said is asked when somebody looks: a bus may have thousands of drivers that an index ruled out. */
function noMatch(state: State, device: LiveDevice, driver: LiveDriver): Attempt {
  let verdict: Verdict | undefined;
  return {
    driver: driver.id,
    outcome: 'no match',
    get verdict() {
      verdict ??= explainedVerdict(state, device, driver);
      return verdict;
    },
  };
}

function* mayMatch({ bus, candidates }: LiveDevice): Iterable<LiveDriver> {
  if (!bus) return;
  if (!candidates) {
    yield* bus.known;
    return;
  }
  for (const position of candidates) {
    const driver = bus.known[position];
    if (driver) yield driver;
  }
}

/** One that is over counts no more: the driver had the device and let it go. */
function lastAttempt(device: LiveDevice, driver: LiveDriver): Attempt | undefined {
  const last = device.attempts.find((it) => it.driver === driver.id);
  return last?.outcome === 'bound' && device.driver !== driver ? undefined : last;
}

function untried(state: State, device: LiveDevice, driver: LiveDriver): Attempt | undefined {
  const verdict = matchDevice(state.topology.kernel, device, driver);
  if (verdict.result !== 'yes') return undefined;
  if (driver.order === 0) return { driver: driver.id, verdict, outcome: 'not loaded' };
  const missing = device.isDeferred ? missingSupplier(device) : undefined;
  return missing === undefined
    ? { driver: driver.id, verdict, outcome: 'busy' }
    : {
        driver: driver.id,
        verdict,
        outcome: 'supplier missing',
        errno: 'EPROBE_DEFER',
        detail: supplierName(state, missing),
      };
}

/** The verdict of match(); where no step said no, with the row that came nearest, looked for when somebody reads it. */
function explainedVerdict(state: State, device: LiveDevice, driver: LiveDriver): Verdict {
  const { kernel } = state.topology;
  const verdict = matchDevice(kernel, device, driver);
  if (verdict.result !== 'no' || verdict.step !== undefined) return verdict;
  let miss: Miss | undefined;
  let isKnown = false;
  return {
    ...verdict,
    get miss() {
      if (!isKnown) miss = nearestMiss(kernel, device, driver);
      isKnown = true;
      return miss;
    },
  };
}
