// A machine on which a scenario runs: booted, with a log of what happens, and with what user space holds open.
import type { Mishap } from '../base/core.ts';
import type { Event } from '../base/event.ts';
import { boot } from '../boot.ts';
import type { LiveDevice, State } from '../live.ts';
import type { TraceStep } from '../result.ts';
import { createState, type StateOptions } from '../state.ts';
import type { Id, Topology } from '../topology.ts';
import type { OpenRequest } from '../user-acts.ts';
import { logObserver } from './log.ts';
import type { LogEntry, Outcome } from './script.ts';

/** An act that cannot end while user space holds a file open (LC-69). */
export interface Waiting {
  /** The class device that is open. */
  readonly open: Id;
  /** Whose removal has begun and waits. */
  readonly devices: ReadonlySet<Id>;
  readonly finish: () => Outcome;
}

export interface ScenarioMachine {
  readonly state: State;
  /** What happened, the boot included: see `bootEnd`. */
  readonly log: readonly LogEntry[];
  /** Where the boot ended, and where the last act began. */
  readonly bootEnd: number;
  lastAct: number;
  /** Requests that nobody carries out yet. */
  open: readonly OpenRequest[];
  /** How often user space holds a device open. */
  readonly opens: Map<LiveDevice, number>;
  waiting: Waiting[];
  /** How each device that was there went away. */
  readonly gone: Map<Id, 'removed' | 'unplugged'>;
  /** What a real kernel would never end, or not survive. */
  readonly mishaps: readonly Mishap[];
  isSuspended: boolean;
  isOff: boolean;
  /** Since the boot. */
  seconds: number;
  /** deferred_probe_timeout in seconds, and when it runs out; undefined: it has, or never does. */
  readonly timeout: number;
  deadline: number | undefined;
}

export interface ScenarioOptions extends Pick<StateOptions, 'choose' | 'trace' | 'isExact'> {
  /** Sees what drivers/base does, from the boot on. */
  readonly observer?: (event: Event, state: State) => void;
}

/** The deferral time-out of a kernel with modules, in seconds (drivers/base/dd.c, LC-30). */
const DEFAULT_TIMEOUT = 10;

/** Boots the topology. */
export function startScenario(topology: Topology, options: ScenarioOptions = {}): ScenarioMachine {
  const log: LogEntry[] = [];
  const note = logObserver(log);
  const { observer, ...rest } = options;
  const state: State = createState(topology, {
    ...rest,
    keepsOrder: true,
    observer(event) {
      note(event);
      observer?.(event, state);
    },
    loaded: ({ name }) => log.push({ event: 'load', id: name, name }),
  });
  const open = boot(state);
  state.enumerated = new Map();
  const timeout = topology.kernel.deferredProbeTimeout ?? DEFAULT_TIMEOUT;
  return {
    state,
    log,
    bootEnd: log.length,
    lastAct: 0,
    open,
    opens: new Map(),
    waiting: [],
    gone: new Map(),
    mishaps: state.core.mishaps,
    isSuspended: false,
    isOff: false,
    seconds: 0,
    timeout,
    deadline: timeout > 0 ? timeout : undefined,
  };
}

/** The trace so far, where one is kept. */
export function traceOf({ state }: ScenarioMachine): readonly TraceStep[] {
  return state.trace ?? [];
}
