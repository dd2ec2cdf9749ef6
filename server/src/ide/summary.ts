// How many devices there are and in which state, for the status item and the view's message.
import type { RootModel } from '../db/model.ts';

export interface Summary {
  readonly devices: number;
  readonly bound: number;
  readonly unbound: number;
  readonly deferred: number;
}

/** Class devices and devices without a bus have no driver and do not count. */
export function summaryOf(models: readonly RootModel[]): Summary {
  const summary = { devices: 0, bound: 0, unbound: 0, deferred: 0 };
  for (const model of models) {
    for (const { class: of, state, reason } of model.run.devices.values()) {
      if (of !== undefined || reason.code === 'no-bus') continue;
      summary.devices++;
      if (state === 'bound' || state === 'unbound' || state === 'deferred') summary[state]++;
    }
  }
  return summary;
}
