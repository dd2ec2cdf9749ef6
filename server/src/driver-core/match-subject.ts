// The pair that a match is asked about: a device, a driver, and the kernel they live in.
import type { Lookup } from './condition.ts';
import { lookupFor } from './device-field.ts';
import type { LiveDevice, LiveDriver } from './live.ts';
import type { Kernel, Row } from './topology.ts';

export interface MatchSubject {
  readonly kernel: Kernel;
  readonly device: LiveDevice;
  readonly driver: LiveDriver;
  /** Made once: most matches end after a few fields. */
  readonly lookup: Lookup;
}

export function matchSubject(kernel: Kernel, device: LiveDevice, driver: LiveDriver): MatchSubject {
  return { kernel, device, driver, lookup: lookupFor(kernel, device, driver) };
}

/** Paths of the pair; with a row, also `row.X`. */
export function subjectLookup(subject: MatchSubject, row?: Row): Lookup {
  return row ? lookupFor(subject.kernel, subject.device, subject.driver, row) : subject.lookup;
}
