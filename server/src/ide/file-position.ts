// A place as an editor names it: a file and an offset in UTF-16 code units. Features take these and answer offsets.
import type { ItemView, Location, RootModel } from '../db/model.ts';
import { WHOLE_ITEM } from '../link/place.ts';

export interface FilePosition {
  readonly uri: string;
  readonly offset: number;
}

/** The statement that an offset lies in, comments above it included. Looks at few items, however many there are. */
export function itemAt(model: RootModel, { uri, offset }: FilePosition): ItemView | undefined {
  const items = model.items(uri);
  let low = 0;
  let high = items.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const start = items[middle] === undefined ? undefined : itemLocation(model, items[middle])?.start;
    if (start !== undefined && start <= offset) low = middle;
    else high = middle - 1;
  }
  return items[low];
}

export function itemLocation(model: RootModel, item: ItemView): Location | undefined {
  return model.locate({ item: item.key, site: WHOLE_ITEM });
}
