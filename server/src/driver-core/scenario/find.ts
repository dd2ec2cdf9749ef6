// What the names in a scenario mean on the machine as it is now (names/there.ts): a device that is there, else a declared one that
// is not. The order of meanings is that of all references (names/world.ts).
import type { LiveDevice, LiveDriver, State } from '../live.ts';
import { declaredWorld } from '../names/declared.ts';
import { whatIsThere } from '../names/there.ts';
import { type Found, find, foundAmong, meaningsIn } from '../names/world.ts';
import type { Device } from '../topology.ts';
import type { Target } from './script.ts';

/** A device that is there, or a declared one that is not. */
export function resolveTarget(state: State, parts: Target): Found {
  const found = find(whatIsThere(state), parts);
  return found.kind === 'none' ? foundAmong(meaningsIn(declaredWorld(state.topology), parts)) : found;
}

/** The one device that is there and meant. */
export function liveTarget(state: State, parts: Target): LiveDevice | undefined {
  const found = find(whatIsThere(state), parts);
  return found.kind === 'one' ? state.devices.get(found.id) : undefined;
}

/** The one declared device that is meant, one that is not there before those that are. */
export function declaredTarget(state: State, parts: Target): Device | undefined {
  const all = meaningsIn(declaredWorld(state.topology), parts).flatMap((id) => state.declared.get(id) ?? []);
  const away = all.filter(({ id }) => !state.devices.has(id));
  const [device, other] = away.length > 0 ? away : all;
  return other ? undefined : device;
}

/** The one driver that is meant, registered or not: `NAME` or `BUS/NAME`; of the device's bus if one is given. */
export function driverTarget(state: State, parts: Target, device?: LiveDevice): LiveDriver | undefined {
  const name = parts.at(-1);
  const bus = parts.length > 1 ? parts[0] : device?.bus?.name;
  const buses = bus === undefined ? [...state.buses.keys()] : [bus];
  const [driver, other] = buses.flatMap((it) => state.drivers.get(`driver:${it}/${name}`) ?? []);
  return other ? undefined : driver;
}
