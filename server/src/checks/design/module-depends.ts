// Which module holds a maker, and which modules it depends on, as depmod would say it.
import type { RootModel } from '../../db/model.ts';
import { foldModule } from '../../link/ids.ts';
import type { Maker } from '../made-here.ts';

/** The module whose name KBUILD_MODNAME is in its source. */
export function moduleOf(maker: Maker, model: RootModel): string {
  const own = foldModule(maker.decl.name.text);
  return maker.kind === 'module' ? own : (model.driver(maker.id)?.module ?? own);
}

/** Directly or through others; a module does not depend on itself. */
export function dependsOn(module: string, other: string, model: RootModel): boolean {
  const visited = new Set<string>();
  const queue = [module];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    for (const needed of model.topology.modules.get(name)?.depends ?? []) {
      if (needed === other) return true;
      if (!visited.has(needed)) queue.push(needed);
      visited.add(needed);
    }
  }
  return false;
}
