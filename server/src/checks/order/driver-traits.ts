// What the drivers of a root do that only few drivers do, bus by bus: checks of devices ask this before they look at a device's
// drivers, whose answers are made when somebody reads them.
import type { RootModel } from '../../db/model.ts';
import type { Driver, Step } from '../../driver-core/topology.ts';
import { remembered } from '../watched-model.ts';

interface Traits {
  /** Buses with a driver that probes asynchronously. */
  readonly async: ReadonlySet<string>;
  /** Buses with a driver whose probe may return -EPROBE_DEFER. */
  readonly deferring: ReadonlySet<string>;
  /** Buses with a driver that returns another error for a missing resource. */
  readonly failing: ReadonlySet<string>;
}

const traitsOf = remembered(
  ({ topology }) => collect(topology.drivers),
  ({ topology }) => topology.drivers,
);

export function hasTrait(trait: keyof Traits, bus: string | undefined, model: RootModel): boolean {
  return bus !== undefined && traitsOf(model)[trait].has(bus);
}

function collect(drivers: readonly Driver[]): Traits {
  const buses = (accepts: (driver: Driver) => boolean): ReadonlySet<string> =>
    new Set(drivers.filter(accepts).map(({ bus }) => bus));
  return {
    async: buses(({ flags }) => flags.has('async')),
    deferring: buses(({ probe }) => probe.some(defers)),
    failing: buses(({ probe }) => probe.some((step) => step.kind === 'needs' && step.else !== undefined)),
  };
}

function defers(step: Step): boolean {
  if (step.kind === 'needs') return step.else === undefined || step.else === 'EPROBE_DEFER';
  return step.kind === 'fails' && step.errno === 'EPROBE_DEFER';
}
