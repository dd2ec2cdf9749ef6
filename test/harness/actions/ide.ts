// Actions on editor features: what the editor would show at the cursor or for the file.
import assert from 'node:assert/strict';
import { completion } from '../../../server/src/ide/completion/completion.ts';
import { definition } from '../../../server/src/ide/definition.ts';
import { explainAt } from '../../../server/src/ide/explain.ts';
import { foldingRanges } from '../../../server/src/ide/folding-ranges.ts';
import { hover } from '../../../server/src/ide/hover/hover.ts';
import { inlayHints } from '../../../server/src/ide/inlay-hints.ts';
import { references } from '../../../server/src/ide/references.ts';
import { documentSymbols, type FileSymbol, workspaceSymbols } from '../../../server/src/ide/symbols.ts';
import { thingAt } from '../../../server/src/ide/thing-at.ts';
import { FIELDS, itemTokens } from '../../../server/src/ide/tokens/item-tokens.ts';
import { TOKEN_MODIFIERS, TOKEN_TYPES } from '../../../server/src/ide/tokens/token-legend.ts';
import { childNodes, findNode, pathTo, topNodes } from '../../../server/src/ide/tree/tree.ts';
import type { TreeOrder } from '../../../server/src/ide/tree/tree-id.ts';
import type { TreeItem } from '../../../server/src/ide/tree/tree-node.ts';
import { itemText, lineStarts } from '../../../server/src/syntax/index.ts';
import type { FixtureContext } from '../run-fixture.ts';
import type { Action } from './action.ts';

function cursorOf({ cursor }: FixtureContext) {
  assert.ok(cursor, 'the fixture needs a $0');
  return cursor;
}

function placeText({ workspace }: FixtureContext, uri: string, start: number, end: number): string {
  const { line, character } = workspace.positionAt(uri, start);
  const text = workspace.text(uri)?.slice(start, end).replaceAll('\n', '⏎') ?? '';
  return `${uri}:${line + 1}:${character + 1} ${text.length > 60 ? `${text.slice(0, 57)}…` : text}`;
}

const hoverAction: Action = (context) => hover(context.workspace, cursorOf(context))?.markdown ?? 'nothing';

const definitionAction: Action = (context) =>
  definition(context.workspace, cursorOf(context))
    .map(({ name }) => placeText(context, name.uri, name.start, name.end))
    .join('\n') || 'nothing';

const referencesAction: Action = (context) =>
  references(context.workspace, cursorOf(context))
    .map(
      ({ location: { uri, start, end }, declares }) =>
        `${placeText(context, uri, start, end)}${declares ? ' (declares)' : ''}`,
    )
    .join('\n') || 'nothing';

/** `completion` or `completion N`: the first N items. A struck-through one has `~` before it. */
const completionAction: Action = (context, args) =>
  completion(context.workspace, cursorOf(context))
    .slice(0, args === '' ? undefined : Number(args))
    .map(
      (it) =>
        `${it.tooNew ? '~' : ''}${it.label}  ${it.kind}${it.detail === undefined ? '' : `  ${it.detail}`}`,
    )
    .join('\n') || 'nothing';

/** `accept LABEL`: the line of the cursor after the item was taken; tab stops as written. */
const accept: Action = (context, label) => {
  const { uri } = cursorOf(context);
  const item = completion(context.workspace, cursorOf(context)).find((it) => it.label === label);
  assert.ok(item, `no item "${label}"`);
  const text = context.workspace.text(uri) ?? '';
  const inserted = item.snippet ?? item.insert ?? item.label;
  const before = text.slice(text.lastIndexOf('\n', item.range.start - 1) + 1, item.range.start);
  return `${before}${inserted}${text.slice(item.range.end).split('\n')[0]}`;
};

const symbols: Action = (context, args) => {
  const { workspace, model } = context;
  if (args !== '')
    return workspaceSymbols(workspace, args)
      .map(({ symbol }) => symbolLine(symbol))
      .join('\n');
  const print = (symbol: FileSymbol, depth: number): string[] => [
    `${'  '.repeat(depth)}${symbolLine(symbol)}`,
    ...symbol.children.flatMap((it) => print(it, depth + 1)),
  ];
  return documentSymbols(workspace, model.root)
    .flatMap((it) => print(it, 0))
    .join('\n');
};

function symbolLine({ kind, name, detail }: FileSymbol): string {
  return `${kind} ${name}${detail === '' ? '' : `  ${detail}`}`;
}

const folding: Action = (context) =>
  foldingRanges(context.workspace, context.model.root)
    .map(({ start, end, kind }) => {
      const from = context.workspace.positionAt(context.model.root, start).line + 1;
      const to = context.workspace.positionAt(context.model.root, end).line + 1;
      return `${from}-${to}${kind === undefined ? '' : ` ${kind}`}`;
    })
    .join('\n');

const tokens: Action = ({ workspace, model }) =>
  (workspace.tree(model.root)?.items ?? [])
    .flatMap((item) => {
      const data = itemTokens(item);
      const lines = lineStarts(item);
      const words: string[] = [];
      for (let at = 0; at < data.length; at += FIELDS) {
        const start = (lines[data[at] ?? 0] ?? 0) + (data[at + 1] ?? 0);
        const text = itemText(item).slice(start, start + (data[at + 2] ?? 0));
        const modifiers = TOKEN_MODIFIERS.filter((_, bit) => ((data[at + 4] ?? 0) >> bit) & 1);
        words.push([text, TOKEN_TYPES[data[at + 3] ?? 0], ...modifiers].join(' '));
      }
      return words;
    })
    .join('\n');

const inlay: Action = ({ workspace, model }, args) => {
  const text = workspace.text(model.root) ?? '';
  const all = args === 'all';
  const options = { binding: true, row: true, modalias: all, devices: true, rank: true };
  const hints = inlayHints(workspace, model.root, { start: 0, end: text.length }, options);
  return hints
    .map(({ offset, label }) => {
      const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
      return `${line.trim()} « ${label} »`;
    })
    .join('\n');
};

/** `tree bus`, `tree device`, `tree class`: all nodes, unfolded. */
const tree: Action = ({ workspace }, order) => {
  const models = workspace.models();
  const print = (item: TreeItem, depth: number): string[] => {
    const found = findNode(models, item.id);
    const children = found === undefined ? [] : childNodes(found.model, found.id);
    assert.equal(item.hasChildren, children.length > 0, `${item.id} says whether it has children`);
    const line = `${'  '.repeat(depth)}${item.label}  [${[item.kind, item.state].filter(Boolean).join(' ')}]  ${item.description ?? ''}`;
    return [line.trimEnd(), ...children.flatMap((it) => print(it, depth + 1))];
  };
  return topNodes(models, order as TreeOrder)
    .flatMap((it) => print(it, 0))
    .join('\n');
};

/** `reveal bus`: the labels from the top to what the cursor stands on. */
const reveal: Action = (context, order) => {
  const thing = thingAt(context.workspace, cursorOf(context));
  if (thing === undefined) return 'nothing';
  const path = pathTo(context.workspace.models(), thing.model, order as TreeOrder, thing.id);
  return path.map((it) => it.label).join(' > ') || 'nothing';
};

const explain: Action = (context) => explainAt(context.workspace, cursorOf(context))?.text ?? 'nothing';

export const IDE_ACTIONS: Readonly<Record<string, Action>> = {
  hover: hoverAction,
  definition: definitionAction,
  refs: referencesAction,
  completion: completionAction,
  accept,
  symbols,
  folding,
  tokens,
  inlay,
  tree,
  reveal,
  explain,
};
