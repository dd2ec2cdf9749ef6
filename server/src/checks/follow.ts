// What checks that follow a scenario have in common: see StepDone and Follower in check.ts.
import type { RootModel } from '../db/model.ts';
import type { Ref } from '../declare/declarations.ts';
import type { DeviceResult } from '../driver-core/result.ts';
import type { Act } from '../driver-core/scenario/script.ts';
import type { Driver } from '../driver-core/topology.ts';
import { driverId } from '../link/ids.ts';
import { textsOf } from '../link/names.ts';
import type { Follower, FollowScenario, StepDone } from './check.ts';

/** For a check that remembers nothing from step to step. */
export function eachStep(step: Follower['step']): FollowScenario {
  return () => ({ step });
}

/** What a reference means at a moment: a device that is there, or was. */
export function deviceAt(ref: Ref | undefined, moment: RootModel): DeviceResult | undefined {
  const found = ref && moment.resolve(ref);
  return found?.kind === 'one' ? moment.run.devices.get(found.id) : undefined;
}

/** `BUS/NAME`, or `NAME`: on that bus if one is given, else the first of that name. */
export function driverAt(ref: Ref | undefined, moment: RootModel, bus?: string): Driver | undefined {
  const texts = ref ? textsOf(ref) : [];
  const name = texts.at(-1) ?? '';
  const on = texts.at(-2) ?? bus;
  if (on !== undefined) return moment.driver(driverId(on, name));
  return moment.topology.drivers.find((it) => it.name === name);
}

/** A write to an attribute of a device that was taken. */
export function written({ act, outcome }: StepDone, attribute: string): SetAct | undefined {
  const isIt = act?.act === 'set' && act.attribute === attribute && outcome?.errno === undefined;
  return isIt ? act : undefined;
}

export type SetAct = Extract<Act, { readonly act: 'set' }>;

/** The thing that a step is about, as it is written. */
export function nameIn({ step }: StepDone): string {
  return step.refs[0] ? textsOf(step.refs[0]).join('/') : '';
}

/** The device of which the scenario itself says that it is bound: `expect DEVICE bound`. */
export function saidBound({ step: { expect } }: StepDone, moment: RootModel): DeviceResult | undefined {
  return expect?.expects === 'bound' ? deviceAt(expect.subject, moment) : undefined;
}
