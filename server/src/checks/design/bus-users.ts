// Who makes the devices of a bus and who drives them: what the checks of bus design look at.
import type { RootModel } from '../../db/model.ts';
import type { Driver } from '../../driver-core/topology.ts';
import { type MadeHere, type Maker, madeBy, makersOfDevices } from '../made-here.ts';
import { remembered } from '../watched-model.ts';

export interface BusMaker {
  readonly by: Maker;
  readonly made: MadeHere;
}

/** Each check of each bus asks for the steps of the whole topology. */
const makersByBus = remembered(collectMakers);

/** The `creates` steps of drivers and modules of this root that make devices of a bus. */
export function makersOf(bus: string, model: RootModel): readonly BusMaker[] {
  return makersByBus(model).get(bus) ?? [];
}

function collectMakers(model: RootModel): ReadonlyMap<string, readonly BusMaker[]> {
  const found = new Map<string, BusMaker[]>();
  for (const by of makersOfDevices(model)) {
    for (const made of madeBy(by, model)) {
      if (made.step.kind !== 'creates') continue;
      const list = found.get(made.step.of.text);
      if (list) list.push({ by, made });
      else found.set(made.step.of.text, [{ by, made }]);
    }
  }
  return found;
}

/** The one driver of a bus, if it has exactly one. */
export function onlyDriver(bus: string, model: RootModel): Driver | undefined {
  const [only, another] = model.driversOn(bus);
  return another ? undefined : only;
}

/** One driver or module makes all devices, and its name begins as that of the driver that takes them. */
export function isOneVendors(makers: readonly Maker[], driver: Driver): boolean {
  const [maker] = makers;
  if (!maker || makers.some(({ id }) => id !== maker.id)) return false;
  return vendorPrefix(maker.decl.name.text) === vendorPrefix(driver.name);
}

/** `mlx5` of `mlx5_core` and `mlx5-sf`: by what vendors begin their names. */
export function vendorPrefix(name: string): string {
  return /^[^-_.]+/.exec(name)?.[0] ?? name;
}
