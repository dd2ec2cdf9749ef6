// Hardware comes and goes: hotplug, orderly removal, surprise removal. What hangs below goes first: children that a bus enumerated
// in reverse, those that a driver made in its remove (LC-48 to LC-52). drivers/pci/remove.c, drivers/usb/core/hub.c.
import { addDeclared } from '../add-declared.ts';
import { declaredIndex, inPlace } from '../declared-index.ts';
import type { State } from '../live.ts';
import { removeTree } from '../remove-tree.ts';
import type { Device, Id } from '../topology.ts';
import { declaredTarget, liveTarget } from './find.ts';
import type { ScenarioMachine } from './machine.ts';
import { failed, notThere, OK } from './outcome.ts';
import type { Outcome, Target } from './script.ts';
import { unlessOpen } from './waiting.ts';

/** A declared device appears, with what is declared below it. */
export function plug(machine: ScenarioMachine, target: Target): Outcome {
  const { state } = machine;
  const declared = declaredTarget(state, target);
  if (!declared)
    return failed('ENODEV', `no device \`${target.join('/')}\` is declared: nothing to plug`, 'LC-5');
  if (state.devices.has(declared.id)) return failed('EEXIST', `${declared.name} is there already`, 'LC-7');
  const { parent } = declared;
  if (parent !== undefined && !state.devices.has(parent)) {
    const name = state.declared.get(parent)?.name ?? parent;
    return failed('ENODEV', `the parent of ${declared.name}, ${name}, is not there`, 'LC-6');
  }
  addTree(machine, declared);
  return OK;
}

/** Surprise removal: the order of a removal; only the hardware does not answer any more (LC-51). */
export function unplug(machine: ScenarioMachine, target: Target): Outcome {
  return takeAway(machine, target, 'unplugged');
}

/** `echo 1 > remove`, or what the bus calls it: a rescan brings the device back. */
export function removeOrderly(machine: ScenarioMachine, target: Target): Outcome {
  return takeAway(machine, target, 'removed');
}

/** What was removed, and is still there for a rescan of the bus to find; parents first. */
export function bringBack(machine: ScenarioMachine, bus: string): void {
  const { declared: all, topology } = machine.state;
  const gone = [...machine.gone.keys()].flatMap((id) => all.get(id) ?? []);
  for (const declared of inPlace(declaredIndex(topology), gone)) {
    if (declared.bus !== bus || machine.gone.get(declared.id) !== 'removed') continue;
    if (declared.parent === undefined || machine.state.devices.has(declared.parent))
      addTree(machine, declared);
  }
}

/** The same, of what was directly below a device. */
export function bringBackBelow(machine: ScenarioMachine, parent: Id): void {
  for (const declared of declaredBelow(machine.state, parent))
    if (machine.gone.get(declared.id) === 'removed') addTree(machine, declared);
}

function addTree(machine: ScenarioMachine, declared: Device): void {
  const { state } = machine;
  const added = new Set<Id>();
  for (const device of treeOf(state, declared)) {
    const isBelow = device.parent !== undefined && added.has(device.parent) && !device.absent;
    if ((device !== declared && !isBelow) || device.physfn !== undefined) continue;
    machine.gone.delete(device.id);
    // A driver that took what is above may have found it already.
    if (state.devices.has(device.id) || addDeclared(state, device)) added.add(device.id);
  }
}

/** The device and all that is declared below it, in the topology's order. */
function treeOf(state: State, top: Device): readonly Device[] {
  const tree = new Set([top]);
  for (const device of tree) for (const child of declaredBelow(state, device.id)) tree.add(child);
  return inPlace(declaredIndex(state.topology), [...tree]);
}

/** Directly, in the topology's order. */
function declaredBelow({ topology, declared }: State, parent: Id): readonly Device[] {
  const ids = declaredIndex(topology).below.get(parent) ?? [];
  return ids.flatMap((id) => declared.get(id) ?? []);
}

function takeAway(machine: ScenarioMachine, target: Target, how: 'removed' | 'unplugged'): Outcome {
  const { state } = machine;
  const device = liveTarget(state, target);
  if (!device) return notThere(target);
  return unlessOpen(machine, device, () => {
    removeTree(state, device, (id) => {
      machine.gone.set(id, how);
      state.absent.set(id, {
        code: 'absent',
        text: `it was ${how}`,
        rule: how === 'removed' ? 'LC-48' : 'LC-51',
      });
    });
    return OK;
  });
}
