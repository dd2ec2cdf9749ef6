// How often the worker has retried each device since something was gained by it. The count stands in the device: it is asked for
// every retry, and all of them begin anew with every bind.
import type { BaseDevice } from './objects.ts';

export interface RetryCounter {
  /** Counts one more retry of the device; returns how many there are. */
  count(device: BaseDevice): number;
  /** All begin at none again. */
  clear(): void;
}

export function retryCounter(): RetryCounter {
  let round = 1;
  return {
    count(device) {
      device.retries = device.retryRound === round ? device.retries + 1 : 1;
      device.retryRound = round;
      return device.retries;
    },
    clear() {
      round++;
    },
  };
}
