// What a driver took in probe and goes on using while user space has a file open, which may be after the device was unbound.
import type { RootModel } from '../../db/model.ts';
import { holdsAt } from '../../link/guard.ts';
import type { Place } from '../../link/place.ts';
import type { Acquired, Life } from './life.ts';

export interface OpenUse {
  readonly acquired: Acquired;
  /** Where it is used. */
  readonly place: Place;
  /** The word `open`. */
  readonly open: Place;
}

/** Uses of its own resources `while open`, where nothing else is said to keep them, and no class waits for the last close. */
export function openUses(life: Life, model: RootModel): readonly OpenUse[] {
  if (waitsForUsers(life, model)) return [];
  return life.uses.flatMap(({ use, item }) => {
    const { of, while: span, protectedBy } = use;
    if (of || span?.text !== 'open' || protectedBy || !holdsAt(use, model.kernel)) return [];
    return use.names.flatMap((name) => {
      const acquired = life.acquired.find((it) => it.step.name.text === name.text);
      return acquired
        ? [{ acquired, place: { item, site: name.site }, open: { item, site: span.site } }]
        : [];
    });
  });
}

/** Everything that it registers is of classes whose unregister returns when the last user is gone (LC-69). */
function waitsForUsers({ made }: Life, model: RootModel): boolean {
  const classes = made.filter(({ step }) => step.kind === 'registers').map(({ step }) => step.of.text);
  return classes.length > 0 && classes.every((it) => model.topology.classes.get(it)?.unregister === 'waits');
}
