// Which driver makes devices for which: whether a probe creates something that another driver may bind to.
import type { RootModel } from '../../db/model.ts';
import type { UsesDecl } from '../../declare/declarations.ts';
import type { Driver, MakeStep } from '../../driver-core/topology.ts';
import { meant } from '../order-of-drivers.ts';

/** `uses X of driver R`: R, if it is one driver. */
export function driverOfUse(use: UsesDecl, model: RootModel): Driver | undefined {
  return use.of?.driver && driverMeant(use.of.driver, model);
}

export function driverMeant(ref: Parameters<typeof meant>[0], model: RootModel): Driver | undefined {
  const drivers = meant(ref, model).flatMap((id) => model.driver(id) ?? []);
  return drivers.length === 1 ? drivers[0] : undefined;
}

/** The maker creates, in its probe, a device that may be one for this driver. */
export function createsFor(maker: Driver, driver: Driver, model: RootModel): boolean {
  return maker.probe.some((step) => step.kind === 'creates' && mayBeFor(step, driver, model));
}

/** Of its bus; where both are named, by a name that a row of the driver holds. */
export function mayBeFor(step: MakeStep, driver: Driver, model: RootModel): boolean {
  if (step.of !== driver.bus) return false;
  const [begins] = step.name?.parts ?? [];
  const rows = Object.values(driver.tables).flat();
  if (
    begins?.kind !== 'literal' ||
    rows.length === 0 ||
    !model.topology.buses.get(step.of)?.tables.id_table
  ) {
    return true;
  }
  const texts = rows.flatMap((row) => Object.values(row.fields)).filter((it) => typeof it === 'string');
  return (
    texts.length === 0 || texts.some((text) => begins.text === text || begins.text.startsWith(`${text}.`))
  );
}
