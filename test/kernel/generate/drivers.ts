// Drivers of a random scenario.
import type { BusOp, DriverOp, ProbeLink, ProbeRule, RecordedChild } from '../format.ts';
import { probeRule } from './rules.ts';
import { CHILD_ID, choosyBuses, GRANDCHILD_ID, IDS, type World } from './world.ts';

/** `names`: of all devices that there are or will be. */
export function addDriver(world: World, bus: BusOp, names: readonly string[]): void {
  const { random } = world;
  const name = driverName(world, bus);
  const taken = world.drivers.some((driver) => driver.name === name && driver.bus === bus.name);
  if (taken && !(world.theme === 'names' && random.chance(70))) return;
  const ids = driverIds(world, bus);
  world.ops.push({
    ...{ op: 'driver', bus: bus.name, name, probe: probeRule(world, names) },
    ...(ids.length > 0 && { ids }),
    ...specialRules(world, names),
    ...flags(world),
    ...probeLinks(world, names),
    ...children(world, bus, ids),
  });
  world.drivers.push({ name, bus: bus.name, ids: [...ids, name] });
}

/** Drivers of what others make; those of the first level may make a second one. */
export function addChildDrivers(world: World): void {
  const { random } = world;
  if (!world.ops.some((op) => op.op === 'driver' && op.creates)) return;
  const bus = random.pickAny(choosyBuses(world));
  if (!bus || random.chance(15)) return;
  const again = random.chance(25);
  const grandchild = { name: '%.g', bus: bus.name, id: GRANDCHILD_ID };
  insert(world, {
    ...{ op: 'driver', bus: bus.name, name: 'child', ids: [CHILD_ID], probe: probeRule(world, []) },
    ...(again && { creates: [grandchild] }),
  });
  if (again)
    insert(world, { op: 'driver', bus: bus.name, name: 'grandchild', ids: [GRANDCHILD_ID], probe: 'ok' });
}

/** Anywhere behind the buses and classes: before, between or behind those whose children it serves. */
function insert(world: World, driver: DriverOp): void {
  const first = world.buses.length + world.classes.length;
  world.ops.splice(world.random.between(first, world.ops.length), 0, driver);
  world.drivers.push({ name: driver.name, bus: driver.bus, ids: driver.ids ?? [] });
}

function driverName(world: World, bus: BusOp): string {
  const { random } = world;
  const fresh = `r${world.serial++}`;
  if (bus.kind === 'auxiliary') return random.chance(95) ? `m.${fresh}` : fresh;
  const again = world.drivers.filter((driver) => driver.bus === bus.name).map((driver) => driver.name);
  if (world.theme === 'names' && random.chance(30)) return random.pickAny(again) ?? fresh;
  if (bus.kind === 'platform') return random.chance(40) ? random.pick(['pa', 'pb', 'pc']) : fresh;
  return random.chance(bus.steps?.includes('driver_name') ? 45 : 8) ? random.pick(IDS) : fresh;
}

function driverIds({ random }: World, bus: BusOp): readonly string[] {
  if (bus.kind === 'platform')
    return random.chance(65) ? random.sample(['pa', 'pb', 'pc'], random.between(1, 2)) : [];
  if (bus.kind === 'auxiliary')
    return random.chance(93) ? random.sample(['m0.x', 'm0.y', 'm1.x', 'm1.y'], random.between(1, 3)) : [];
  if (random.chance(14)) return [];
  return random.chance(8) ? ['*'] : random.sample(IDS, random.between(1, 3));
}

function specialRules(world: World, names: readonly string[]): Partial<DriverOp> {
  const { random } = world;
  if (!random.chance(35)) return {};
  const rules: Record<string, ProbeRule> = {};
  for (const name of random.sample(names, random.between(1, 2))) rules[name] = probeRule(world, names);
  return { probe_for: rules };
}

function flags({ random, theme }: World): Partial<DriverOp> {
  const async = random.chance(theme === 'async' ? 55 : theme === 'mixed' ? 8 : 0);
  return { ...(async && { async }), ...(random.chance(5) && { suppress_bind_attrs: true }) };
}

function probeLinks({ random, theme }: World, names: readonly string[]): Partial<DriverOp> {
  if (!random.chance(theme === 'links' || theme === 'mixed' ? 18 : 2)) return {};
  const links: ProbeLink[] = random
    .sample(names, random.between(1, 2))
    .map((supplier) => ({ supplier, flags: random.pick([0, 1, 2, 2, 0x10, 0x20]) }));
  return links.length > 0 ? { links } : {};
}

/** Only what the driver cannot match itself, or its probe would never come to an end. */
function children(world: World, bus: BusOp, ids: readonly string[]): Partial<DriverOp> {
  const { random, theme } = world;
  const likely = ['children', 'removal', 'classes', 'power'].includes(theme) ? 55 : 10;
  const choosy = choosyBuses(world);
  const greedy = ids.includes('*') || (bus.kind === 'own' && !choosy.includes(bus));
  const homes = choosy.filter((home) => home !== bus || !greedy);
  if (!random.chance(likely)) return {};
  const creates = Array.from({ length: random.between(1, 3) }, (_, index) => child(world, homes, index));
  const made = creates.filter((one) => one !== undefined);
  if (made.length === 0) return {};
  const early = random.chance(12);
  return {
    creates: made,
    ...(early && { create_before_fail: true, probe: random.pick(['fail', 'nodev', 'ok', 'errfirst:-5']) }),
    ...(early && { probe_for: {} }),
    ...(random.chance(8) && { keep_children: true }),
  };
}

function child(world: World, homes: readonly BusOp[], index: number): RecordedChild | undefined {
  const { random } = world;
  const home = random.pickAny(homes);
  const name = world.classes.length > 0 && random.chance(50) ? random.pickAny(world.classes) : undefined;
  if (name !== undefined) return { name: `%-n${index}`, bus: `@${name}` };
  if (!home) return undefined;
  const pattern = random.chance(12) ? `n#-${index}` : `%-${index}`;
  return { name: pattern, bus: home.name, id: CHILD_ID };
}
