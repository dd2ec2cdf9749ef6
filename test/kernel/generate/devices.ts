// Devices of a random scenario, with the links that are made before or after they are added.
import type { BusOp, DeviceOp } from '../format.ts';
import { IDS, type World } from './world.ts';

const SOUND_FLAGS: readonly [number, ...number[]] = [0, 0, 0, 0x1, 0x2, 0x2, 0x10, 0x10, 0x20, 0x20, 0x12];
/** device_link_add() refuses these. */
const REFUSED_FLAGS: readonly [number, ...number[]] = [0x3, 0x11, 0x21, 0x22, 0x30, 0x40, 0x8];

export function linkFlags({ random, theme }: World): number {
  const runtime = theme === 'runtime' ? random.pick([0, 0x4, 0x4, 0xc]) : 0;
  return random.pick(random.chance(8) ? REFUSED_FLAGS : SOUND_FLAGS) | runtime;
}

const LINKED = ['links', 'mixed', 'power', 'sync', 'runtime', 'move'];

/** Names first, so that probes can wait for devices that come later. */
export function deviceNames(world: World, count: number): readonly { name: string; bus: BusOp }[] {
  return Array.from({ length: count }, (_, index) => {
    const bus = world.random.pickAny(world.buses);
    if (!bus) throw new Error('a scenario has a bus');
    return { name: deviceName(world, bus, index), bus };
  });
}

function deviceName({ random, theme }: World, bus: BusOp, index: number): string {
  const suffix = theme === 'names' && random.chance(35) ? random.between(0, 1) : index;
  if (bus.kind === 'platform')
    return `${random.pick(['pa', 'pb', 'pc'])}${random.chance(15) && index === 0 ? '' : `.${suffix}`}`;
  if (bus.kind === 'auxiliary') return `m${random.between(0, 1)}.${random.pick(['x', 'y', 'z'])}.${suffix}`;
  return `d${suffix}`;
}

export function addDevice(world: World, name: string, bus: BusOp): void {
  const { random, theme } = world;
  const parent = random.chance(40) ? random.pickAny(world.devices)?.name : undefined;
  const hold = bus.kind === 'own' && random.chance(LINKED.includes(theme) ? 40 : 4);
  const id = bus.kind === 'own' ? random.pick(IDS) : undefined;
  world.ops.push({
    ...{ op: 'device', bus: bus.name, name },
    ...(id !== undefined && { id }),
    ...(parent !== undefined && { parent }),
    ...(hold && { hold }),
    ...(bus.kind === 'own' && troubles(world, bus)),
    ...(theme === 'runtime' && random.chance(80) && { runtime_pm: true }),
  });
  world.devices.push({ name, bus: bus.name, ids: [id ?? name.replace(/\.\d+$/, '')] });
  const likely = LINKED.includes(theme) ? 50 : 6;
  for (let links = 0; links < 4 && random.chance(likely); links++) addLink(world, name);
  if (hold) world.ops.push({ op: 'add', device: name });
}

/** Mostly to an older device from this one, sometimes between any two. */
function addLink(world: World, name: string): void {
  const { random } = world;
  const others = random.chance(95) ? world.devices.filter((device) => device.name !== name) : world.devices;
  const supplier = random.pickAny(others)?.name;
  const consumer = random.chance(85) ? name : (random.pickAny(world.devices)?.name ?? name);
  if (supplier !== undefined) world.ops.push({ op: 'link', consumer, supplier, flags: linkFlags(world) });
}

function troubles({ random, theme }: World, bus: BusOp): Partial<DeviceOp> {
  const asked = (step: 'device_match_defer' | 'device_match_error') => bus.steps?.includes(step) === true;
  const often = theme === 'errors' ? 3 : 1;
  return {
    ...(asked('device_match_defer') && random.chance(50) && { mdefer: random.between(1, 4) }),
    ...(asked('device_match_error') && random.chance(35) && { merr: random.pick([-22, -19, -12]) }),
    ...dmaTrouble(random.chance(7 * often), random.chance(4 * often), random.between(1, 2)),
    // A supplier of such a device cannot be unbound any more (directed/deadly.ts).
    ...(random.chance(LINKED.includes(theme) ? 0 : 2 * often) && { devres: true }),
  };
}

function dmaTrouble(defers: boolean, fails: boolean, times: number): Partial<DeviceOp> {
  if (defers) return { dmadefer: times };
  return fails ? { dmaerr: -16 } : {};
}
