// The nodes of the Buses view: asked of the server as they are unfolded, drawn again only where the server says that they have
// changed. Expansion and selection stay, because an entry stays as long as its node. Decides nothing about buses.
import * as vscode from 'vscode';
import {
  type TreeChangedParams,
  type TreeChildrenParams,
  TreeChildrenRequest,
  type TreeNode,
  type TreeNodesParams,
  TreeNodesRequest,
  type TreeOrder,
  type TreeRevealParams,
  TreeRevealRequest,
  type TreeTooltipParams,
  TreeTooltipRequest,
} from '../../server/src/lsp/protocol.ts';
import type { Server } from './server.ts';
import { createTreeModel, type TreeEntry, type TreeModel } from './tree-model.ts';
import { treeItem } from './tree-node-item.ts';

export interface BusesProvider extends vscode.TreeDataProvider<TreeEntry>, vscode.Disposable {
  readonly onDidChangeTreeData: vscode.Event<TreeEntry | undefined>;
  getChildren(parent?: TreeEntry): Promise<TreeEntry[]>;
  /** Draws again what the server says has changed (no ids: whatever turns out to have), and nothing else. */
  refresh(news: readonly TreeChangedParams[]): Promise<void>;
  /** What a node says now: its place moves with the text above it, of which there is no news. */
  current(entry: TreeEntry): Promise<TreeNode>;
  /** Draws everything; `forget`: as if never seen, for another arrangement. */
  redraw(memory: 'keep' | 'forget'): void;
  /** The node of what stands at a place of a document; undefined if nothing does. */
  find(
    uri: vscode.Uri,
    position: vscode.Position,
    token?: vscode.CancellationToken,
  ): Promise<TreeEntry | undefined>;
}

export function createBusesProvider(server: Server, order: () => TreeOrder): BusesProvider {
  const model = createTreeModel();
  const changed = new vscode.EventEmitter<TreeEntry | undefined>();

  /** Takes over the children; answers what has to be drawn again. An answer that an arrangement overtook says nothing. */
  const load = async (parent: TreeEntry | undefined): Promise<readonly (TreeEntry | undefined)[]> => {
    const asked = order();
    const nodes = await fetchChildren(server, model, asked, parent);
    return asked === order() ? model.adopt(parent, nodes) : [];
  };
  /** Answers whether the parent itself is drawn, and with it all that is below. */
  const update = async (parent: TreeEntry | undefined): Promise<boolean> => {
    const shown = model.children(parent) !== undefined;
    const toDraw = await load(parent);
    if (shown) for (const entry of toDraw) changed.fire(entry);
    return toDraw.includes(parent);
  };
  const updateAll = async (parent: TreeEntry | undefined): Promise<void> => {
    if (model.children(parent) === undefined || (await update(parent))) return;
    for (const child of model.children(parent) ?? []) await updateAll(child);
  };

  // VS Code asks for the children of every entry that is drawn; the lists of these are known to be the same.
  const listKept = new WeakSet<TreeEntry>();
  const renew = async (ids: readonly string[]): Promise<readonly TreeEntry[]> => {
    const params: TreeNodesParams = { ids };
    if (ids.length === 0) return [];
    return model.renew((await server.ask<readonly (TreeNode | null)[]>(TreeNodesRequest, params)) ?? []);
  };

  return {
    onDidChangeTreeData: changed.event,
    getTreeItem: treeItem,
    getParent: (entry) => entry.parent,
    async getChildren(parent) {
      const kept = parent !== undefined && listKept.delete(parent) ? parent.children : undefined;
      if (kept !== undefined) return [...kept];
      await load(parent);
      return [...(model.children(parent) ?? [])];
    },
    async resolveTreeItem(item, { node }, token) {
      const params: TreeTooltipParams = { id: node.id };
      const text = await server.ask<string>(TreeTooltipRequest, params, token);
      if (text) item.tooltip = new vscode.MarkdownString(text, true);
      return item;
    },
    async find(uri, position, token) {
      const params: TreeRevealParams = { order: order(), uri: server.text(uri), position };
      const path = (await server.ask<readonly TreeNode[]>(TreeRevealRequest, params, token)) ?? [];
      let entry: TreeEntry | undefined;
      for (const { id } of path) {
        if (model.entry(id) === undefined) await update(entry);
        entry = model.entry(id);
        if (entry === undefined) return undefined;
      }
      return entry;
    },
    async refresh(news) {
      if (news.some(({ ids }) => ids === undefined)) return updateAll(undefined);
      const ids = [...new Set(news.flatMap((it) => it.ids ?? []))].filter((id) => model.entry(id));
      for (const entry of await renew(ids)) {
        listKept.add(entry);
        changed.fire(entry);
      }
      for (const id of ids) {
        const entry = model.entry(id);
        if (entry?.node.kind === 'driver' && entry.children !== undefined) await update(entry);
      }
    },
    async current(entry) {
      await renew([entry.node.id]);
      return entry.node;
    },
    redraw(memory) {
      if (memory === 'forget') model.clear();
      changed.fire(undefined);
    },
    dispose: () => changed.dispose(),
  };
}

/** While the server is away, what was there stays: a restart must not fold the tree. */
async function fetchChildren(
  server: Server,
  model: TreeModel,
  order: TreeOrder,
  parent: TreeEntry | undefined,
): Promise<readonly TreeNode[]> {
  const params: TreeChildrenParams = { order, ...(parent && { parent: parent.node.id }) };
  const nodes = await server.ask<readonly TreeNode[]>(TreeChildrenRequest, params);
  if (nodes !== undefined || server.state === 'stopped') return nodes ?? [];
  return model.children(parent)?.map(({ node }) => node) ?? [];
}
