// buswright/tree/*: the Buses view, level by level.

import { thingAt } from '../../ide/thing-at.ts';
import { childNodes, findNode, nodeOf, pathTo, topNodes } from '../../ide/tree/tree.ts';
import { nodeTooltip } from '../../ide/tree/tree-tooltip.ts';
import type { Context } from '../context.ts';
import { filePosition } from '../from-proto.ts';
import type {
  TreeChildrenParams,
  TreeNode,
  TreeNodesParams,
  TreeRevealParams,
  TreeTooltipParams,
} from '../protocol.ts';
import { treeNodeOf } from '../to-proto.ts';

export function treeChildren(context: Context, { order, parent }: TreeChildrenParams): TreeNode[] {
  const models = context.session.workspace.models();
  if (parent === undefined) return topNodes(models, order).map((it) => treeNodeOf(context.session, it));
  const found = findNode(models, parent);
  if (found === undefined) return [];
  return childNodes(found.model, found.id).map((it) => treeNodeOf(context.session, it));
}

export function treeNodes(context: Context, { ids }: TreeNodesParams): (TreeNode | null)[] {
  const models = context.session.workspace.models();
  return ids.map((id) => {
    const found = findNode(models, id);
    const item = found === undefined ? undefined : nodeOf(found.model, found.id);
    return item === undefined ? null : treeNodeOf(context.session, item);
  });
}

export function treeTooltip(context: Context, { id }: TreeTooltipParams): string {
  const found = findNode(context.session.workspace.models(), id);
  return found === undefined ? '' : nodeTooltip(found.model, found.id.thing);
}

export function treeReveal(context: Context, { order, uri, position }: TreeRevealParams): TreeNode[] {
  const at = filePosition(context.session, { textDocument: { uri }, position });
  const thing = at === undefined ? undefined : thingAt(context.session.workspace, at);
  if (thing === undefined) return [];
  const path = pathTo(context.session.workspace.models(), thing.model, order, thing.id);
  return path.map((it) => treeNodeOf(context.session, it));
}
