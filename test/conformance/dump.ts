// The state between two operations, as the recorder reads it from the lists of the core.
import { flagNames } from '../../server/src/driver-core/base/link-flags.ts';
import type { RecordedLink, RecordedState } from '../kernel/format.ts';
import type { Machine, ReplayBus } from './machine.ts';
import { sysfsPath } from './sysfs-path.ts';

export function dump(machine: Machine): RecordedState {
  const added = machine.devices.filter(({ stage }) => stage === 'added');
  return {
    buses: Object.fromEntries([...machine.buses].map(([name, bus]) => [name, dumpBus(bus)])),
    deferred: [...machine.core.pending].map(({ name }) => name),
    paths: Object.fromEntries(added.map((device) => [device.base.name, sysfsPath(machine, device)])),
    links: added.flatMap(({ base }) => base.suppliers.map(dumpLink)),
    order: [...machine.core.order].map(({ name }) => name),
  };
}

function dumpBus({ base }: ReplayBus): RecordedState['buses'][string] {
  return {
    devices: [...base.devices.values()].map(({ name, driver }) => [name, driver?.name ?? null] as const),
    drivers: [...base.drivers.keys()],
  };
}

type BaseLink = Machine['devices'][number]['base']['suppliers'][number];

function dumpLink({ consumer, supplier, flags, state }: BaseLink): RecordedLink {
  return {
    consumer: consumer.name,
    supplier: supplier.name,
    flags: flagNames(flags).map((name) => name.toLowerCase()),
    state: state.replace(' ', '_'),
  };
}
