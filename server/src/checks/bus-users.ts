// Who makes the devices of a bus and who drives them: what the checks of bus design look at.
import type { RootModel } from '../db/model.ts';
import type { Driver } from '../driver-core/topology.ts';
import type { Declaration } from '../link/declaration.ts';
import { type MadeHere, madeByDriver, madeByModule } from './made-here.ts';

export interface BusMaker {
  readonly by: Declaration<'driver'> | Declaration<'module'>;
  readonly made: MadeHere;
}

/** The `creates` steps of drivers and modules of this root that make devices of a bus. */
export function makersOf(bus: string, model: RootModel): readonly BusMaker[] {
  const drivers = [...model.declarations('driver')].flatMap((by) =>
    madeByDriver(by.decl).map((made) => ({ by, made })),
  );
  const modules = [...model.declarations('module')].flatMap((by) =>
    madeByModule(by.decl).map((made) => ({ by, made })),
  );
  return [...drivers, ...modules].filter(
    ({ made }) => made.step.kind === 'creates' && made.step.of.text === bus,
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
