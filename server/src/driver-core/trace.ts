// Notes what the machine does, act by act, with the rule of each. Off unless the state was made with a trace: a run without costs
// nothing.
import { assertNever } from '../base/assert-never.ts';
import { errnoName } from './base/errno.ts';
import type { Event, EventOf, Notification } from './base/event.ts';
import { flagNames } from './base/link-flags.ts';
import type { BaseDevice, BaseDriver } from './base/objects.ts';
import type { LiveDevice, State } from './live.ts';
import { matchRule } from './match-rule.ts';
import type { TraceAct, TraceStep } from './result.ts';

export function note(state: State, step: () => TraceStep): void {
  state.trace?.push(step());
}

/** Turns what drivers/base does into notes. */
export function traceObserver(state: State): (event: Event) => void {
  return (event) => {
    const step = stepOf(state, event);
    if (step) state.trace?.push(step);
  };
}

/** Undefined: what another note says already. */
function stepOf(state: State, event: Event): TraceStep | undefined {
  switch (event.kind) {
    case 'add':
    case 'del_done':
    case 'call':
    case 'return':
      return undefined;
    case 'notify':
      return (
        event.device.bus &&
        noted(event.device, 'notify', `notify ${event.what} ${event.device.name}`, NOTIFIED[event.what])
      );
    case 'uevent':
      return uevent(state, event.device, event.what);
    case 'register':
      return {
        act: 'register-driver',
        driver: driverId(event.driver),
        text: `register ${event.driver.name} on ${event.driver.bus.name}`,
        rule: 'LC-13',
      };
    case 'unregister':
      return {
        act: 'unregister-driver',
        driver: driverId(event.driver),
        text: `unregister ${event.driver.name} from ${event.driver.bus.name}: its last device is unbound first`,
        rule: 'LC-46',
      };
    case 'match':
      return matched(state, event.device, event.driver, event.result);
    case 'dma_configure':
      return event.result === 0
        ? undefined
        : ofPair(
            event,
            'dma-configure',
            `dma_configure of ${event.device.name} returns ${error(event.result)}`,
            'DMA-4',
          );
    case 'probe':
      return ofPair(event, 'probe', `probe ${event.device.name} with ${event.driver.name}`, 'LC-12');
    case 'result':
      return event.result === 0 ? undefined : failed(state, event.device, event.driver, event.result);
    case 'remove':
      return ofPair(event, 'remove', `remove ${event.device.name} by ${event.driver.name}`, 'LC-45');
    case 'remove_done':
      return ofPair(event, 'remove', `${event.driver.name} has removed ${event.device.name}`, 'LC-45');
    case 'del':
      return noted(event.device, 'delete-device', `delete ${event.device.name}`, 'LC-48');
    case 'pm':
      return noted(event.device, event.phase, `${event.phase} ${event.device.name}`, 'LC-54');
    case 'shutdown':
      return noted(event.device, 'shutdown', `shutdown ${event.device.name}`, 'LC-53');
    case 'sync_state':
      return noted(
        event.device,
        'sync-state',
        `sync_state ${event.device.name}: ${WHY_SYNCED[event.cause]}`,
        'LC-39',
      );
    case 'move':
      return noted(event.device, 'uevent', `uevent move ${event.device.name}`, 'LC-55');
    case 'runtime':
      return noted(
        event.device,
        event.phase === 'resume' ? 'runtime-resume' : 'runtime-suspend',
        `runtime ${event.phase} ${event.device.name}`,
        'LC-58',
      );
    case 'runtime resume':
      return noted(
        event.device,
        'runtime-resume',
        `resume ${event.device.name} for the probe of ${event.for.name}`,
        'LC-58',
      );
    case 'link':
      return noted(event.device, 'link', linkText(event), event.isMade ? 'LC-35' : 'LC-32');
    case 'retry':
      return noted(event.device, 'retry', `retry ${event.device.name}`, 'LC-28');
    case 'defer':
      return noted(event.device, 'defer', `defer ${event.device.name}: ${event.text}`, event.rule);
    case 'stop':
    case 'refuse':
    case 'lost':
      return noted(event.device, 'skip', `${event.device.name}: ${event.text}`, event.rule);
    default:
      return assertNever(event);
  }
}

