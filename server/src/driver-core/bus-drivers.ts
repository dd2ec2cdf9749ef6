// The two walks of a bus, shortened to what its match index leaves: the others' match() is no for certain.
// drivers/base/bus.c: bus_for_each_drv, bus_for_each_dev (LC-12, LC-13).
import { placeOf } from './by-seq.ts';
import type { LiveDevice, LiveDriver } from './live.ts';

/** The registered drivers that may match, in registration order. */
export function driversFor(device: LiveDevice): readonly LiveDriver[] {
  const { bus, candidates } = device;
  if (!bus) return [];
  if (!candidates) return [...bus.drivers.values()];
  const drivers: LiveDriver[] = [];
  for (const position of candidates) {
    const driver = bus.known[position];
    if (driver && driver.order > 0) drivers.push(driver);
  }
  return drivers.length < 2 ? drivers : drivers.sort((a, b) => a.order - b.order);
}

/** Devices that the driver may match, in addition order; those that its probes add come in turn, those that they delete do not. */
export function* devicesFor({ candidates, bus }: LiveDriver): Iterable<LiveDevice> {
  for (let seq = 0; ; ) {
    const candidate = candidates[placeOf(candidates, seq)];
    const universal = bus.universal[placeOf(bus.universal, seq)];
    const next = candidate && !(universal && universal.seq < candidate.seq) ? candidate : universal;
    if (!next) return;
    yield next;
    seq = next.seq + 1;
  }
}
