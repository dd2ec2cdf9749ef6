// Keeps the journal of a run: sorts the events of drivers/base by the call from outside that they follow. A recorder lets deferred
// and asynchronous work end after every operation; so does this, before the next call begins.
import type { Event, EventOf, PowerPhase } from '../../driver-core/base/event.ts';
import { eventLine } from '../../driver-core/base/event-line.ts';
import type { BaseBus, BaseDriver } from '../../driver-core/base/objects.ts';
import { settle } from '../../driver-core/base/settle.ts';
import { isNamedByFirmware } from '../../driver-core/device-links.ts';
import type { LiveDevice, State } from '../../driver-core/live.ts';
import { hasOverride, noteAnswer } from './answers.ts';
import { checkEvent, isLate } from './check-event.ts';
import { type Call, type Entry, type Journal, type Life, report } from './journal.ts';
import { homeOf } from './parts.ts';
import type { Taking } from './taking.ts';

export function take(taking: Taking, event: Event, state: State): void {
  open(taking, event, state);
  noteAnswer(taking, event, state);
  checkEvent(taking, event, state);
  const line = eventLine(event, taking.journal.names);
  if (line !== undefined) taking.current?.lines.push(line);
}

/** Settings have no event: whoever lets them change asks for this afterwards. */
export function takeSettings(taking: Taking, state: State): void {
  for (const bus of state.buses.values()) noteAutoprobe(taking, bus);
  for (const device of state.devices.values()) noteOverride(taking, device);
}

function isOutside({ frames, depth }: Taking): boolean {
  return frames.length === 0 && depth === 0;
}

/** A call of its own begins: an entry. */
function open(taking: Taking, event: Event, state: State): void {
  switch (event.kind) {
    case 'add':
    case 'del':
      openDevice(taking, event, state);
      break;
    case 'register':
    case 'unregister':
      openDriver(taking, event, state);
      break;
    case 'call':
      openWritten(taking, event, state);
      break;
    case 'return':
      close(taking, event.result);
      break;
    case 'link':
      openLink(taking, event, state);
      break;
    case 'pm':
      openSleep(taking, event.phase, state);
      taking.phase = event.phase;
      break;
    case 'shutdown':
      if (taking.current?.call.kind !== 'shutdown') begin(taking, { kind: 'shutdown' }, state);
      break;
    default:
  }
}

/** A suspend that something is done in is two calls. */
function openSleep(taking: Taking, phase: PowerPhase, state: State): void {
  if (phase === 'prepare' && taking.phase !== 'prepare') {
    taking.sleep = { kind: 'suspend', isOpen: false };
    begin(taking, taking.sleep, state);
  }
  const isLater = taking.journal.entries.at(-1)?.call !== taking.sleep;
  if (phase !== 'resume' || taking.phase === 'resume' || !taking.sleep || !isLater) return;
  taking.sleep.isOpen = true;
  begin(taking, { kind: 'resume' }, state);
}

function begin(taking: Taking, call: Call, state: State): void {
  settle(state.core);
  for (const bus of state.buses.values()) noteAutoprobe(taking, bus);
  taking.current = push(taking.journal, call);
}

function push(journal: Journal, call: Call): Entry {
  const entry: Entry = { call, step: journal.step, lines: [] };
  journal.entries.push(entry);
  return entry;
}

function openDevice(taking: Taking, event: EventOf<'add'>, state: State): void {
  const { journal, frames } = taking;
  const frame = frames.at(-1);
  // Every device of a run is a live one.
  const device = event.device as LiveDevice;
  if (event.kind === 'del') {
    if (!frame) begin(taking, { kind: 'delete', device }, state);
    else if (frame.kind === 'remove') frame.deleted.push(device);
    else frame.call.undone.push(device);
    return;
  }
  nameDevice(taking, device);
  journal.devices.add(device);
  if (!device.bus) journal.busless.add(device.id);
  if (device.claim) noteClaim(taking, device, device.claim);
  if (device.driverOverride !== undefined && hasOverride(device.bus)) {
    taking.overrides.set(device, device.driverOverride);
    journal.overrides.set(device, device.driverOverride);
  }
  const late = device.bus && isLate(device) ? { late: { autoprobe: device.bus.autoprobe } } : {};
  if (!frame) begin(taking, { kind: 'device', device, links: [], ...late }, state);
  else if (frame.kind === 'probe') frame.call.made.push(device);
  else report(journal, 'it is added by the remove of a driver', device.id);
}

function noteClaim({ journal, frames, alive }: Taking, device: LiveDevice, driver: BaseDriver): void {
  if (frames.length > 0)
    report(journal, 'a driver makes it, and takes it before it is added (LC-73)', device.id);
  else if (driver.bus !== device.bus || !alive.has(driver))
    report(journal, 'a driver that its bus does not have takes it before it is added (LC-73)', device.id);
  else journal.claims.set(device, driver);
}

