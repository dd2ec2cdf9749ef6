// Whether two topologies have the same drivers and modules, object for object: then the same alias loads the same.
import type { Topology } from './topology.ts';

export function haveSameModules(before: Topology, after: Topology): boolean {
  return (
    before.kernel === after.kernel &&
    before.buses === after.buses &&
    before.drivers === after.drivers &&
    before.modules === after.modules &&
    before.modprobe === after.modprobe &&
    before.installed === after.installed
  );
}
