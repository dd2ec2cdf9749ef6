// What the body of a `creates` or `registers` says with one of its facts, and where: what most checks of lifetimes begin with.
import type { RootModel } from '../../db/model.ts';
import type { Fix } from '../../link/fix.ts';
import { factOf } from '../../link/guard.ts';
import type { Place } from '../../link/place.ts';
import type { Made } from './life.ts';

export interface Said {
  readonly text: string;
  readonly place: Place;
}

/** The values of a fact that holds for the root's kernel; none if it is not said. */
export function allSaid({ step, item }: Made, fact: string, model: RootModel): readonly Said[] {
  const values = factOf(step.facts, fact, model.kernel)?.values;
  return values?.map(({ text, site }) => ({ text, place: { item, site } })) ?? NOTHING;
}

export function said({ step, item }: Made, fact: string, model: RootModel): Said | undefined {
  const value = factOf(step.facts, fact, model.kernel)?.values[0];
  return value && { text: value.text, place: { item, site: value.site } };
}

/** Every check of the chapter asks every device that is made, and most say nothing. */
const NOTHING: readonly Said[] = [];

/** The name of what is made, or of its bus or class: where a finding about the whole of it stands. */
export function nameOfMade({ step, item }: Made): Place {
  return { item, site: (step.name ?? step.of).site };
}

export function sayInstead({ place }: Said, text: string, title: string): readonly Fix[] {
  return [{ title, edits: [{ act: 'replace', place, text }], preferred: true }];
}

/** The name that a release function of it would bear. */
export function releaseName(made: Made, model: RootModel): string {
  const { label, name, of } = made.step;
  const base = said(made, 'struct', model)?.text ?? label?.text ?? name?.text ?? of.text;
  return `${base.replaceAll(/\W+/g, '_')}_release`;
}
