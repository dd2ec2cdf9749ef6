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

/** Why the last probe of a device failed, as far as its attempts tell. */
export function whyNotBound(device: LiveDevice, driver: string): string {
  const attempt = device.attempts.find((it) => it.driver.endsWith(`/${driver}`));
  if (!attempt?.errno) return `${driver} does not bind ${device.name}`;
  const detail = attempt.detail === undefined ? '' : `: ${attempt.detail}`;
  return `${driver} returns -${attempt.errno} for ${device.name}${detail}`;
}
