// Buses and classes of a random scenario: all kinds, and own buses with lists of match steps as real buses have them.
import type { BusOp, RecordedStep } from '../format.ts';
import type { World } from './world.ts';

type Steps = readonly RecordedStep[];

const PLAIN: readonly [Steps, ...Steps[]] = [
  ['table'],
  ['driver_name'],
  ['table', 'driver_name'],
  ['table_final', 'driver_name'],
  ['override', 'table'],
  ['override', 'always'],
  ['override', 'table', 'driver_name'],
  ['override', 'table_final', 'driver_name'],
];
const WITH_OVERRIDE: readonly [Steps, ...Steps[]] = [
  ['override', 'table'],
  ['override', 'always'],
  ['override'],
  ['override', 'table_final', 'driver_name'],
];
const WITH_ERRORS: readonly [Steps, ...Steps[]] = [
  ['device_match_defer', 'table'],
  ['device_match_error', 'table'],
  ['table', 'device_match_defer'],
  ['device_match_defer', 'override', 'table'],
  ['override', 'device_match_error', 'device_match_defer', 'table'],
];

export function addBuses(world: World): void {
  const { random, theme } = world;
  const count = random.weighted({ one: 60, two: 32, three: 8 });
  const number = count === 'one' ? 1 : count === 'two' ? 2 : 3;
  for (let index = 0; index < number; index++) {
    const kind = kindFor(world, index);
    const bus = kind === 'own' ? ownBus(world, index) : ({ op: 'bus', name: `b${index}`, kind } as const);
    world.buses.push(bus);
    world.ops.push(bus);
  }
  const classy =
    theme === 'classes' || (['mixed', 'removal', 'children'].includes(theme) && random.chance(35));
  const classes = classy ? random.between(1, 2) : 0;
  for (let index = 0; index < classes; index++) {
    world.classes.push(`k${index}`);
    world.ops.push({ op: 'class', name: `k${index}` });
  }
}

function kindFor({ theme, random }: World, index: number): BusOp['kind'] {
  if (index === 0 && (theme === 'platform' || theme === 'auxiliary')) return theme;
  if (index === 0 && theme === 'mixed' && random.chance(20)) return random.pick(['platform', 'auxiliary']);
  return 'own';
}

function ownBus({ random, theme }: World, index: number): BusOp {
  const lists = theme === 'override' ? WITH_OVERRIDE : theme === 'errors' ? WITH_ERRORS : PLAIN;
  const bus = { op: 'bus', name: `b${index}`, kind: 'own' } as const;
  const synced = theme === 'sync' ? { sync_state: true } : {};
  if (random.chance(5)) return { ...bus, steps: [], no_match_callback: true, ...synced };
  return { ...bus, steps: random.pick(lists), ...synced };
}