const WHY_SYNCED: Readonly<Record<EventOf<'sync_state'>['cause'], string>> = {
  consumers: 'all its consumers are bound',
  'time-out':
    'deferred_probe_timeout has passed, and fw_devlink.sync_state=timeout waits for no consumer any longer',
  user: 'the user wrote it to state_synced',
};

/** The rule that says when each notifier is called. */
const NOTIFIED: Readonly<Record<Notification, string>> = {
  add: 'LC-8',
  bind: 'LC-21',
  bound: 'LC-21',
  notbound: 'LC-24',
  unbind: 'LC-45',
  unbound: 'LC-45',
  del: 'LC-48',
  removed: 'LC-48',
};

function noted(device: BaseDevice, act: TraceAct, text: string, rule: string): TraceStep {
  return { act, device: device.id, text, rule };
}

function ofPair(
  { device, driver }: { readonly device: BaseDevice; readonly driver: BaseDriver },
  act: TraceAct,
  text: string,
  rule: string,
): TraceStep {
  return { act, device: device.id, driver: driverId(driver), text, rule };
}

function driverId({ bus, name }: BaseDriver): string {
  return `driver:${bus.name}/${name}`;
}

function uevent(
  state: State,
  device: BaseDevice,
  what: Extract<Event, { kind: 'uevent' }>['what'],
): TraceStep {
  const live = state.devices.get(device.id);
  if (what === 'bind') {
    const text = `${device.name} is bound to ${device.driver?.name ?? ''}`;
    return {
      act: 'bind',
      device: device.id,
      text,
      rule: 'LC-12',
      ...(device.driver && { driver: driverId(device.driver) }),
    };
  }
  if (what !== 'add')
    return noted(device, 'uevent', `uevent ${what} ${device.name}`, what === 'remove' ? 'LC-48' : 'LC-45');
  const modalias = live?.modalias === undefined ? '' : `, MODALIAS=${live.modalias}`;
  return noted(
    device,
    'add-device',
    `add ${live?.path ?? device.name}${modalias}`,
    device.bus ? 'LC-8' : 'LC-2',
  );
}

function matched(state: State, device: BaseDevice, driver: BaseDriver, result: number): TraceStep {
  const step = state.lastMatch?.verdict.step;
  const said = result > 0 ? 'yes' : result === 0 ? 'no' : error(result);
  const type = state.buses.get(driver.bus.name)?.type;
  return ofPair(
    { device, driver },
    'match',
    `match ${device.name} with ${driver.name}: ${said}${step ? ` by ${step}` : ''}`,
    type ? matchRule(type) : 'LC-20',
  );
}

function failed(state: State, device: BaseDevice, driver: BaseDriver, result: number): TraceStep {
  const live: LiveDevice | undefined = state.devices.get(device.id);
  const detail = live?.attempts.find((attempt) => attempt.driver === driverId(driver))?.detail;
  const text = `probe of ${device.name} with ${driver.name} returns ${error(result)}${detail ? `: ${detail}` : ''}`;
  return ofPair({ device, driver }, 'skip', text, errnoName(result) === 'EPROBE_DEFER' ? 'LC-21' : 'LC-24');
}

function linkText({ device, supplier, flags, isMade }: Extract<Event, { kind: 'link' }>): string {
  const words = flagNames(flags).join(' ');
  const name = `${placed(supplier)}--${placed(device)}`;
  return `${isMade ? 'link' : 'device_link_add refuses'} ${name}${words ? ` (${words})` : ''}`;
}

/** The name of the link's own device in /sys/class/devlink (LC-36). */
function placed({ bus, name }: BaseDevice): string {
  return `${bus?.name ?? 'no-bus'}:${name}`;
}

function error(result: number): string {
  return result < 0 ? `-${errnoName(result)}` : String(result);
}
