// The modules that a device's uevent asks for, in load order, loaded or not (KM-8, KM-9).
import { resolveModules } from './kmod/load-order.ts';
import type { LiveDevice, State } from './live.ts';
import { aliasesAsked } from './module-load.ts';

const NONE: readonly string[] = [];

/** Names, each once. Devices with one modalias share one list. */
export function candidateModules(state: State, device: LiveDevice): readonly string[] {
  const aliases = aliasesAsked(device);
  if (aliases.length === 0) return NONE;
  const key = aliases.join('\n');
  const known = state.asked.get(key);
  if (known) return known;
  const names = new Set<string>();
  for (const alias of aliases) {
    for (const { module } of resolveModules(alias, state.source(), state.topology.modprobe))
      names.add(module);
  }
  const list = [...names];
  state.asked.set(key, list);
  return list;
}
