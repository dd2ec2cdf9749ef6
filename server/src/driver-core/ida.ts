// Numbers that drivers hand out: the lowest free one, given back when the driver lets go. lib/idr.c:ida_alloc (LC-64).

import type { MakeStep } from './topology.ts';

export interface Ida {
  readonly used: Set<number>;
  /** No number below this one is free. */
  lowest: number;
}

/** Where `id = ida` of a step counts: one IDA for each name that a driver, or a module, gives. */
export function idaOf({ of, name, facts }: MakeStep, maker: string): string {
  return facts.id === 'ida' ? `${of} ${name?.source ?? maker}` : String(facts.id);
}

/** Takes the lowest free number of the IDA of that name. */
export function takeNumber(idas: Map<string, Ida>, name: string): number {
  let ida = idas.get(name);
  if (!ida) {
    ida = { used: new Set(), lowest: 0 };
    idas.set(name, ida);
  }
  while (ida.used.has(ida.lowest)) ida.lowest++;
  ida.used.add(ida.lowest);
  return ida.lowest;
}

export function giveBack(idas: ReadonlyMap<string, Ida>, name: string, number: number): void {
  const ida = idas.get(name);
  if (!ida?.used.delete(number)) return;
  ida.lowest = Math.min(ida.lowest, number);
}
