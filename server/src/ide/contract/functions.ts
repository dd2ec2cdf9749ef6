// The use edge between a driver and its device: functions that the driver uses against functions that the device (or whom it
// names) offers. Pure; what is missing is said, not judged: that is for the checks.
import type { DeviceResult } from '../../driver-core/result.ts';
import type { Driver, Use } from '../../driver-core/topology.ts';
import { deviceStructOf, entriesOf, lastName, type Meaning, makingStep } from '../meaning.ts';

export interface UsedFunction {
  readonly name: string;
  /** Whose: not set for its own device. */
  readonly of: string | undefined;
  /** The contract that offers it; not set: nobody does. */
  readonly contract: string | undefined;
  readonly prototype: string | undefined;
  readonly ifPresent: boolean;
  readonly protectedBy: string | undefined;
}

/** Contract names that a device offers its driver: those of its bus's device struct and those of the step that made it. */
export function offersOf(meaning: Meaning, device: DeviceResult): readonly string[] {
  const struct = deviceStructOf(meaning, device)?.offers ?? [];
  const made = makingStep(meaning, device)?.offers ?? [];
  return [...new Set([...struct, ...made].map((offer) => offer.value))].filter((name) => name !== 'creator');
}

/** In the order in which the driver lists them. */
export function usedFunctions(
  meaning: Meaning,
  driver: Driver,
  device: DeviceResult,
): readonly UsedFunction[] {
  return driver.uses.flatMap((use) => {
    const target = targetOf(meaning, use, device);
    const offers = target === undefined ? [] : offersOf(meaning, target);
    return use.names.map((name) => ({
      name,
      of: ofText(use),
      ...offeredBy(meaning, offers, name),
      ifPresent: use.ifPresent,
      protectedBy: use.protectedBy,
    }));
  });
}

function offeredBy(meaning: Meaning, offers: readonly string[], name: string) {
  for (const contract of offers) {
    if (contract === name) return { contract, prototype: undefined };
    const entry = entriesOf(meaning, contract).find((it) => it.name === name);
    if (entry !== undefined) return { contract, prototype: entry.prototype };
  }
  return { contract: undefined, prototype: undefined };
}

function targetOf(meaning: Meaning, use: Use, device: DeviceResult): DeviceResult | undefined {
  const { run } = meaning;
  const { of } = use;
  if (of === undefined) return device;
  if ('driver' in of) {
    const bound = run.drivers.get(of.driver)?.devices[0];
    return bound === undefined ? undefined : run.devices.get(bound);
  }
  const id =
    of.path === 'physfn'
      ? meaning.device(device.id)?.physfn
      : of.path === 'parent'
        ? device.parent
        : undefined;
  return id === undefined ? undefined : run.devices.get(id);
}

function ofText({ of }: Use): string | undefined {
  if (of === undefined) return undefined;
  return 'driver' in of ? lastName(of.driver) : of.path;
}
