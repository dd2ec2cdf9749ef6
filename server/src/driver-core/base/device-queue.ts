// One of the two lists of deferred devices, in order. In a long chain of suppliers every bind moves all that wait from one to the
// other and back, so that both have to be cheap: a device comes at the end and nearly always leaves at the front.
import type { BaseDevice } from './objects.ts';

export interface DeviceQueue extends Iterable<BaseDevice> {
  devices: BaseDevice[];
  /** Those before this place have left. */
  first: number;
  readonly size: number;
  /** Walks over the list. */
  has(device: BaseDevice): boolean;
}

export function deviceQueue(): DeviceQueue {
  const queue: DeviceQueue = {
    devices: [],
    first: 0,
    get size() {
      return queue.devices.length - queue.first;
    },
    has: (device) => queue.devices.includes(device, queue.first),
    [Symbol.iterator]: () => queue.devices.slice(queue.first).values(),
  };
  return queue;
}

export function takeFirst(queue: DeviceQueue): BaseDevice | undefined {
  const device = queue.devices[queue.first];
  if (device) queue.first++;
  if (queue.first === queue.devices.length) empty(queue);
  return device;
}

export function takeOut(queue: DeviceQueue, device: BaseDevice): void {
  const place = queue.devices.indexOf(device, queue.first);
  if (place === queue.first) takeFirst(queue);
  else if (place >= 0) queue.devices.splice(place, 1);
}

/** Puts all of one behind all of the other. */
export function moveAll(from: DeviceQueue, to: DeviceQueue): void {
  if (to.size === 0) {
    to.devices = from.devices;
    to.first = from.first;
    from.devices = [];
  } else {
    for (const device of from) to.devices.push(device);
  }
  empty(from);
}

function empty(queue: DeviceQueue): void {
  queue.devices.length = 0;
  queue.first = 0;
}
