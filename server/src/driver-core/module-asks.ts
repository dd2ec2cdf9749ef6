// Who asks for which modules, when one device announces something new: the modules stay as they are, or the run
// is made anew. KM-9: a module is loaded once, for the first device that asks.
import { insertBySeq, removeBySeq } from './by-seq.ts';
import type { LiveDevice, LiveModule, State } from './live.ts';
import { aliasesAsked, loadSteps, whyLoaded } from './module-load.ts';

/** Puts `fresh` in the place of `live` among those that ask. False: modules would come or go, nothing is right any more. */
export function moveAsks(
  state: State,
  live: LiveDevice,
  fresh: LiveDevice,
  changed: (module: LiveModule) => void,
): boolean {
  const before = modulesAsked(state, live);
  const after = modulesAsked(state, fresh);
  if (!before || !after) return false;
  for (const module of before) removeBySeq(module.askers, live);
  for (const module of after) {
    // Not there, or there only for devices that came later: its drivers would register in another round.
    if (!module.loaded || !(module.started || module.askers.length > 0 || before.has(module))) return false;
    insertBySeq(module.askers, fresh);
  }
  for (const module of new Set([...before, ...after])) {
    if (module.started) continue;
    if (module.brought) return false;
    const why = whyAsked(state, module);
    if (why === undefined) return false;
    if (why === module.why) continue;
    module.why = why;
    changed(module);
  }
  return true;
}

/** Undefined if a module brings others with it: why those are there is more than one device's business. */
function modulesAsked(state: State, device: LiveDevice): ReadonlySet<LiveModule> | undefined {
  const modules = new Set<LiveModule>();
  for (const alias of aliasesAsked(device)) {
    for (const { module: name, outcome, cause } of loadSteps(state, state.source(), alias)) {
      if (outcome !== 'insert' && outcome !== 'builtin') continue;
      if (cause.kind !== 'alias') return undefined;
      const module = state.modules.get(name);
      if (!module) return undefined;
      modules.add(module);
    }
  }
  return modules;
}

function whyAsked(state: State, module: LiveModule): string | undefined {
  const [asker] = module.askers;
  if (!asker) return undefined;
  for (const alias of aliasesAsked(asker)) {
    const step = loadSteps(state, state.source(), alias).find(({ module: name }) => name === module.name);
    if (step) return whyLoaded(asker, alias, step);
  }
  return undefined;
}