/**
 * A driver that makes a device again may number it otherwise. A script says once what a probe makes: the device is called as it was
 * before, if that name is free.
 */
function nameDevice({ journal: { names }, frames, made }: Taking, device: LiveDevice): void {
  const frame = frames.at(-1);
  if (frame?.kind !== 'probe') {
    names.device(device);
    return;
  }
  const maker = [frame.driver.bus.name, names.driver(frame.driver), names.device(frame.device)];
  const slot = [...maker, homeOf(device), frame.call.made.length].join(' ');
  made.set(slot, names.device(device, made.get(slot)));
}

function openDriver(taking: Taking, { kind, driver }: EventOf<'register'>, state: State): void {
  const { journal, alive } = taking;
  if (!isOutside(taking))
    report(journal, `a callback of a driver ${kind}s it`, `driver:${driver.bus.name}/${driver.name}`);
  if (kind === 'register') {
    const life: Life = { driver, matches: [new Map()], probes: new Map(), removes: new Map() };
    alive.set(driver, life);
    journal.lives.push(life);
    begin(taking, { kind: 'driver', life }, state);
    return;
  }
  const life = alive.get(driver);
  if (life) begin(taking, { kind: 'unregister', life }, state);
}

function openWritten(taking: Taking, event: EventOf<'call'>, state: State): void {
  const { journal } = taking;
  const call = isOutside(taking) ? writtenCall(taking, event) : undefined;
  if (call) begin(taking, call, state);
  // What is left of the call before is done by now: match() changes here.
  if (call?.kind === 'new_id' || call?.kind === 'remove_id') call.life.matches.push(call.matches);
  if (!call && taking.frames.length > 0)
    report(journal, `a callback of a driver calls ${event.entry} for ${event.name ?? 'a bus'}`);
  taking.depth++;
}

function close(taking: Taking, result: number): void {
  taking.depth--;
  if (taking.current && isOutside(taking)) taking.current.result = result;
}

function writtenCall(
  { alive, journal }: Taking,
  { entry, bus, driver, name = '', value = '' }: EventOf<'call'>,
): Call | undefined {
  const target = bus?.devices.get(name);
  const device = target ? journal.names.device(target) : name;
  const life = driver && alive.get(driver);
  if (!bus) return undefined;
  switch (entry) {
    case 'bind':
    case 'unbind':
      return { kind: entry, bus, driver: driver ? journal.names.driver(driver) : '', device };
    case 'drivers_probe':
      return { kind: entry, bus, device };
    case 'state_synced':
      return { kind: entry, bus, device, value };
    case 'bus_rescan_devices':
      return { kind: entry, bus };
    case 'device_reprobe':
      return { kind: entry, device };
    case 'device_driver_attach':
      return life && { kind: entry, life, device };
    case 'new_id':
    case 'remove_id':
      return life && { kind: entry, life, matches: new Map() };
  }
}

/** Time passes, up to the end of the time that deferred devices have. */
export function takeWait(taking: Taking, seconds: number, state: State): void {
  begin(taking, { kind: 'wait', seconds }, state);
}

/** Links that come with a device are made before it is added, those to it behind that: who waits for it was not asked yet. */
function openLink(taking: Taking, event: EventOf<'link'>, { topology }: State): void {
  const { journal, frames } = taking;
  const { device: consumer, supplier, flags } = event;
  // Every device of a run is a live one.
  const named = (consumer as LiveDevice).named.find((it) => it.supplier === supplier.id);
  if (named && supplier.bus && isNamedByFirmware(topology.kernel, named)) return;
  const link = { consumer, supplier, flags };
  const call = taking.current?.call;
  if (frames.length > 0 || call?.kind !== 'device')
    report(journal, `its link to ${supplier.name} is made by a callback of a driver`, consumer.id);
  else if (call.device === consumer) call.links.push(link);
  else push(journal, { kind: 'link', link });
}

function noteAutoprobe({ autoprobe, journal }: Taking, bus: BaseBus): void {
  if ((autoprobe.get(bus) ?? true) === bus.autoprobe) return;
  autoprobe.set(bus, bus.autoprobe);
  push(journal, { kind: 'drivers_autoprobe', bus, value: Number(bus.autoprobe) });
}

function noteOverride({ overrides, journal }: Taking, device: LiveDevice): void {
  const value = device.driverOverride ?? '';
  if (!hasOverride(device.bus) || (overrides.get(device) ?? '') === value) return;
  if (value === '') overrides.delete(device);
  else overrides.set(device, value);
  push(journal, { kind: 'driver_override', device, value });
}
