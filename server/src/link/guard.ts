// Which statements and facts are there for a kernel version. What does not hold is not there: nothing after linking sees it.
import type { Fact, Guard } from '../declare/declarations.ts';
import type { Version } from '../driver-core/topology.ts';

/** `since` is inclusive, `until` means before. */
export function holdsAt(guard: Pick<Guard, 'since' | 'until'>, kernel: Version): boolean {
  return (
    (guard.since === undefined || guard.since <= kernel) &&
    (guard.until === undefined || kernel < guard.until)
  );
}

export function holding<T extends Pick<Guard, 'since' | 'until'>>(
  list: readonly T[],
  kernel: Version,
): readonly T[] {
  return list.every((it) => holdsAt(it, kernel)) ? list : list.filter((it) => holdsAt(it, kernel));
}

/** The fact of this name that holds; the first, should there be two. */
export function factOf(facts: readonly Fact[], name: string, kernel: Version): Fact | undefined {
  return facts.find((it) => it.name.text === name && holdsAt(it, kernel));
}

export function wordOf(facts: readonly Fact[], name: string, kernel: Version): string | undefined {
  return factOf(facts, name, kernel)?.values[0]?.text;
}

export function wordsOf(facts: readonly Fact[], name: string, kernel: Version): readonly string[] {
  return factOf(facts, name, kernel)?.values.map((it) => it.text) ?? [];
}

/** Whether a flag is set (`iommu;`). */
export function flagOf(facts: readonly Fact[], name: string, kernel: Version): boolean {
  return factOf(facts, name, kernel) !== undefined;
}
