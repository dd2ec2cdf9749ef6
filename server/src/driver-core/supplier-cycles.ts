// Circles of devices that wait for each other, by links and by parents: fw_devlink relaxes their links.
// drivers/base/core.c:__fw_devlink_relax_cycles (LC-32, LC-38). Tarjan's components, without recursion.
import { isNamedByFirmware } from './device-links.ts';
import type { Device, Id, Kernel, Topology } from './topology.ts';

/** Devices of one circle have the same number; a device that no circle holds has a number of its own. Linear. */
export function supplierCycles({
  devices,
  kernel,
}: Pick<Topology, 'devices' | 'kernel'>): ReadonlyMap<Id, number> {
  const byId = new Map(devices.map((device) => [device.id, device]));
  const search: Search = {
    kernel,
    byId,
    numbers: new Map(),
    low: new Map(),
    open: [],
    components: new Map(),
  };
  for (const { id } of devices) if (!search.numbers.has(id)) visit(search, id);
  return search.components;
}

interface Search {
  readonly kernel: Kernel;
  readonly byId: ReadonlyMap<Id, Device>;
  /** In the order of their discovery. */
  readonly numbers: Map<Id, number>;
  readonly low: Map<Id, number>;
  readonly open: Id[];
  readonly components: Map<Id, number>;
}

interface Frame {
  readonly id: Id;
  readonly edges: readonly Id[];
  next: number;
}

function visit(search: Search, root: Id): void {
  const stack: Frame[] = [enter(search, root)];
  for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
    const edge = frame.edges[frame.next++];
    if (edge === undefined) {
      leave(search, frame.id);
      stack.pop();
      const above = stack.at(-1);
      if (above) lower(search, above.id, search.low.get(frame.id));
    } else if (!search.numbers.has(edge)) stack.push(enter(search, edge));
    else if (!search.components.has(edge)) lower(search, frame.id, search.numbers.get(edge));
  }
}

function enter({ kernel, byId, numbers, low, open }: Search, id: Id): Frame {
  const number = numbers.size;
  numbers.set(id, number);
  low.set(id, number);
  open.push(id);
  return { id, edges: edgesOf(kernel, byId.get(id)).filter((edge) => byId.has(edge)), next: 0 };
}

function leave({ numbers, low, open, components }: Search, id: Id): void {
  const number = numbers.get(id) ?? 0;
  if (low.get(id) !== number) return;
  for (let member = open.pop(); member !== undefined; member = open.pop()) {
    components.set(member, number);
    if (member === id) return;
  }
}

function lower({ low }: Search, id: Id, value: number | undefined): void {
  if (value !== undefined) low.set(id, Math.min(low.get(id) ?? value, value));
}

/** Whom a device comes after: its parent, and its suppliers unless the link is for sync_state only. */
function edgesOf(kernel: Kernel, device: Device | undefined): readonly Id[] {
  if (!device) return [];
  const suppliers = device.suppliers.filter((it) =>
    it.flags ? !it.flags.includes('SYNC_STATE_ONLY') : isNamedByFirmware(kernel, it),
  );
  const edges = suppliers.map(({ supplier }) => supplier);
  return device.parent === undefined ? edges : [...edges, device.parent];
}
