// A device before anything is said of it. Every field is there from the start and in the same order: a machine has thousands of
// devices, and objects of one shape are what the engine is fast with; a spread of newDeviceState() would cost more than all of it.
import { noKeys, noMembers } from './base/members.ts';
import type { LiveDevice, Writable } from './live.ts';
import type { Id } from './topology.ts';

const NOTHING = {};
const NONE: readonly never[] = [];

/** `seq`: its place in the order of addition. */
export function emptyDevice(id: Id, name: string, entry: string, seq: number): Writable<LiveDevice> {
  return {
    id,
    name,
    entry,
    seq,
    bus: undefined,
    driver: undefined,
    isDeferred: false,
    endsAtSupplier: false,
    waitsFor: undefined,
    absentSuppliers: noKeys(),
    class: undefined,
    struct: undefined,
    parent: undefined,
    physfn: undefined,
    declared: undefined,
    maker: undefined,
    fields: NOTHING,
    given: NOTHING,
    named: NONE,
    udevFormat: undefined,
    dma: undefined,
    controller: undefined,
    located: undefined,
    group: undefined,
    path: '',
    children: noMembers(),
    made: [],
    handles: [],
    driverOverride: undefined,
    candidates: undefined,
    attempts: [],
    taken: [],
    modalias: undefined,
    numVfs: undefined,
    boundIn: 0,
    stop: undefined,
    claim: undefined,
    retries: 0,
    retryRound: 0,
    asyncDriver: undefined,
    suppliers: [],
    consumers: noMembers(),
    presence: 'none',
    isBound: false,
    isRegistered: false,
    isDead: false,
    isOrphan: false,
    isReady: false,
    canMatch: false,
    hasResources: false,
    isBestEffort: false,
    runtime: 'untracked',
    users: 0,
    activeChildren: 0,
    sleepRequest: 'none',
    isSynced: false,
  };
}
