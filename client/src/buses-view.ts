// The view "Buses": asks the server for nodes as they are unfolded, draws again only what the server says has changed, and keeps
// expansion and selection. Decides nothing about buses.
import * as vscode from 'vscode';
import {
  type TreeChangedParams,
  type TreeChildrenParams,
  TreeChildrenRequest,
  type TreeNode,
  type TreeOrder,
  type TreeRevealParams,
  TreeRevealRequest,
  type TreeTooltipParams,
  TreeTooltipRequest,
} from '../../server/src/lsp/protocol.ts';
import type { Server } from './server.ts';
import { createTreeModel, type TreeEntry } from './tree-model.ts';
import { treeItem } from './tree-node-item.ts';

export const VIEW_ID = 'buswright.buses';
const ORDER_KEY = 'buswright.order';
const ORDERS: Readonly<Record<TreeOrder, string>> = { bus: 'by bus', device: 'by parent', class: 'by class' };

export interface BusesView extends vscode.Disposable {
  readonly provider: vscode.TreeDataProvider<TreeEntry>;
  readonly view: vscode.TreeView<TreeEntry>;
  readonly order: TreeOrder;
  arrange(order: TreeOrder): void;
  /** The node of what stands at a place of a document; undefined if nothing does. */
  find(
    document: vscode.TextDocument,
    position: vscode.Position,
    token?: vscode.CancellationToken,
  ): Promise<TreeEntry | undefined>;
  /** Opens the declaration of a node; the cursor that this moves is not followed. */
  open(entry: TreeEntry): Promise<void>;
  /** Whether this place is where `open` has just put the cursor. */
  isOwnMove(uri: vscode.Uri, position: vscode.Position): boolean;
}

export function createBusesView(server: Server, memory: vscode.Memento): BusesView {
  const model = createTreeModel();
  const changed = new vscode.EventEmitter<TreeEntry | undefined>();
  let order = memory.get<TreeOrder>(ORDER_KEY, 'bus');
  let opened: { readonly uri: string; readonly position: vscode.Position } | undefined;

  /** While the server is away, what was there stays: a restart must not fold the tree. */
  const fetch = async (parent: TreeEntry | undefined): Promise<readonly TreeNode[]> => {
    const params: TreeChildrenParams = { order, ...(parent && { parent: parent.node.id }) };
    const nodes = await server.ask<readonly TreeNode[]>(TreeChildrenRequest, params);
    if (nodes !== undefined || server.state === 'stopped') return nodes ?? [];
    return model.children(parent)?.map(({ node }) => node) ?? [];
  };

  const provider: vscode.TreeDataProvider<TreeEntry> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: treeItem,
    getParent: (entry) => entry.parent,
    async getChildren(parent) {
      model.adopt(parent, await fetch(parent));
      return [...(model.children(parent) ?? [])];
    },
    async resolveTreeItem(item, { node }, token) {
      const params: TreeTooltipParams = { id: node.id };
      const text = await server.ask<string>(TreeTooltipRequest, params, token);
      if (text) item.tooltip = new vscode.MarkdownString(text, true);
      return item;
    },
  };
  const view = vscode.window.createTreeView(VIEW_ID, { treeDataProvider: provider, showCollapseAll: true });

  const update = async (parent: TreeEntry | undefined) => {
    const shown = model.children(parent) !== undefined;
    const toDraw = model.adopt(parent, await fetch(parent));
    if (shown) for (const entry of toDraw) changed.fire(entry);
  };

  const refresh = async (ids: readonly string[]) => {
    for (const parent of model.affected(ids)) {
      if (parent === undefined || model.entry(parent.node.id) === parent) await update(parent);
    }
  };
  const news = inTurn(server.onTreeChanged, async (changes: readonly TreeChangedParams[]) => {
    if (changes.some(({ ids }) => ids === undefined)) changed.fire(undefined);
    else await refresh([...new Set(changes.flatMap(({ ids }) => ids ?? []))]);
  });

  const states = server.onState((state) => {
    if (state !== 'starting') changed.fire(undefined);
  });

  const showOrder = () => {
    view.description = ORDERS[order];
    void vscode.commands.executeCommand('setContext', ORDER_KEY, order);
  };
  showOrder();

  return {
    provider,
    view,
    get order() {
      return order;
    },
    arrange(next) {
      order = next;
      void memory.update(ORDER_KEY, order);
      showOrder();
      model.clear();
      changed.fire(undefined);
    },
    async find(document, position, token) {
      const params: TreeRevealParams = { order, uri: server.text(document.uri), position };
      const path = (await server.ask<readonly TreeNode[]>(TreeRevealRequest, params, token)) ?? [];
      let entry: TreeEntry | undefined;
      for (const { id } of path) {
        if (model.entry(id) === undefined) await update(entry);
        entry = model.entry(id);
        if (entry === undefined) return undefined;
      }
      return entry;
    },
    async open({ node }) {
      if (node.location === undefined) return;
      const { start } = node.location.range;
      const position = new vscode.Position(start.line, start.character);
      const uri = server.uri(node.location.uri);
      opened = { uri: uri.toString(), position };
      await vscode.window.showTextDocument(uri, {
        selection: new vscode.Range(position, position),
        preserveFocus: true,
        preview: true,
      });
    },
    isOwnMove: (uri, position) => opened?.uri === uri.toString() && opened.position.isEqual(position),
    dispose() {
      vscode.Disposable.from(view, changed, news, states).dispose();
    },
  };
}

/** Calls `handle` with all events that have come since it was last called, one call after the other. */
function inTurn<T>(
  event: vscode.Event<T>,
  handle: (events: readonly T[]) => Promise<void>,
): vscode.Disposable {
  let waiting: T[] = [];
  let busy = false;
  return event(async (value) => {
    waiting.push(value);
    if (busy) return;
    busy = true;
    try {
      while (waiting.length > 0) {
        const events = waiting;
        waiting = [];
        await handle(events);
      }
    } finally {
      busy = false;
    }
  });
}
