// The buses whose drivers a root describes itself. On others a device without a driver tells nothing: the description may just stop
// there.
import { remembered } from './watched-model.ts';

/** As long as the root has the same drivers. */
export const ownBuses = remembered(
  (model): ReadonlySet<string> => {
    const own = [...model.declarations('driver')].filter((it) => !it.library);
    return new Set(own.map((it) => it.decl.bus.text));
  },
  (model) => model.topology.drivers,
);
