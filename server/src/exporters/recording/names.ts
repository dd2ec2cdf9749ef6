// The names that a script gives to devices. A recording knows devices by name alone, so a name that two of them have at once, on two
// buses, gets the bus before it; signs that the recorder reads otherwise are replaced.
import type { LineNames } from '../../driver-core/base/event-line.ts';
import type { BaseDevice, BaseDriver } from '../../driver-core/base/objects.ts';
import type { LiveDevice } from '../../driver-core/live.ts';

/** What has no name yet is named when it is first asked for. */
export interface Names extends LineNames {
  /** `wished`: the name that it gets if it is free. */
  readonly device: (device: BaseDevice, wished?: string) => string;
}

/** The device below which the script puts what has no parent: nothing of the guest lies there. */
export const ROOT = 'topology-root';

export function newNames(): Names {
  return { device: deviceNames(), driver: driverNames() };
}

function deviceNames(): Names['device'] {
  const names = new Map<BaseDevice, string>();
  const taken = new Map<string, BaseDevice>();
  const isFree = (name: string): boolean => {
    const owner = taken.get(name);
    return name !== ROOT && (owner === undefined || owner.isDead);
  };
  const choose = (device: BaseDevice, wished: string | undefined): string => {
    // The kernel refuses a name that its bus has already: it has to be the same name.
    const rival = device.bus?.devices.get(device.name);
    if (rival && rival !== device) return of(rival);
    if (wished !== undefined && isFree(wished)) return wished;
    const plain = clean(device.name);
    if (isFree(plain)) return plain;
    const placed = `${clean(placeOf(device))}:${plain}`;
    if (isFree(placed)) return placed;
    for (let n = 2; ; n++) if (isFree(`${placed}:${n}`)) return `${placed}:${n}`;
  };
  const of = (device: BaseDevice, wished?: string): string => {
    const known = names.get(device);
    if (known !== undefined) return known;
    const name = choose(device, wished);
    names.set(device, name);
    if (!taken.get(name) || taken.get(name)?.isDead) taken.set(name, device);
    return name;
  };
  return of;
}

/** A bus has a driver of a name once, whatever becomes of it. */
function driverNames(): Names['driver'] {
  const names = new Map<BaseDriver, string>();
  return (driver) => {
    const known = names.get(driver);
    if (known !== undefined) return known;
    const taken = [...names].flatMap(([it, name]) => (it.bus === driver.bus ? [name] : []));
    let name = clean(driver.name);
    while (taken.includes(name)) name += '_';
    names.set(driver, name);
    return name;
  };
}

/** The kernel itself puts `!` for `/` (lib/kobject.c:kobject_set_name_vargs). */
export function clean(name: string): string {
  return name.replaceAll('/', '!').replaceAll(/[\s=|%#]/g, '_');
}

function placeOf(device: BaseDevice): string {
  // Every device of a run is a live one.
  const { bus, class: type } = device as LiveDevice;
  return bus?.name ?? type?.name ?? 'none';
}
