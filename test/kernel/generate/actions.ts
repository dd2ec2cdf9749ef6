// What happens after everything was registered: writes to sysfs, removals, links, suspend. One action adds one or two operations.
import type { Op } from '../format.ts';
import { addDevice, linkFlags } from './devices.ts';
import { addDriver } from './drivers.ts';
import { choosyBuses, kindOf, ownBuses, type Placed, type Theme, type World } from './world.ts';

const WEIGHTS = {
  ...{ bind: 20, unbind: 20, attach: 4, release: 6, drivers_probe: 9, reprobe: 6, rescan: 6 },
  ...{ override: 8, autoprobe: 2, delete: 5, unregister: 6, link: 3, unlink: 2, suspend: 1, dump: 2 },
  ...{ device: 5, driver: 5, runtime: 0, move: 0 },
};
type Action = keyof typeof WEIGHTS;

const LEANINGS: Partial<Record<Theme, Partial<Record<Action, number>>>> = {
  override: { override: 45 },
  removal: { delete: 16, unregister: 20, release: 14 },
  links: { unbind: 40, bind: 30, link: 10, unlink: 8 },
  power: { suspend: 20, link: 8 },
  autoprobe: { autoprobe: 25, drivers_probe: 20, rescan: 15 },
  runtime: { runtime: 45, suspend: 4 },
  move: { move: 40, suspend: 8 },
};

export function addAction(world: World): void {
  const action = world.random.weighted({ ...WEIGHTS, ...LEANINGS[world.theme] });
  const device = world.random.pickAny(world.devices);
  if (!device) return;
  if (action === 'device' || action === 'driver') addLate(world, action);
  else world.ops.push(...operations(world, action, device));
}

function addLate(world: World, what: 'device' | 'driver'): void {
  const bus = world.random.pickAny(what === 'device' ? ownBuses(world) : choosyBuses(world));
  const names = world.devices.map((device) => device.name);
  if (bus && what === 'device') addDevice(world, `e${world.serial++}`, bus);
  else if (bus) addDriver(world, bus, names);
}

function operations(
  world: World,
  action: Exclude<Action, 'device' | 'driver'>,
  device: Placed,
): readonly Op[] {
  const { random } = world;
  const bus = random.pickAny(ownBuses(world))?.name;
  const driver = random.pickAny(world.drivers);
  switch (action) {
    case 'bind':
    case 'unbind':
      return driver ? bindOrUnbind(world, action, driver) : [];
    case 'attach':
      return driver && kindOf(world, driver.bus) === 'own' ? attach(world, driver) : [];
    case 'release':
      return [{ op: 'device_release_driver', device: device.name }];
    case 'drivers_probe':
      return [{ op: 'drivers_probe', bus: device.bus, device: device.name }];
    case 'reprobe':
      return [{ op: 'device_reprobe', device: device.name }];
    case 'rescan':
      return bus === undefined ? [] : [{ op: 'bus_rescan_devices', bus }];
    case 'override':
      return override(world, device);
    case 'autoprobe':
      return bus === undefined ? [] : [{ op: 'drivers_autoprobe', bus, value: random.below(2) }];
    case 'delete':
      return [{ op: 'device_del', device: device.name }];
    case 'unregister':
      return driver ? [{ op: 'driver_unregister', bus: driver.bus, driver: driver.name }] : [];
    case 'link':
      return [{ op: 'link', ...between(world, device), flags: linkFlags(world) }];
    case 'unlink':
      return [{ op: 'unlink', ...linked(world, device) }];
    case 'runtime':
      return [{ op: random.pick(['runtime_get', 'runtime_put']), device: device.name }];
    case 'move':
      return move(world, device);
    case 'suspend':
    case 'dump':
      return [{ op: action }];
  }
}

/** An unbind is often followed by a bind: of the same driver, or of another one. */
function bindOrUnbind(world: World, action: 'bind' | 'unbind', driver: Placed): readonly Op[] {
  const { random, drivers } = world;
  const pair = { bus: driver.bus, device: partner(world, driver) };
  const first: Op = { op: action, ...pair, driver: driver.name };
  if (action === 'bind' || random.chance(45)) return [first];
  const rivals = drivers.filter((one) => one.bus === driver.bus);
  const next = random.chance(60) ? driver : (random.pickAny(rivals) ?? driver);
  return [first, { op: 'bind', ...pair, driver: next.name }];
}

/** Mostly a device that the driver takes; another one of its bus or a stranger now and then. */
function partner({ random, devices }: World, driver: Placed): string {
  const near = devices.filter((device) => device.bus === driver.bus);
  const fitting = near.filter((device) => device.ids.some((id) => driver.ids.includes(id)));
  const chosen = random.weighted({ fitting: 70, near: 24, any: 6 });
  const [first, second] =
    chosen === 'fitting' ? [fitting, near] : chosen === 'near' ? [near, devices] : [devices, []];
  return (random.pickAny(first) ?? random.pickAny(second) ?? random.pickAny(devices))?.name ?? 'nobody';
}

/** Only within one bus: nothing in the kernel stops a caller from mixing buses, and what follows is the caller's fault. */
function attach({ random, devices }: World, driver: Placed): readonly Op[] {
  const device = random.pickAny(devices.filter((one) => one.bus === driver.bus));
  if (!device) return [];
  return [{ op: 'device_driver_attach', bus: driver.bus, driver: driver.name, device: device.name }];
}

function override({ random, drivers }: World, device: Placed): readonly Op[] {
  const named = random.pickAny(drivers.filter((driver) => driver.bus === device.bus))?.name ?? 'nobody';
  const value = random.weighted({ named: 70, cleared: 20, nobody: 10 });
  const write: Op = {
    ...{ op: 'driver_override', bus: device.bus, device: device.name },
    value: value === 'named' ? named : value === 'cleared' ? '' : 'nobody',
  };
  const then = random.weighted({ reprobe: 55, drivers_probe: 20, nothing: 25 });
  if (then === 'reprobe') return [write, { op: 'device_reprobe', device: device.name }];
  if (then === 'drivers_probe') return [write, { op: then, bus: device.bus, device: device.name }];
  return [write];
}

function between({ random, devices }: World, device: Placed): { consumer: string; supplier: string } {
  return { consumer: device.name, supplier: random.pickAny(devices)?.name ?? device.name };
}

/** A link that was asked for before, if there is one. */
function linked(world: World, device: Placed): { consumer: string; supplier: string } {
  const asked = world.ops.filter((op) => op.op === 'link');
  const link = world.random.pickAny(asked);
  if (!link || world.random.chance(15)) return between(world, device);
  return { consumer: link.consumer, supplier: link.supplier };
}

/** Only below what is older, as the kernel does not look for circles; and only an order that names no parent without one. */
function move({ random, devices }: World, device: Placed): readonly Op[] {
  const older = devices.slice(0, devices.indexOf(device));
  const parent = random.chance(80) ? random.pickAny(older)?.name : undefined;
  if (parent === undefined)
    return [{ op: 'device_move', device: device.name, order: random.pick(['none', 'device_last']) }];
  const order = random.pick(['none', 'device_after_parent', 'parent_before_device', 'device_last'] as const);
  return [{ op: 'device_move', device: device.name, order, parent }];
}
