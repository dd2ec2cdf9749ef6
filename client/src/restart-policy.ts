// How often a crashing server is started again: a pure count over time, so that a server that cannot live is left alone.

export interface RestartPolicy {
  /** Says whether to start again after a crash at `now` (milliseconds). */
  crashed(now: number): 'restart' | 'give-up';
}

export const MAX_RESTARTS = 4;
export const WINDOW_MS = 3 * 60_000;

/** Up to four restarts within three minutes. */
export function restartPolicy(): RestartPolicy {
  let crashes: readonly number[] = [];
  return {
    crashed(now) {
      crashes = [...crashes.filter((time) => now - time < WINDOW_MS), now];
      return crashes.length > MAX_RESTARTS ? 'give-up' : 'restart';
    },
  };
}
