// The interface of a check: one file a check, its documentation in it. A check reads the model, or follows scenarios, and yields
// what it found; it keeps no state, reads no text and decides nothing about suppression (findings.ts does).

import type { RootModel } from '../db/model.ts';
import type { ScenarioStep } from '../declare/declarations.ts';
import type { Event } from '../driver-core/base/event.ts';
import type { DeviceResult, DriverResult, ModuleResult } from '../driver-core/result.ts';
import type { OpenFile } from '../driver-core/scenario/files.ts';
import type { Act, Outcome } from '../driver-core/scenario/script.ts';
import type { BusType, ClassType, Contract, Device, Driver, Id, Module } from '../driver-core/topology.ts';
import type { Declaration } from '../link/declaration.ts';
import type { Fix, Related } from '../link/fix.ts';
import type { Place } from '../link/place.ts';
import type { Severity } from './finding.ts';

export type Level = Severity | 'off';

/** Severity under each setting: relaxed is silent on a sound real topology, stricter is kernel review. */
export interface Levels {
  readonly relaxed: Level;
  readonly strict: Level;
  readonly stricter: Level;
}

/** A device after the run. `declared` is missing for what a driver made, `device` likewise. */
export interface DeviceSubject {
  readonly id: Id;
  readonly result: DeviceResult;
  readonly device?: Device;
  readonly declared?: Declaration<'device'>;
}
export interface DriverSubject {
  readonly id: Id;
  readonly driver: Driver;
  readonly result?: DriverResult;
  readonly declared: Declaration<'driver'>;
}
/** `bus` and its like are missing if the declaration does not hold for the root's kernel. */
export interface BusSubject {
  readonly id: Id;
  readonly bus?: BusType;
  readonly declared: Declaration<'bus'>;
}
export interface ClassSubject {
  readonly id: Id;
  readonly class?: ClassType;
  readonly declared: Declaration<'class'>;
}
export interface ContractSubject {
  readonly id: Id;
  readonly contract?: Contract;
  readonly declared: Declaration<'contract'>;
}
/** A table that stands alone; the `id_table` of a bus is part of the bus. */
export interface TableSubject {
  readonly id: Id;
  readonly declared: Declaration<'table'>;
}
export interface ModuleSubject {
  readonly id: Id;
  readonly module: Module;
  readonly result?: ModuleResult;
  /** Missing for a module that only its drivers name. */
  readonly declared?: Declaration<'module'>;
}

export interface Subjects {
  readonly device: DeviceSubject;
  readonly driver: DriverSubject;
  readonly bus: BusSubject;
  readonly class: ClassSubject;
  readonly contract: ContractSubject;
  readonly table: TableSubject;
  readonly module: ModuleSubject;
  readonly root: RootModel;
}
export type SubjectKind = keyof Subjects;

/** What a check yields; code, severity and subject are added by run-checks.ts. */
export interface Report {
  readonly message: string;
  readonly place: Place;
  readonly related?: readonly Related[];
  readonly fixes?: () => readonly Fix[];
  /** Instead of the check's own. */
  readonly levels?: Levels;
  /** Instead of the subject. */
  readonly about?: Id;
}

export interface CheckDoc {
  /** Why it matters, in kernel terms: a paragraph or two of Markdown. */
  readonly why: string;
  /** Kernel files and functions, mails, domain rules. */
  readonly source: readonly string[];
  /** A topology that fires exactly this check once or more. */
  readonly firing: string;
  /** The same, made right: no finding. */
  readonly corrected: string;
}

/** What every check has, whatever it looks at. */
export interface CheckHead {
  /** The rule id it is known by: `MK-36`. */
  readonly code: string;
  /** Other ids of the same rule: `SD-54`. `allow` and `expect problem` take any of them. */
  readonly aliases: readonly string[];
  /** Half a sentence: "two drivers of one name on a bus". */
  readonly title: string;
  readonly levels: Levels;
  readonly doc: CheckDoc;
}

/** A check of the text and of the boot. */
export interface Check<K extends SubjectKind = SubjectKind> extends CheckHead {
  /** What `run` is called for, once each. Subjects of the library are left out unless `library` is set. */
  readonly on: K;
  readonly library?: true;
  /**
   * What the answer depends on, besides the subject itself. `declarations`: the answer stays the same while only
   * stand-alone devices change. `run`: devices count, so a subject is asked again when a device that concerns it changed.
   * `scenarios`: a check of the root that reads what scenarios say, and is asked again when one changed as well.
   * Devices are always asked again when their own result changed.
   */
  readonly reads: 'declarations' | 'run' | 'scenarios';
  run(subject: Subjects[K], model: RootModel): Iterable<Report>;
  /** What it finds in the steps of scenarios, besides. */
  readonly follow?: FollowScenario;
}

/** A step of a scenario that was carried out, or an expectation that was reached. */
export interface StepDone {
  readonly step: ScenarioStep;
  readonly place: Place;
  /** Missing for an expectation. */
  readonly act?: Act;
  /** What the act came to. */
  readonly outcome?: Outcome;
  /** The same, if it failed and no `expect error` says so. */
  readonly failure?: Outcome;
  /** What the driver core did because of it, in order. */
  readonly events: readonly Event[];
  /** What user space holds open after it. */
  readonly open: () => readonly OpenFile[];
}

/** Follows one run of one scenario: what it remembers from step to step is its own. */
export interface Follower {
  /** `moment`: the root as it is after the step. It is good until the next one. */
  step(done: StepDone, moment: RootModel): Iterable<Report>;
  /** The scenario is over. */
  end?(): Iterable<Report>;
}

/** `start`: the root as it is after the boot. */
export type FollowScenario = (start: RootModel) => Follower;

/** A check of what scenarios do: it sees the machine after each step. */
export interface StepCheck extends CheckHead {
  readonly on: 'step';
  readonly follow: FollowScenario;
}

export type SubjectCheck = { [K in SubjectKind]: Check<K> }[SubjectKind];
export type AnyCheck = SubjectCheck | StepCheck;
