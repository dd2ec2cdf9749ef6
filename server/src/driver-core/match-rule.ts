// Which rule of the domain a verdict of match() follows: the algorithm of its bus, or that a bus without one takes all.
import { matchSteps } from './match-index.ts';
import type { BusType } from './topology.ts';

/** `BUS-pci`, as rules/match-main.ts and rules/match-minor.ts name them; a bus without match callback and table is LC-20 (base.h:driver_match_device). */
export function matchRule(bus: BusType): string {
  return matchSteps(bus) === undefined ? 'LC-20' : `BUS-${bus.name}`;
}
