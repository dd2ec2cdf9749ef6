// What holds of the lists of the driver core between any two operations, whatever was done.
import type { BaseCore } from '../../server/src/driver-core/base/core.ts';
import { MANAGED, SYNC_STATE_ONLY } from '../../server/src/driver-core/base/link-flags.ts';
import type { BaseDevice, Link } from '../../server/src/driver-core/base/objects.ts';
import type { Machine } from './machine.ts';

/** What is broken, one sentence each. */
export function brokenInvariants(machine: Machine): readonly string[] {
  const { core, devices, buses } = machine;
  const added = devices.filter(({ stage }) => stage === 'added').map(({ base }) => base);
  const listed = [...buses.values()].flatMap(({ base }) => [...base.devices.values()]);
  return [
    ...(isSame([...core.order], added) ? [] : ['the order does not hold exactly the devices that are added']),
    ...(isSame(
      listed,
      added.filter(({ bus }) => bus),
    )
      ? []
      : ['the buses do not list exactly their devices']),
    ...(core.active.size + core.work.length === 0 ? [] : ['work is left']),
    ...added.flatMap((device) => ofDevice(core, device)),
    ...[...buses.values()].flatMap(({ base }) => [...base.drivers.values()]).flatMap(ofDriver),
  ];
}

function ofDevice(core: BaseCore, device: BaseDevice): readonly string[] {
  const { name, driver, isBound, isDeferred, presence, parent } = device;
  const broken = (isFine: boolean, what: string): readonly string[] => (isFine ? [] : [`${name} ${what}`]);
  return [
    ...broken(isBound === (driver !== undefined), 'has a driver that has not bound it'),
    ...broken(!driver || driver.devices.has(device), 'is not in the list of its driver'),
    ...broken(
      presence !== 'unbinding' && (presence === 'bound') === isBound,
      `says ${presence} to its links`,
    ),
    ...broken(isDeferred === core.pending.has(device), 'is deferred and on no list, or the other way round'),
    ...broken(!parent || parent.isDead || parent.children.has(device), 'is not a child of its parent'),
    ...device.suppliers.flatMap(ofLink),
  ];
}

function ofDriver({ name, devices }: NonNullable<BaseDevice['driver']>): readonly string[] {
  return [...devices].flatMap((device) =>
    device.driver?.name === name ? [] : [`${name} lists ${device.name}, which it does not drive`],
  );
}

function ofLink(link: Link): readonly string[] {
  const { consumer, supplier, flags, state, references } = link;
  const isManaged = (flags & MANAGED) !== 0;
  const isFine =
    supplier.consumers.has(link) &&
    supplier.isRegistered &&
    references > 0 &&
    (!isManaged || (flags & SYNC_STATE_ONLY) !== 0 || isLegal(link));
  return isFine ? [] : [`the link ${consumer.name} -> ${supplier.name} is ${state}`];
}

/**
 * LC-33. A link that a probe makes is active when the probe has succeeded, also if its supplier is not bound. A probe that was
 * refused before it began leaves its device `probing`, and links in `consumer probe`.
 */
function isLegal({ consumer, supplier, state }: Link): boolean {
  switch (state) {
    case 'active':
      return consumer.isBound;
    case 'available':
      return supplier.isBound;
    case 'consumer probe':
      return consumer.presence === 'probing';
    case 'dormant':
      return !supplier.isBound;
    case 'none':
    case 'supplier unbind':
      return false;
  }
}

function isSame(one: readonly BaseDevice[], other: readonly BaseDevice[]): boolean {
  return one.length === other.length && new Set([...one, ...other]).size === one.length;
}
