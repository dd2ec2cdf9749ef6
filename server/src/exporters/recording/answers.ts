// Notes what the callbacks of buses and drivers answer: match, probe and what it makes, remove and what it takes away. A script gives
// these answers to the kernel; everything else is the kernel's own.
import { addTo } from '../../base/add-to.ts';
import type { Event, EventOf } from '../../driver-core/base/event.ts';
import type { BaseBus, BaseDevice } from '../../driver-core/base/objects.ts';
import type { LiveBus, LiveDevice, State } from '../../driver-core/live.ts';
import { type Life, type ProbeCall, report } from './journal.ts';
import type { Taking } from './taking.ts';

export function noteAnswer(taking: Taking, event: Event, state: State): void {
  const { frames, alive } = taking;
  switch (event.kind) {
    case 'match':
      noteMatch(taking, event);
      break;
    case 'probe':
      frames.push({ ...event, kind: 'probe', call: newCall(alive.get(event.driver), event.device, state) });
      break;
    case 'remove':
      frames.push({ kind: 'remove', deleted: [], own: ownOf(alive.get(event.driver), event.device) });
      break;
    case 'result': {
      const frame = frames.pop();
      if (frame?.kind !== 'probe') break;
      frame.call.result = event.result;
      for (const made of frame.call.made) {
        if (!made.isRegistered && !frame.call.undone.includes(made))
          report(taking.journal, `${event.driver.name} cannot add it: its name is taken`, made.id);
      }
      break;
    }
    case 'remove_done': {
      const frame = frames.pop();
      const removes = alive.get(event.driver)?.removes;
      if (frame?.kind === 'remove' && removes) addTo(removes, event.device, frame);
      break;
    }
    default:
  }
}

/** True if the devices of the bus have the file `driver_override`. */
export function hasOverride(bus: BaseBus | undefined): boolean {
  // Every bus of a run is a live one.
  return (bus as LiveBus | undefined)?.type.match?.some(({ kind }) => kind === 'driver_override') ?? false;
}

function noteMatch(
  { journal, alive, overrides }: Taking,
  { device, driver, result }: EventOf<'match'>,
): void {
  const override = hasOverride(device.bus) ? overrides.get(device) : undefined;
  if (override === undefined) {
    const matches = alive.get(driver)?.matches.at(-1);
    if (matches) addTo(matches, device, result);
    addTo(journal.verdicts, device, result);
  } else if (result !== Number(override === driver.name)) {
    const text = `match() with ${driver.name} is ${result}, though driver_override is ${override}: its bus asks more than the override`;
    report(journal, text, device.id);
  }
}

function newCall(life: Life | undefined, device: BaseDevice, state: State): ProbeCall {
  // Every device of a run is a live one.
  const { named } = device as LiveDevice;
  const bound = new Set<BaseDevice>();
  for (const { supplier: id } of named) {
    const supplier = state.devices.get(id);
    if (supplier?.isBound) bound.add(supplier);
  }
  const call: ProbeCall = { result: 0, made: [], undone: [], bound };
  if (life) addTo(life.probes, device, call);
  return call;
}

function ownOf(life: Life | undefined, device: BaseDevice): readonly BaseDevice[] {
  const made = life?.probes.get(device)?.flatMap((call) => call.made) ?? [];
  return made.filter(({ isRegistered, isDead }) => isRegistered && !isDead).reverse();
}
