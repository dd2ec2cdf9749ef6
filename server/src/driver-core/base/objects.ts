// What drivers/base knows: buses, devices, drivers and links between devices, with the lists that hold them, in their order.
// Nothing here knows how a bus matches or what a probe does: that is behind BusOps. drivers/base/base.h, include/linux/device.h.
import { noKeys, noMembers } from './members.ts';

/** struct bus_type with its subsys_private. Maps and Sets keep the order of a klist: new members at the tail, O(1) to leave. */
export interface BaseBus {
  readonly name: string;
  readonly ops: BusOps;
  /** klist_devices, by name: in addition order. */
  readonly devices: Map<string, BaseDevice>;
  /** klist_drivers, by name: in registration order. */
  readonly drivers: Map<string, BaseDriver>;
  /** `drivers_autoprobe` (LC-41). */
  autoprobe: boolean;
  /** The bus attaches a device itself once it is complete, whatever autoprobe says: pci (LC-19). */
  readonly attachesItself: boolean;
  /** Before device_add() its devices have neither name nor place on it: platform, auxiliary. */
  readonly namesOnAdd?: boolean;
  /** bus->sync_state: called whatever the driver has, and also for a device that has none (LC-39). */
  readonly hasSyncState?: boolean;
  /** match() asks which drivers have devices: what it says changes with every bind. */
  readonly asksWhoIsBound?: boolean;
}

/** The callbacks of a bus. Results are the kernel's: 0, a negative errno, or for match() positive for yes. */
export interface BusOps {
  /** Not there: every driver matches every device (LC-20). */
  match?(device: BaseDevice, driver: BaseDriver): number;
  /** Before the probe: -EPROBE_DEFER while the IOMMU is not there, -EBUSY when user space owns the group. */
  dmaConfigure?(device: BaseDevice, driver: BaseDriver): number;
  /** bus->probe, or the driver's own. */
  probe(device: BaseDevice, driver: BaseDriver): number;
  /** bus->remove, or the driver's own: it cannot fail (LC-45). */
  remove(device: BaseDevice, driver: BaseDriver): void;
  /** Registered drivers that can match, in registration order, where an index knows; else all are asked. */
  driversFor?(device: BaseDevice): Iterable<BaseDriver>;
  /** Likewise the devices, in addition order; those that are added meanwhile come in turn. */
  devicesFor?(driver: BaseDriver): Iterable<BaseDevice>;
}

/** enum dl_dev_state: what links know of a device's driver. */
export type DriverPresence = 'none' | 'probing' | 'bound' | 'unbinding';

export interface BaseDevice {
  /** Unique among all devices that are there. */
  readonly id: string;
  readonly name: string;
  /** Its name in the sysfs directory of its parent, or in the topmost: unique (LC-7). */
  entry: string;
  /** Its class, which has a link to each of its devices: their names are unique there, too (LC-7). */
  readonly className?: string;
  /** Class devices and those `on none` have none: they never match (LC-2). */
  readonly bus: BaseBus | undefined;
  parent: BaseDevice | undefined;
  /** Added and not deleted, in the order in which they were added. */
  children: ReadonlySet<BaseDevice>;
  readonly suppliers: Link[];
  consumers: ReadonlySet<Link>;
  presence: DriverPresence;
  /** Set from the moment a driver probes it: one at a time (LC-1). */
  driver: BaseDriver | undefined;
  /** The driver that takes it before it is added; it binds as soon as the bus attaches (LC-73). */
  claim: BaseDriver | undefined;
  /** In its driver's list: the probe has succeeded. */
  isBound: boolean;
  isRegistered: boolean;
  /** `p->dead`: device_del has begun, no probe begins any more. */
  isDead: boolean;
  /** A device above it is dead: set as that one goes, for all that is below it then (LC-49). */
  isOrphan: boolean;
  /** `ready_to_probe`: false while device_add is still announcing it (LC-9). */
  isReady: boolean;
  /** A driver has matched it once: only then may it be deferred. */
  canMatch: boolean;
  /** One of the two lists of deferred devices holds it. */
  isDeferred: boolean;
  /** Its retries, as of a round: see retry-counter.ts. */
  retries: number;
  retryRound: number;
  /** The link that kept it from its probe the last time. */
  waitsFor: Link | undefined;
  /** Its last walk ended because it lacks a supplier, and another would end there as long as it does: settle.ts. */
  endsAtSupplier: boolean;
  /** Resources that are there before any driver: every probe fails with -EBUSY. */
  hasResources: boolean;
  /** The driver that a queued asynchronous probe is for. */
  asyncDriver: BaseDriver | undefined;
  /** Suppliers that it names and that are not there yet: by id, the flags of the link to come (LC-37). */
  absentSuppliers: ReadonlyMap<string, number>;
  /** FWNODE_FLAG_BEST_EFFORT: only suppliers that some driver matches count (LC-37). */
  isBestEffort: boolean;
  /** Runtime PM: in a kernel `disabled` until its driver enables it; `untracked`: nobody says, so nothing fails (LC-58). */
  runtime: 'untracked' | 'disabled' | 'suspended' | 'active';
  /** usage_count: who keeps it awake. */
  users: number;
  /** child_count: children that are awake. */
  activeChildren: number;
  /** Whether work is queued that lets it sleep, and whether it still counts. */
  sleepRequest: 'none' | 'wanted' | 'called off';
  /** sync_state() was called, or the user wrote `state_synced` (LC-39). */
  isSynced: boolean;
}

export interface BaseDriver {
  readonly name: string;
  readonly bus: BaseBus;
  /** PROBE_PREFER_ASYNCHRONOUS (LC-15). */
  readonly isAsync: boolean;
  /** No `bind` and `unbind` files (LC-40). */
  readonly suppressBindAttrs: boolean;
  /** It has a sync_state callback. */
  readonly hasSyncState: boolean;
  /** In bind order. */
  readonly devices: Set<BaseDevice>;
}

/** enum device_link_state; `none`: not managed. */
export type LinkState = 'none' | 'dormant' | 'available' | 'consumer probe' | 'active' | 'supplier unbind';

/** struct device_link. `flags` are DL_FLAG bits, see link-flags.ts. */
export interface Link {
  readonly consumer: BaseDevice;
  readonly supplier: BaseDevice;
  /** Of its own device in /sys/class/devlink: it stays, whatever its ends are called later. */
  readonly name: string;
  flags: number;
  state: LinkState;
  /** How many device_link_add of stateless users and of managed ones hold it. */
  references: number;
  /** rpm_active: how many times the consumer keeps the supplier awake. */
  holds: number;
}

/** What device_initialize() makes of a device; the caller adds what it is. */
export function newDeviceState() {
  return {
    driver: undefined,
    claim: undefined,
    isDeferred: false,
    retries: 0,
    retryRound: 0,
    waitsFor: undefined,
    endsAtSupplier: false,
    asyncDriver: undefined,
    suppliers: [],
    consumers: noMembers<Link>(),
    presence: 'none' as DriverPresence,
    isBound: false,
    isRegistered: false,
    isDead: false,
    isOrphan: false,
    isReady: false,
    canMatch: false,
    hasResources: false,
    absentSuppliers: noKeys<string, number>(),
    isBestEffort: false,
    runtime: 'untracked' as BaseDevice['runtime'],
    users: 0,
    activeChildren: 0,
    sleepRequest: 'none' as BaseDevice['sleepRequest'],
    isSynced: false,
  };
}
