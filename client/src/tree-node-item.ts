// Draws one node of the Buses view as a tree item. The tooltip is asked for when it is looked at.
import * as vscode from 'vscode';
import type { TreeEntry } from './tree-model.ts';
import { contextValue, nodeIcon, spokenLabel } from './tree-node-words.ts';

export function treeItem(entry: TreeEntry): vscode.TreeItem {
  const { node } = entry;
  const item = new vscode.TreeItem(node.label, collapsibleState(entry));
  const { icon, color } = nodeIcon(node);
  item.id = node.id;
  item.iconPath = new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
  item.contextValue = contextValue(node);
  item.accessibilityInformation = { label: spokenLabel(node) };
  if (node.description !== undefined) item.description = node.description;
  if (node.location !== undefined) {
    item.command = { command: 'buswright.buses.open', title: 'Go to Declaration', arguments: [entry] };
  }
  return item;
}

/** Buses and classes are unfolded, so that the first look shows devices; files and what is below devices are for the user. */
function collapsibleState({ node, parent }: TreeEntry): vscode.TreeItemCollapsibleState {
  if (!node.hasChildren) return vscode.TreeItemCollapsibleState.None;
  const unfolded =
    node.kind === 'bus' || node.kind === 'class' || (parent === undefined && node.kind !== 'root');
  return unfolded ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}
