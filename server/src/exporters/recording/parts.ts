// What the operations of a script are made from, and how they name buses and classes.
import type { BaseBus } from '../../driver-core/base/objects.ts';
import type { LiveDevice } from '../../driver-core/live.ts';
import type { Firmware } from './firmware.ts';
import type { Journal } from './journal.ts';
import type { MatchTable } from './match-table.ts';

export interface Parts {
  readonly journal: Journal;
  readonly table: MatchTable;
  readonly firmware: Firmware;
}

/** The guest has buses and classes of its own: those of a script have a prefix. */
export const PREFIX = 'topology';

export function busName({ name }: Pick<BaseBus, 'name'>): string {
  return `${PREFIX}-${name}`;
}

/** As the children of a probe name it: a bus, or `@` and a class. Devices that are on no bus and of no class share one. */
export function homeOf({ bus, class: type }: LiveDevice): string {
  return bus ? busName(bus) : `@${PREFIX}-${type?.name ?? 'none'}`;
}
