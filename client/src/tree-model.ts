// What the Buses view has been told so far: one entry per node id, kept as long as the node stands, because VS Code hangs
// expansion and selection on the object and its id. Pure: knows neither VS Code nor how the server is asked.
import type { TreeNode } from '../../server/src/lsp/protocol.ts';

export interface TreeEntry {
  /** As the server described it last. */
  node: TreeNode;
  parent: TreeEntry | undefined;
  /** Not set: nobody has looked. */
  children: readonly TreeEntry[] | undefined;
}

export interface TreeModel {
  entry(id: string): TreeEntry | undefined;
  /** Takes the children of a node (of the top: `undefined`); answers what has to be drawn again: entries, or the parent. */
  adopt(parent: TreeEntry | undefined, nodes: readonly TreeNode[]): readonly (TreeEntry | undefined)[];
  children(parent: TreeEntry | undefined): readonly TreeEntry[] | undefined;
  /** Takes what nodes say now (null: gone); answers those whose line is another. */
  renew(nodes: readonly (TreeNode | null)[]): readonly TreeEntry[];
  clear(): void;
}

export function createTreeModel(): TreeModel {
  const entries = new Map<string, TreeEntry>();
  let top: readonly TreeEntry[] | undefined;

  const children = (parent: TreeEntry | undefined) => (parent === undefined ? top : parent.children);

  const setChildren = (parent: TreeEntry | undefined, list: readonly TreeEntry[]) => {
    if (parent === undefined) top = list;
    else parent.children = list;
  };

  const take = (parent: TreeEntry | undefined, node: TreeNode): TreeEntry => {
    const known = entries.get(node.id);
    if (known === undefined) {
      const entry: TreeEntry = { node, parent, children: undefined };
      entries.set(node.id, entry);
      return entry;
    }
    known.node = node;
    known.parent = parent;
    if (!node.hasChildren) known.children = undefined;
    return known;
  };

  /** Forgets an entry and what hangs below it, unless it has moved to another parent meanwhile. */
  const drop = (entry: TreeEntry, parent: TreeEntry | undefined) => {
    if (entry.parent !== parent || entries.get(entry.node.id) !== entry) return;
    entries.delete(entry.node.id);
    for (const child of entry.children ?? []) drop(child, entry);
  };

  return {
    entry: (id) => entries.get(id),
    children,
    adopt(parent, nodes) {
      const old = children(parent);
      const before = new Map((old ?? []).map((entry) => [entry.node.id, entry.node]));
      const list = nodes.map((node) => take(parent, node));
      setChildren(parent, list);
      const kept = new Set(list);
      for (const entry of old ?? []) if (!kept.has(entry)) drop(entry, parent);
      if (!sameOrder(old, list)) return [parent];
      return list.filter(({ node }) => !sameNode(before.get(node.id), node));
    },
    renew(nodes) {
      return nodes.flatMap((node) => {
        const entry = node === null ? undefined : entries.get(node.id);
        if (node === null || entry === undefined || sameNode(entry.node, node)) return [];
        entry.node = node;
        return [entry];
      });
    },
    clear() {
      entries.clear();
      top = undefined;
    },
  };
}

function sameOrder(old: readonly TreeEntry[] | undefined, list: readonly TreeEntry[]): boolean {
  return old?.length === list.length && list.every((entry, index) => entry === old[index]);
}

/** Nodes are plain data whose members the server writes in one order. */
function sameNode(a: TreeNode | undefined, b: TreeNode): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
