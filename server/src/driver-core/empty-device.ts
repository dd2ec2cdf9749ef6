// A device before anything is said of it. Every field is there from the start and in the same order: a machine has thousands of
// devices, and objects of one shape are what the engine is fast with.
import { newDeviceState } from './base/objects.ts';
import type { LiveDevice, Writable } from './live.ts';
import type { Id } from './topology.ts';

/** `seq`: its place in the order of addition. */
export function emptyDevice(id: Id, name: string, entry: string, seq: number): Writable<LiveDevice> {
  return {
    id,
    name,
    entry,
    seq,
    bus: undefined,
    class: undefined,
    struct: undefined,
    parent: undefined,
    physfn: undefined,
    declared: undefined,
    maker: undefined,
    fields: {},
    given: {},
    named: [],
    udevFormat: undefined,
    dma: undefined,
    controller: undefined,
    located: undefined,
    group: undefined,
    path: '',
    children: new Set(),
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
    ...newDeviceState(),
  };
}
