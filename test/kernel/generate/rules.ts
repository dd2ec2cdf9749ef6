// What probes return in a random scenario.
import type { ProbeRule } from '../format.ts';
import type { World } from './world.ts';

const WAITING = ['deferral', 'links', 'async', 'mixed', 'sync'];

/** `others`: names of devices that a probe may wait for. */
export function probeRule(world: World, others: readonly string[]): ProbeRule {
  const { random, theme } = world;
  const waits = WAITING.includes(theme) ? 30 : 8;
  const kind = random.weighted({ ok: 60, declines: 14, fails: 8, once: 7, positive: 2, defers: waits });
  switch (kind) {
    case 'ok':
      return 'ok';
    case 'declines':
      return random.pick(['nodev', 'nxio']);
    case 'fails':
      return random.pick(['fail', 'err:-12', 'err:-16', 'err:-110']);
    case 'once':
      return random.pick(['errfirst:-19', 'errfirst:-5', 'errfirst:-517']);
    case 'positive':
      return random.pick(['err:1', 'err:5', 'errfirst:3']);
    case 'defers':
      return deferringRule(world, others);
  }
}

function deferringRule({ random }: World, others: readonly string[]): ProbeRule {
  const other = random.pickAny(others);
  if (other !== undefined && random.chance(55)) return `need:${other}`;
  return random.pick(['defer:1', 'defer:1', 'defer:2', 'defer:3', 'defer']);
}
