// The shortest reference that means exactly one of the declared devices: its name, `BUS/NAME`, or `PARENT/NAME` for what is
// on no bus (docs/language.md, Names and references).
import { spellName } from '../syntax/index.ts';
import type { DeviceNode } from './device-nodes.ts';

export function referenceTo(nodes: readonly DeviceNode[]): (node: DeviceNode) => string {
  const uses = new Map<string, number>();
  for (const { name } of nodes) uses.set(name, (uses.get(name) ?? 0) + 1);
  const refer = (node: DeviceNode): string => {
    const name = spellName(node.name);
    if (uses.get(node.name) === 1) return name;
    if (node.sort.kind !== 'none') return `${spellName(node.sort.name)}/${name}`;
    return node.parent === undefined ? `none/${name}` : `${refer(node.parent)}/${name}`;
  };
  return refer;
}
