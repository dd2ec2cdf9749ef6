// What acts give back, and the sentences that several of them share.
import { errnoName } from '../base/errno.ts';
import type { LiveDevice } from '../live.ts';
import type { Outcome, Target } from './script.ts';

export const OK: Outcome = {};

export function failed(errno: string, text: string, rule: string): Outcome {
  return { errno, text, rule };
}

/** A write or call that returned 0 or a negative errno. */
export function ofResult(result: number, text: () => string, rule: string): Outcome {
  return result === 0 ? OK : failed(errnoName(result), text(), rule);
}

export function notThere(target: Target): Outcome {
  return failed('ENODEV', `there is no device \`${target.join('/')}\` now`, 'LC-48');
}

/** Acts on files of a bus, for a device that is gone, or that no bus lists: devices of a class, the roots of buses. */
export function notOnBus(target: Target, device: LiveDevice | undefined): Outcome {
  if (!device) return notThere(target);
  const text = `${device.name} is on no bus: no file of a driver takes it`;
  return failed('ENODEV', text, 'LC-2');
}

/** Why the last probe of a device failed, as far as its attempts tell. */
export function whyNotBound(device: LiveDevice, driver: string): string {
  const attempt = device.attempts.find((it) => it.driver.endsWith(`/${driver}`));
  if (!attempt?.errno) return `${driver} does not bind ${device.name}`;
  const detail = attempt.detail === undefined ? '' : `: ${attempt.detail}`;
  return `${attempt.by?.who ?? driver} returns -${attempt.errno} for ${device.name}${detail}`;
}
