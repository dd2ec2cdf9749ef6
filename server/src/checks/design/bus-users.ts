// Who makes the devices of a bus and who drives them: what the checks of bus design look at.
import type { RootModel } from '../../db/model.ts';
import type { Driver } from '../../driver-core/topology.ts';
import { type MadeHere, type Maker, madeBy, makers } from '../made-here.ts';

export interface BusMaker {
  readonly by: Maker;
  readonly made: MadeHere;
}

/** The `creates` steps of drivers and modules of this root that make devices of a bus. */
export function makersOf(bus: string, model: RootModel): readonly BusMaker[] {
  return makers(model).flatMap((by) =>
    madeBy(by, model)
      .filter(({ step }) => step.kind === 'creates' && step.of.text === bus)
      .map((made) => ({ by, made })),
  );
}

/** The one driver of a bus, if it has exactly one. */
export function onlyDriver(bus: string, model: RootModel): Driver | undefined {
  const [only, another] = model.driversOn(bus);
  return another ? undefined : only;
}

/** `mlx5` of `mlx5_core` and `mlx5-sf`: by what vendors begin their names. */
export function vendorPrefix(name: string): string {
  return /^[^-_.]+/.exec(name)?.[0] ?? name;
}
