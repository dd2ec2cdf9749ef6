// Removal that user space can hold up: a subsystem whose unregister waits until its device is closed keeps the driver's remove,
// and with it everything that removes the device, waiting (LC-69: vfio_unregister_group_dev, vhost_vdpa).
// None of the removal is done until then: what it has done before it waits is not told.
import type { LiveDevice } from '../live.ts';
import type { Id } from '../topology.ts';
import type { ScenarioMachine } from './machine.ts';
import type { Outcome } from './script.ts';

/** Does it now, or, if something below the device is open and its class waits, when that is closed. */
export function unlessOpen(machine: ScenarioMachine, device: LiveDevice, finish: () => Outcome): Outcome {
  const open = openBelow(machine, device);
  if (!open) return finish();
  machine.waiting.push({ open: open.id, devices: chain(open, device), finish });
  return {
    text: `waits until ${open.name} is closed: its class ${open.class?.name ?? ''} waits in unregister`,
    rule: 'LC-69',
  };
}

/** The same for devices that go one after the other; which they are is asked again when one that was open is closed. */
export function unlessAnyOpen(
  machine: ScenarioMachine,
  devices: () => readonly LiveDevice[],
  finish: () => Outcome,
): Outcome {
  const held = devices().find((device) => openBelow(machine, device));
  return held ? unlessOpen(machine, held, () => unlessAnyOpen(machine, devices, finish)) : finish();
}

/** What waited for this device to be closed goes on, the oldest first. */
export function goOn(machine: ScenarioMachine, closed: Id): void {
  const ready = machine.waiting.filter(({ open }) => open === closed);
  machine.waiting = machine.waiting.filter(({ open }) => open !== closed);
  for (const { finish } of ready) finish();
}

/** The first open device, of a class that waits, that goes when this device goes. */
function openBelow({ opens, state }: ScenarioMachine, device: LiveDevice): LiveDevice | undefined {
  if (opens.size === 0) return undefined;
  const seen = new Set<LiveDevice>();
  const stack = [device];
  for (let at = stack.pop(); at; at = stack.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    if ((opens.get(at) ?? 0) > 0 && at.class?.unregister === 'waits') return at;
    stack.push(...at.children, ...at.made);
    // Consumers are unbound with their supplier: what they made goes then.
    for (const { consumer } of at.consumers) stack.push(...(state.devices.get(consumer.id)?.made ?? []));
  }
  return undefined;
}

/** From the open device up to the one that is being removed: the devices whose removal has begun. */
function chain(open: LiveDevice, top: LiveDevice): ReadonlySet<Id> {
  const ids = new Set<Id>();
  let at: LiveDevice | undefined = open.maker?.device ?? open.parent;
  while (at && at !== top) {
    ids.add(at.id);
    at = at.physfn ?? at.maker?.device ?? at.parent;
  }
  ids.add(top.id);
  return ids;
}
