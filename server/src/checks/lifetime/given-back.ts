// What a written `remove` gives back, and when: by which name it means a step, and in which order things go if it is not written.
import { namesOfMade, namesOfTaken } from '../../link/check-undo.ts';
import type { Fix } from '../../link/fix.ts';
import type { Place } from '../../link/place.ts';
import { spellName } from '../../syntax/index.ts';
import type { Acquired, Life, Made, Undo, Undone } from './life.ts';

/** How a made thing is called in messages and in `deletes`. */
export function calledBy({ step }: Made): string {
  return step.label?.text ?? step.name?.text ?? step.of.text;
}

/** The name in `remove` that means this device. */
export function undoneOf({ step }: Made, undo: Undo): Undone | undefined {
  const names = namesOfMade(step);
  return undo.done.find((it) => it.statement.verb !== 'releases' && names.includes(it.name.text));
}

export function releaseOf({ step }: Acquired, undo: Undo): Undone | undefined {
  const names = namesOfTaken(step);
  return undo.done.find((it) => it.statement.verb === 'releases' && names.includes(it.name.text));
}

/** Whether `remove` undoes the callback's steps: VFs and flavours come and go by themselves. */
export function isUndone({ callback }: Made | Acquired): boolean {
  return callback === 'probe' || callback === 'init';
}

/**
 * When a resource is given back; the smaller goes first. `remove` runs before the devres of the device, those go in the reverse
 * order in which they were taken. Infinite: never.
 */
export function timeOfRelease(acquired: Acquired, life: Life): number {
  const { undo } = life;
  if (acquired.step.devm) return DEVRES - acquired.at;
  if (undo === undefined) return -acquired.at;
  const release = releaseOf(acquired, undo);
  return release === undefined ? Number.POSITIVE_INFINITY : undo.done.indexOf(release);
}

const DEVRES = 1_000_000;

/** Writes a statement into `remove`, before the first that gives back what was made or taken earlier. */
export function undoFix(life: Life, at: number, statement: string): readonly Fix[] {
  const { undo } = life;
  if (undo === undefined) return [];
  const isEarlier = (it: Undone): boolean => {
    const made = life.made.find((step) => undoneOf(step, undo) === it);
    const acquired = life.acquired.find((step) => releaseOf(step, undo) === it);
    const step = made ?? acquired;
    return step !== undefined && step.at < at;
  };
  const earlier = undo.done.find(isEarlier);
  return [
    {
      title: `Add \`${statement}\` to \`${undo.callback}\``,
      edits: [
        earlier
          ? { act: 'insert-before', place: placeOfUndo(earlier), text: statement }
          : { act: 'insert-inside', place: undo.place, text: statement },
      ],
      preferred: true,
    },
  ];
}

/** Takes one name out of `remove`; not out of a statement that holds for some kernels or devices only. */
export function withoutUndone(undone: Undone, title: string): readonly Fix[] {
  const { name, statement } = undone;
  if (statement.when || statement.since !== undefined || statement.until !== undefined) return [];
  const rest = statement.names.filter((it) => it !== name).map((it) => spellName(it.text));
  const place = placeOfUndo(undone);
  const edit =
    rest.length === 0
      ? ({ act: 'delete', place } as const)
      : ({ act: 'replace', place, text: `${statement.verb} ${rest.join(', ')};` } as const);
  return [{ title, edits: [edit], preferred: true }];
}

/** Gives it back right before or after another statement of `remove`. */
export function moveUndone(
  moved: Undone,
  where: 'insert-before' | 'insert-after',
  other: Undone,
): readonly Fix[] {
  const title = `Give back \`${moved.name.text}\` ${where === 'insert-before' ? 'before' : 'after'} \`${other.name.text}\``;
  const place = placeOfUndo(other);
  if (moved.statement === other.statement) return [];
  const text = `${moved.statement.verb} ${spellName(moved.name.text)};`;
  return withoutUndone(moved, title).map((fix) => ({
    ...fix,
    edits: [...fix.edits, { act: where, place, text }],
  }));
}

function placeOfUndo({ item, statement }: Undone): Place {
  return { item, site: statement.site };
}
