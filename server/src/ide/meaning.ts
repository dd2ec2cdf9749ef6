// What the cards of hover, tree and explain read: the description's meaning and what the driver core made of it. Plain
// look-ups that several of them need; nothing here knows text.
import type { RootModel } from '../db/model.ts';
import type { DeviceResult } from '../driver-core/result.ts';
import type {
  Contract,
  DeviceStruct,
  Driver,
  DriverStruct,
  Id,
  MakeStep,
  Step,
} from '../driver-core/topology.ts';

export type Meaning = Pick<RootModel, 'topology' | 'run' | 'device' | 'driver'>;

/** `pci/e1000e` of `driver:pci/e1000e`. */
export function shortId(id: Id): string {
  return id.slice(id.indexOf(':') + 1);
}

/** `e1000e` of `driver:pci/e1000e`: what the kernel calls it. */
export function lastName(id: Id): string {
  return id.slice(id.lastIndexOf('/') + 1).replace(/^[a-z]+:/, '');
}

/** The device struct of a device on a bus: its `devtype`'s, else the first. */
export function deviceStructOf({ topology }: Meaning, device: DeviceResult): DeviceStruct | undefined {
  const structs = device.bus === undefined ? undefined : topology.buses.get(device.bus)?.devices;
  return structs?.find((it) => it.struct === device.devtype) ?? structs?.[0];
}

export function driverStructOf({ topology }: Meaning, driver: Driver): DriverStruct | undefined {
  const structs = topology.buses.get(driver.bus)?.drivers;
  return structs?.find((it) => it.serves === undefined || it.serves === driver.devtype) ?? structs?.[0];
}

/** Every step that a driver can do, of its probe, its SR-IOV callback and its flavours. */
export function stepsOf(driver: Driver): readonly Step[] {
  return [
    ...driver.probe,
    ...(driver.sriovConfigure ?? []),
    ...driver.flavours.flatMap((flavour) => flavour.steps),
  ];
}

/** The `creates` or `registers` that made a device. */
export function makingStep(meaning: Meaning, device: DeviceResult): MakeStep | undefined {
  const made = device.madeBy;
  if (made === undefined) return undefined;
  const driver = made.driver === undefined ? undefined : meaning.driver(made.driver);
  const module = made.module === undefined ? undefined : meaning.topology.modules.get(made.module);
  const steps: readonly Step[] = [
    ...(driver === undefined ? [] : stepsOf(driver)),
    ...(module === undefined ? [] : [...module.init, ...module.flavours.flatMap((it) => it.steps)]),
  ];
  const makes = steps.filter(
    (step): step is MakeStep => step.kind === 'creates' || step.kind === 'registers',
  );
  const place = device.class ?? device.bus ?? 'none';
  return (
    makes.find((step) => step.of === place && step.label === made.label) ??
    makes.find((step) => step.of === place)
  );
}

/** The contract's entries with those of the contracts that it extends. */
export function entriesOf({ topology }: Meaning, name: string): Contract['entries'] {
  const entries: Contract['entries'][number][] = [];
  const waiting = [name];
  const seen = new Set<string>();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const contract = topology.contracts.get(next);
    if (contract === undefined || seen.has(next)) continue;
    seen.add(next);
    entries.push(...contract.entries);
    waiting.push(...contract.extends);
  }
  return entries;
}

/** The contracts that have a function of this name themselves. */
export function contractsWith(
  { topology }: Meaning,
  name: string,
): readonly { readonly contract: Contract; readonly entry: Contract['entries'][number] }[] {
  return [...topology.contracts.values()].flatMap((contract) => {
    const entry = contract.entries.find((it) => it.name === name);
    return entry === undefined ? [] : [{ contract, entry }];
  });
}
