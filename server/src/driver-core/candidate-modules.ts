// The modules that a device's uevent asks for, in load order, loaded or not (KM-8, KM-9).
import type { LiveDevice, State } from './live.ts';
import { aliasesAnnounced, loadSteps } from './module-load.ts';

const NONE: readonly string[] = [];

/** Names, each once, whether or not something forbids them: a blacklisted module is asked for as well. */
export function candidateModules(state: State, device: LiveDevice): readonly string[] {
  const aliases = aliasesAnnounced(device);
  if (aliases.length === 0) return NONE;
  const names = new Set<string>();
  for (const alias of aliases) {
    for (const { module, cause } of loadSteps(state, state.source(), alias)) {
      if (cause.kind === 'alias' || cause.kind === 'name') names.add(module);
    }
  }
  return names.size === 0 ? NONE : [...names];
}
