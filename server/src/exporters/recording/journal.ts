// What a run did, from a kernel's point of view: the calls that came from outside, each with the events that followed it, and how the
// callbacks of buses and drivers answered. Plain data with the engine's objects; what a kernel is told of it is in script-of.ts.
import type { BaseBus, BaseDevice, BaseDriver } from '../../driver-core/base/objects.ts';
import type { LiveDevice } from '../../driver-core/live.ts';
import type { Id } from '../../driver-core/topology.ts';
import { type Names, newNames } from './names.ts';

export interface MadeLink {
  readonly consumer: BaseDevice;
  readonly supplier: BaseDevice;
  readonly flags: number;
}

export type Call =
  | {
      readonly kind: 'device';
      readonly device: LiveDevice;
      readonly links: MadeLink[];
      /** Its bus attaches it behind device_add(), and that makes a difference: what `drivers_autoprobe` was then. */
      readonly late?: { readonly autoprobe: boolean };
    }
  | { readonly kind: 'delete'; readonly device: BaseDevice }
  | { readonly kind: 'link'; readonly link: MadeLink }
  | { readonly kind: 'driver' | 'unregister'; readonly life: Life }
  | {
      readonly kind: 'bind' | 'unbind';
      readonly bus: BaseBus;
      readonly driver: string;
      readonly device: string;
    }
  | { readonly kind: 'new_id' | 'remove_id'; readonly life: Life; readonly matches: Matches }
  | { readonly kind: 'device_driver_attach'; readonly life: Life; readonly device: string }
  | { readonly kind: 'drivers_probe'; readonly bus: BaseBus; readonly device: string }
  | {
      readonly kind: 'state_synced';
      readonly bus: BaseBus;
      readonly device: string;
      readonly value: string;
    }
  | { readonly kind: 'device_reprobe'; readonly device: string }
  | { readonly kind: 'bus_rescan_devices'; readonly bus: BaseBus }
  | { readonly kind: 'driver_override'; readonly device: BaseDevice; readonly value: string }
  | { readonly kind: 'drivers_autoprobe'; readonly bus: BaseBus; readonly value: number }
  | { readonly kind: 'wait'; readonly seconds: number }
  /** `isOpen`: something is done before the `resume`. */
  | { readonly kind: 'suspend'; isOpen: boolean }
  | { readonly kind: 'resume' | 'shutdown' };

export interface Entry {
  readonly call: Call;
  /** The step of the scenario; undefined: the boot. */
  readonly step: number | undefined;
  /** The events, as a recording has them. */
  readonly lines: string[];
  /** What the call returned, where that is known. */
  result?: number;
}

export type Matches = Map<BaseDevice, number[]>;

/** A driver from its registration on; when it comes again, that is another life. */
export interface Life {
  readonly driver: BaseDriver;
  /** What match() said without an override, call by call: as it came, then anew for each change of its dynamic ids. */
  readonly matches: Matches[];
  readonly probes: Map<BaseDevice, ProbeCall[]>;
  readonly removes: Map<BaseDevice, Removal[]>;
}

export interface ProbeCall {
  result: number;
  /** What it added, in order, and what it deleted again before it returned. */
  readonly made: LiveDevice[];
  readonly undone: BaseDevice[];
  /** The suppliers of the device that were bound when it began. */
  readonly bound: ReadonlySet<BaseDevice>;
}

export interface Removal {
  readonly deleted: readonly BaseDevice[];
  /** What its probe had made and was still there, the youngest first. */
  readonly own: readonly BaseDevice[];
}

/** Something that a script cannot say. */
export interface Problem {
  readonly text: string;
  /** The device or driver that it is about. */
  readonly about?: Id;
  readonly step: number | undefined;
}

export interface Journal {
  readonly names: Names;
  readonly entries: Entry[];
  readonly lives: Life[];
  /** What match() said of a device without an override, over all drivers. */
  readonly verdicts: Map<BaseDevice, number[]>;
  /** All that were added, in order. */
  readonly devices: Set<LiveDevice>;
  /** Of these the ids of those without a bus: nobody waits for them. */
  readonly busless: Set<Id>;
  /** Overrides that devices had when they were added. */
  readonly overrides: Map<BaseDevice, string>;
  /** Devices that a driver took before they were added. */
  readonly claims: Map<BaseDevice, BaseDriver>;
  readonly problems: Problem[];
  /** Where the run is. */
  step: number | undefined;
}

export function newJournal(): Journal {
  return {
    names: newNames(),
    entries: [],
    lives: [],
    verdicts: new Map(),
    devices: new Set(),
    busless: new Set(),
    overrides: new Map(),
    claims: new Map(),
    problems: [],
    step: undefined,
  };
}

/** Each problem of a device or driver is told once. */
export function report(journal: Journal, text: string, about?: Id): void {
  const { problems, step } = journal;
  if (problems.some((it) => it.text === text && it.about === about)) return;
  problems.push({ text, step, ...(about !== undefined && { about }) });
}
