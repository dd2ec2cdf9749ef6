// The lists that a new driver's walk goes over: the devices that it may match, as the bus's index says (LC-13).
import { insertBySeq, removeBySeq } from './by-seq.ts';
import type { LiveBus, LiveDevice } from './live.ts';

/** Puts the device where the walks of its bus look for it. */
export function listCandidates(bus: LiveBus, device: LiveDevice): void {
  const candidates = bus.index().candidates(device);
  if (!candidates) {
    insertBySeq(bus.universal, device);
    return;
  }
  device.candidates = candidates;
  for (const position of candidates) {
    const driver = bus.known[position];
    if (driver) insertBySeq(driver.candidates, device);
  }
}

export function unlistCandidates(bus: LiveBus, device: LiveDevice): void {
  if (!device.candidates) removeBySeq(bus.universal, device);
  for (const position of device.candidates ?? []) {
    const driver = bus.known[position];
    if (driver) removeBySeq(driver.candidates, device);
  }
}

/** What match() looks at has changed: an override was written, an id was added. */
export function relistCandidates(bus: LiveBus, device: LiveDevice): void {
  unlistCandidates(bus, device);
  device.candidates = undefined;
  listCandidates(bus, device);
}
