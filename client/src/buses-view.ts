// The view "Buses" itself: how it is arranged (kept for the workspace), what a click on a node opens.
import * as vscode from 'vscode';
import type { TreeOrder } from '../../server/src/lsp/protocol.ts';
import { type BusesProvider, createBusesProvider } from './buses-provider.ts';
import { inTurn } from './in-turn.ts';
import type { Server } from './server.ts';
import type { TreeEntry } from './tree-model.ts';

const ORDER_KEY = 'buswright.order';
const ORDERS: Readonly<Record<TreeOrder, string>> = { bus: 'by bus', device: 'by parent', class: 'by class' };

export interface BusesView extends vscode.Disposable {
  readonly provider: BusesProvider;
  readonly view: vscode.TreeView<TreeEntry>;
  arrange(order: TreeOrder): void;
  /** Opens the declaration of a node; the cursor that this moves is not followed. */
  open(entry: TreeEntry): Promise<void>;
  /** Whether this place is where `open` puts, or has put, the cursor that has not moved since. */
  isOwnMove(uri: vscode.Uri, position: vscode.Position): boolean;
}

export function createBusesView(server: Server, memory: vscode.Memento): BusesView {
  let order = memory.get<TreeOrder>(ORDER_KEY, 'bus');
  let opening = false;
  let opened: { readonly uri: vscode.Uri; readonly position: vscode.Position } | undefined;
  const provider = createBusesProvider(server, () => order);
  const view = vscode.window.createTreeView('buswright.buses', {
    treeDataProvider: provider,
    showCollapseAll: true,
  });
  const showOrder = () => {
    view.description = ORDERS[order];
    void vscode.commands.executeCommand('setContext', ORDER_KEY, order);
  };
  showOrder();

  // A hidden view costs nothing: what has changed is looked up when it is shown.
  let missed = false;
  const news = inTurn(server.onTreeChanged, async (changes) => {
    if (view.visible) await provider.refresh(changes);
    else missed = true;
  });
  const shown = view.onDidChangeVisibility(({ visible }) => {
    if (visible && missed) provider.redraw('keep');
    if (visible) missed = false;
  });
  const states = server.onState((state) => {
    if (state !== 'starting') provider.redraw('keep');
  });

  return {
    provider,
    view,
    arrange(next) {
      order = next;
      void memory.update(ORDER_KEY, order);
      showOrder();
      provider.redraw('forget');
    },
    async open(entry) {
      const { location } = await provider.current(entry);
      if (location === undefined) return;
      const uri = server.uri(location.uri);
      const { line, character } = location.range.start;
      const position = new vscode.Position(line, character);
      opened = { uri, position };
      opening = true;
      try {
        const selection = new vscode.Range(position, position);
        await vscode.window.showTextDocument(uri, { selection, preserveFocus: true, preview: true });
      } finally {
        opening = false;
      }
    },
    isOwnMove(uri, position) {
      if (opening) return true;
      const own = opened?.uri.toString() === uri.toString() && opened.position.isEqual(position);
      if (!own) opened = undefined;
      return own;
    },
    dispose: () => vscode.Disposable.from(news, shown, states, view, provider).dispose(),
  };
}
