// `open` and `close` of a device's node: what pins a module, holds up a removal, or owns an IOMMU group (LC-47, LC-69, DMA-4).
import { groupBlocker, groupName } from '../group-owner.ts';
import { normalizeModuleName } from '../kmod/normalize-alias.ts';
import type { LiveDevice, LiveModule } from '../live.ts';
import type { ClassType, Id } from '../topology.ts';
import { liveTarget } from './find.ts';
import type { ScenarioMachine } from './machine.ts';
import { failed, notThere, OK } from './outcome.ts';
import type { Outcome, Target } from './script.ts';
import { goOn } from './waiting.ts';

export function openDevice(machine: ScenarioMachine, target: Target): Outcome {
  const { state, opens } = machine;
  const named = liveTarget(state, target);
  const device = named && withNode(named);
  if (!device) return named ? failed('ENXIO', `${named.name} has no device node`, 'LC-66') : notThere(target);
  if (machine.waiting.some(({ open }) => open === device.id))
    return failed('ENODEV', `${device.name} is being unregistered: nobody opens it any more`, 'LC-69');
  const group = ownedGroup(device);
  const blocker = group === undefined ? undefined : groupBlocker(state, group);
  if (blocker) {
    const text = `IOMMU group ${group} is not viable: ${blocker.name} is bound to ${blocker.driver?.name ?? ''}, which does DMA itself`;
    return failed('EBUSY', text, 'DMA-4');
  }
  opens.set(device, (opens.get(device) ?? 0) + 1);
  if (group !== undefined) state.ownedGroups.set(group, (state.ownedGroups.get(group) ?? 0) + 1);
  return OK;
}

/** The last close lets a removal go on that waited for it. A device that has gone meanwhile is found by its name. */
export function closeDevice(machine: ScenarioMachine, target: Target): Outcome {
  const { state, opens } = machine;
  const live = liveTarget(state, target);
  const device = (live && withNode(live)) ?? openNamed(machine, target);
  const count = device ? (opens.get(device) ?? 0) : 0;
  if (!device || count === 0) return failed('EBADF', `\`${target.join('/')}\` is not open`, 'LC-69');
  const group = ownedGroup(device);
  if (group !== undefined) {
    const left = (state.ownedGroups.get(group) ?? 1) - 1;
    if (left > 0) state.ownedGroups.set(group, left);
    else state.ownedGroups.delete(group);
  }
  if (count > 1) opens.set(device, count - 1);
  else {
    opens.delete(device);
    goOn(machine, device.id);
  }
  return OK;
}

/** A device that user space holds open. */
export interface OpenFile {
  readonly id: Id;
  readonly name: string;
  readonly class?: ClassType;
  /** The device was deleted meanwhile. */
  readonly isGone: boolean;
}

export function openFiles({ opens }: ScenarioMachine): readonly OpenFile[] {
  return Array.from(opens.keys(), ({ id, name, class: of, isDead }) => ({
    id,
    name,
    ...(of && { class: of }),
    isGone: isDead,
  }));
}

/** An open device whose file operations name the module as their owner. */
export function holder({ opens }: ScenarioMachine, module: LiveModule): LiveDevice | undefined {
  for (const device of opens.keys()) if (ownerOf(device) === module.name) return device;
  return undefined;
}

/** `owner =` of the operations; left out, the module that registered them. `none` pins nobody. */
function ownerOf({ maker }: LiveDevice): string | undefined {
  const owner = maker?.step.facts.owner;
  return owner === undefined ? maker?.module : normalizeModuleName(owner);
}

function openNamed({ opens }: ScenarioMachine, target: Target): LiveDevice | undefined {
  const name = target.at(-1);
  for (const device of opens.keys()) if (device.name === name) return device;
  return undefined;
}

/**
 * The class device itself, or the one that the device's driver registered. A class that says neither how its node nor how its
 * interface is named is taken to have a node: of most classes the library knows the name alone.
 */
function withNode(device: LiveDevice): LiveDevice | undefined {
  if (device.class) return device.class.node === undefined && device.class.udev ? undefined : device;
  return [...device.children, ...device.made].find((child) => child.class?.node !== undefined);
}

/** The group that an open file of this class owns: that of the device that was registered. */
function ownedGroup(device: LiveDevice): string | undefined {
  return device.class?.ownsGroup && device.parent ? groupName(device.parent) : undefined;
}
