// Links between suppliers and consumers: which of them keep a device from its probe, and what resource each stands for.
// drivers/base/core.c: device_link_add, device_links_check_suppliers; domain.md 1.10, 1.11.
import type { LiveDevice, LiveLink, State } from './live.ts';
import type { Id, Kernel, Supplier } from './topology.ts';

/** The links of a device that is about to be added. Links of a firmware cycle are there but keep nobody (LC-38). */
export function linksOf(state: State, consumer: LiveDevice, suppliers: readonly Supplier[]): LiveLink[] {
  return suppliers.map((supplier) => linkOf(state, consumer, supplier));
}

/** The first supplier that the device must wait for: one that is not there, or not bound. LC-34. */
export function missingSupplier(state: State, device: LiveDevice): LiveLink | undefined {
  return device.links.find((link) => link.managed && !isAvailable(state, link));
}

/** The links that stand for a resource that `needs NAME` asks for. */
export function resourceLinks(state: State, device: LiveDevice, name: string): readonly LiveLink[] {
  const labelled = device.links.filter((link) => link.label === name);
  if (labelled.length > 0) return labelled;
  return device.links.filter((link) => link.label === undefined && standsFor(state, link, name));
}

/** A supplier without a bus never binds: what it gives is there as soon as it is. */
export function isAvailable(state: State, link: LiveLink): boolean {
  const supplier = state.devices.get(link.supplier);
  if (!supplier) return false;
  return supplier.driver !== undefined || supplier.bus === undefined;
}

/** The supplier's name; its id if nobody declared it. */
export function supplierName(state: State, id: Id): string {
  return (state.devices.get(id) ?? state.declared.get(id))?.name ?? id;
}

function linkOf(state: State, consumer: LiveDevice, { supplier, label, flags }: Supplier): LiveLink {
  const inferred = flags === undefined;
  const managed = inferred
    ? isEnforced(state.topology.kernel)
    : !flags.includes('STATELESS') && !flags.includes('SYNC_STATE_ONLY');
  const cyclic = managed && isCyclic(state, supplier, consumer.id);
  return {
    supplier,
    consumer,
    ...(label !== undefined && { label }),
    managed: managed && !cyclic,
    autoprobeConsumer: inferred ? managed : flags.includes('AUTOPROBE_CONSUMER'),
    inferred,
  };
}

/** `on` and `rpm` enforce probe order, `permissive` only sync_state, `off` makes no link (LC-37). */
function isEnforced({ fwDevlink }: Kernel): boolean {
  return fwDevlink === 'on' || fwDevlink === 'rpm';
}

/** True if the supplier is below the device, or consumes it by way of others. */
function isCyclic(state: State, supplier: Id, consumer: Id): boolean {
  const component = state.cycles().get(consumer);
  return component !== undefined && component === state.cycles().get(supplier);
}

function standsFor(state: State, link: LiveLink, name: string): boolean {
  const supplier = state.devices.get(link.supplier);
  const declared = state.declared.get(link.supplier);
  if ((supplier ?? declared)?.name === name) return true;
  const steps = supplier?.driver?.decl.probe ?? [];
  return steps.some((step) => step.kind === 'registers' && step.of === name);
}
