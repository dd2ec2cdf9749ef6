// The tooltip of a node of the Buses view: the card that hover shows for the same thing.
import type { RootModel } from '../../db/model.ts';
import { cardOf } from '../contract/card.ts';
import type { TreeThing } from './tree-id.ts';

export function nodeTooltip(model: RootModel, thing: TreeThing): string {
  switch (thing.kind) {
    case 'root':
      return '';
    case 'bus':
    case 'class':
      return cardOf(model, `${thing.kind}:${thing.name}`) ?? '';
    case 'drivers':
      return `The bus walks its drivers in this order: the order of \`driver_register()\`.`;
    case 'device':
    case 'driver':
      return cardOf(model, thing.id) ?? '';
  }
}
