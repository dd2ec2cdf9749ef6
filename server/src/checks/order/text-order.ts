// Which of two places a reader meets first: by file in import order, then by offset. For checks that say a thing once of several.
import type { RootModel } from '../../db/model.ts';
import type { Place } from '../../link/place.ts';

export function standsBefore(a: Place, b: Place, model: RootModel): boolean {
  const first = model.locate(a);
  const second = model.locate(b);
  if (!first || !second) return false;
  if (first.uri === second.uri) return first.start < second.start;
  return model.files.indexOf(first.uri) < model.files.indexOf(second.uri);
}
