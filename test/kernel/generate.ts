// Random scenarios: the same for a seed on every machine. Each leans to one theme, so that rare rules meet often.
import type { Scenario } from './format.ts';
import { addAction } from './generate/actions.ts';
import { addBuses } from './generate/buses.ts';
import { addDevice, deviceNames } from './generate/devices.ts';
import { addChildDrivers, addDriver } from './generate/drivers.ts';
import { createWorld, EXTENDED_THEMES, ownBuses, THEMES, type Theme, type World } from './generate/world.ts';
import { createRandom } from './random.ts';

/** A scenario of `dcoracle/1`. */
export function generateScenario(seed: number): Scenario {
  return generate(seed, 'r', THEMES);
}

/** A scenario with operations that only this project's recordings have. */
export function generateExtendedScenario(seed: number): Scenario {
  return generate(seed, 'e', EXTENDED_THEMES);
}

function generate(seed: number, prefix: string, themes: readonly [Theme, ...Theme[]]): Scenario {
  const random = createRandom(seed * 2654435761);
  const theme = random.pick(themes);
  const world = createWorld(random, theme);
  addBuses(world);
  addThings(world);
  addChildDrivers(world);
  addClassDevices(world);
  const actions = random.between(3, 11);
  for (let count = 0; count < actions; count++) addAction(world);
  world.ops.push({ op: 'dump' });
  return { id: `${prefix}${String(seed).padStart(5, '0')}`, tags: [theme], seed, ops: world.ops };
}

/** Devices and drivers come in any order. */
function addThings(world: World): void {
  const { random } = world;
  const planned = deviceNames(world, random.between(2, 8));
  const names = planned.map(({ name }) => name);
  const drivers = Array.from({ length: random.between(1, 6) }, () => 'driver' as const);
  if (random.chance(world.theme === 'autoprobe' ? 50 : 4)) {
    const bus = random.pickAny(ownBuses(world));
    if (bus) world.ops.push({ op: 'drivers_autoprobe', bus: bus.name, value: 0 });
  }
  for (const thing of random.sample([...planned, ...drivers], planned.length + drivers.length)) {
    const bus = random.pickAny(world.buses);
    if (thing !== 'driver') addDevice(world, thing.name, thing.bus);
    else if (bus) addDriver(world, bus, names);
  }
}

function addClassDevices(world: World): void {
  const { random, classes, devices } = world;
  const count = classes.length > 0 ? random.between(0, 3) : 0;
  const parents = devices.map((device) => device.name);
  for (let index = 0; index < count; index++) {
    const parent = random.chance(70) ? random.pickAny(parents) : undefined;
    const name = random.chance(10) ? 'c0' : `c${index}`;
    world.ops.push({
      ...{ op: 'class_device', class: random.pickAny(classes) ?? 'k0', name },
      ...(parent !== undefined && { parent }),
    });
    parents.push(name);
  }
}
