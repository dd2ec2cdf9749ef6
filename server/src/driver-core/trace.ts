// Notes what the driver core does, act by act. Off unless the state was made with a trace: a run without costs nothing.
import type { State } from './live.ts';
import type { TraceStep } from './result.ts';

export function note(state: State, step: () => TraceStep): void {
  state.trace?.push(step());
}
