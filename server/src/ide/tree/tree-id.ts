// Ids of the nodes of the Buses view: arrangement, root file, and what the node stands for. They hold names only, so a node
// keeps its id, and with it expansion and selection, while the thing keeps its name.
import type { Id } from '../../driver-core/topology.ts';

export type TreeOrder = 'bus' | 'device' | 'class';

export type TreeThing =
  | { readonly kind: 'root' }
  | { readonly kind: 'bus' | 'class' | 'drivers'; readonly name: string }
  /** `below`: the driver under which a bound device stands a second time. */
  | { readonly kind: 'device'; readonly id: Id; readonly below?: Id }
  | { readonly kind: 'driver'; readonly id: Id };

export interface TreeId {
  readonly order: TreeOrder;
  /** URI of the root file. */
  readonly root: string;
  readonly thing: TreeThing;
}

const BELOW = ' < ';

export function printTreeId({ order, root, thing }: TreeId): string {
  return `${order}|${root}|${printThing(thing)}`;
}

/** `undefined` for a text that is no id, such as one from another version. */
export function parseTreeId(text: string): TreeId | undefined {
  const [order, root, ...rest] = text.split('|');
  if ((order !== 'bus' && order !== 'device' && order !== 'class') || root === undefined) return undefined;
  const thing = parseThing(rest.join('|'));
  return thing === undefined ? undefined : { order, root, thing };
}

function printThing(thing: TreeThing): string {
  switch (thing.kind) {
    case 'root':
      return '';
    case 'bus':
    case 'class':
    case 'drivers':
      return `${thing.kind}:${thing.name}`;
    case 'driver':
      return thing.id;
    case 'device':
      return thing.below === undefined ? thing.id : `${thing.id}${BELOW}${thing.below}`;
  }
}

function parseThing(text: string): TreeThing | undefined {
  if (text === '') return { kind: 'root' };
  const kind = text.slice(0, text.indexOf(':'));
  const name = text.slice(kind.length + 1);
  switch (kind) {
    case 'bus':
    case 'class':
    case 'drivers':
      return { kind, name };
    case 'driver':
      return { kind, id: text };
    case 'device': {
      const [id = '', below] = text.split(BELOW);
      return below === undefined ? { kind, id } : { kind, id, below };
    }
    default:
      return undefined;
  }
}
