// Which edits can be answered by looking at one device again. Every line of the predicate is a way in which devices touch each
// other; where one holds, the whole run is made anew.
import type { LiveDevice, LiveDriver, State } from './live.ts';
import { childrenNotice } from './parent-reads.ts';
import { haveSameModules } from './same-modules.ts';
import type { Device, Step, Topology } from './topology.ts';

/** True if everything but the devices is the same: the machine's buses, drivers and modules are still right. */
export function differOnlyInDevices(before: Topology, after: Topology): boolean {
  return (
    haveSameModules(before, after) &&
    before.classes === after.classes &&
    before.iommus === after.iommus &&
    before.extensions === after.extensions &&
    before.devices.length === after.devices.length
  );
}

/**
 * True if no retry counts: with `fails E N times`, or a probe that binds children before it fails, one bind more or less
 * anywhere changes how often a deferred device is tried.
 */
export function isSettled(state: State): boolean {
  return state.failures.size === 0 && !state.hasChurn;
}

/**
 * True if the device made nothing, waits for nobody, nobody hangs on it, and both versions of it stand at the same place:
 * then its result depends on it and the registered drivers alone, and no other result depends on it.
 */
export function standsAlone(state: State, live: LiveDevice, before: Device, after: Device): boolean {
  return (
    isSamePlace(before, after) &&
    isPlain(before) &&
    isPlain(after) &&
    live.bus !== undefined &&
    hasLocalMatch(live) &&
    live.made.length === 0 &&
    !childrenNotice(live, before, after) &&
    live.named.length === 0 &&
    live.handles.length === 0 &&
    live.taken.length === 0 &&
    !live.isDeferred &&
    live.stop === undefined &&
    !state.named.has(live.id) &&
    live.consumers.size === 0 &&
    !state.core.awaited.has(live.id) &&
    live.attempts.every(({ driver }) => isQuiet(state, state.drivers.get(driver)))
  );
}

/** True if probing with this driver leaves no trace but the binding: no devices, numbers, needs, counted failures. */
export function isQuiet(state: State, driver: LiveDriver | undefined): boolean {
  if (!driver) return false;
  const { decl, bus } = driver;
  return (
    !driver.isAsync &&
    !decl.flags.has('platform_driver_probe') &&
    !neededDrivers(state.topology).has(driver.id) &&
    decl.probe.every(isQuietStep) &&
    bus.type.probe.every(isQuietStep)
  );
}

function isSamePlace(before: Device, after: Device): boolean {
  return (
    before.name === after.name &&
    before.bus === after.bus &&
    before.class === after.class &&
    before.devtype === after.devtype &&
    before.parent === after.parent
  );
}

function isPlain(device: Device): boolean {
  return (
    !device.absent &&
    device.physfn === undefined &&
    device.claimedBy === undefined &&
    device.suppliers.length === 0 &&
    device.requests.length === 0 &&
    device.vfs.length === 0
  );
}

/** A match that fails, asks who else is bound, or a driver that yields: then devices of the bus decide for each other. */
function hasLocalMatch({ bus }: LiveDevice): boolean {
  if (!bus) return false;
  const mayFail = bus.type.match?.some(({ kind }) => kind === 'fails') ?? false;
  return !mayFail && !bus.asksWhoIsBound && bus.yielding.length === 0;
}

/** A device without links meets a need at once or fails for good; it never waits. */
function isQuietStep(step: Step): boolean {
  switch (step.kind) {
    case 'fails':
      return step.times === undefined && step.errno !== 'EPROBE_DEFER';
    case 'needs':
      return step.driver === undefined && (step.ifPresent || isFinal(step.else));
    case 'acquires':
      return step.resource !== 'id';
    default:
      return false;
  }
}

function isFinal(errno: string | undefined): boolean {
  return errno !== undefined && errno !== 'EPROBE_DEFER';
}

const needed = new WeakMap<Topology['drivers'], ReadonlySet<string>>();

/** Drivers that some `needs driver X` waits for. */
function neededDrivers({ drivers, modules }: Topology): ReadonlySet<string> {
  const known = needed.get(drivers);
  if (known) return known;
  const ids = new Set<string>();
  const collect = (steps: readonly Step[]) => {
    for (const step of steps) if (step.kind === 'needs' && step.driver !== undefined) ids.add(step.driver);
  };
  for (const { probe, flavours, sriovConfigure } of drivers) {
    collect(probe);
    collect(sriovConfigure ?? []);
    for (const { steps } of flavours) collect(steps);
  }
  for (const { init, flavours } of modules.values()) {
    collect(init);
    for (const { steps } of flavours) collect(steps);
  }
  needed.set(drivers, ids);
  return ids;
}
