// The typed views of ast.ts over the flat tree. A view is an item and a node number; everything is found when asked for.
import type {
  DeclView,
  EntryView,
  FactView,
  FlagView,
  NameView,
  NodeView,
  Piece,
  RefView,
  RowView,
  Site,
  StatementView,
  TableView,
  TailView,
  TestView,
  ValueView,
} from './ast.ts';
import { docAbove } from './doc-comment.ts';
import type { Body } from './grammar.ts';
import { headName, headPiece, nameView, piece, refView, valueView } from './leaf-view.ts';
import { Node } from './node-kind.ts';
import { LABELS, RULES } from './pattern.ts';
import { firstOf, kindOf, labelOf, lastOf, nextOf, nodeCount, siteOf } from './site.ts';
import { FIRST_KEYWORD, Kind } from './token.ts';
import { tokenKind, tokenStart, tokenStop, tokenText } from './token-view.ts';
import type { Item } from './tree.ts';
import { numberOf } from './unescape.ts';

const SINCE = LABELS.indexOf('since');
const UNTIL = LABELS.indexOf('until');
const WHEN = LABELS.indexOf('when');
const VALUE = LABELS.indexOf('value');
const NAME = LABELS.indexOf('name');

/** The top-level statement of an item: one in a correct text, none in a tail of comments. */
export function statements(item: Item): readonly NodeView[] {
  return viewsBetween(item, 0, nodeCount(item));
}

/** The view of an inner node; undefined for a leaf. */
export function viewOf(item: Item, node: number): NodeView | undefined {
  switch (kindOf(item, node)) {
    case Node.statement:
      return new Statement(item, node);
    case Node.fact:
      return factView(item, node);
    case Node.flag:
      return flagView(item, node);
    case Node.table:
      return tableView(item, node);
    case Node.row:
      return rowView(item, node);
    case Node.entry:
      return entryView(item, node);
    default:
      return undefined;
  }
}

function viewsBetween(item: Item, from: number, to: number): NodeView[] {
  const views: NodeView[] = [];
  for (let node = from; node < to; node = nextOf(item, node)) {
    const view = viewOf(item, node);
    if (view) views.push(view);
  }
  return views;
}

class Statement implements StatementView {
  readonly kind = 'statement';
  readonly site: Site;
  readonly item: Item;
  readonly node: number;

  constructor(item: Item, node: number) {
    this.item = item;
    this.node = node;
    this.site = siteOf(node);
  }

  get start(): number {
    return tokenStart(this.item, firstOf(this.item, this.node));
  }

  get end(): number {
    return tokenStop(this.item, lastOf(this.item, this.node));
  }

  get body(): Body {
    return RULES[labelOf(this.item, this.node)]?.body ?? 'file';
  }

  get keyword(): string {
    return RULES[labelOf(this.item, this.node)]?.keyword ?? '';
  }

  get keywordPiece(): Piece {
    return headPiece(this.item, this.node);
  }

  name(label: string): NameView | undefined {
    const leaf = findLeaf(this.item, this.node, label);
    return leaf < 0 ? undefined : nameView(this.item, leaf);
  }

  names(label: string): readonly NameView[] {
    return leavesOf(this.item, this.node, label).map((leaf) => nameView(this.item, leaf));
  }

  ref(label: string): RefView | undefined {
    return this.refs(label)[0];
  }

  refs(label: string): readonly RefView[] {
    return leavesOf(this.item, this.node, label).map((leaf) => refView(this.item, leaf));
  }

  value(label: string): ValueView | undefined {
    const leaf = findLeaf(this.item, this.node, label);
    return leaf < 0 ? undefined : valueView(this.item, leaf);
  }

  decls(label: string): readonly DeclView[] {
    return leavesOf(this.item, this.node, label).map((leaf) => declView(this.item, leaf));
  }

  has(word: string): boolean {
    const { item } = this;
    for (let node = this.node + 1; node < headEnd(item, this.node); node = nextOf(item, node)) {
      if (kindOf(item, node) === Node.word && tokenText(item, firstOf(item, node)) === word) return true;
    }
    return false;
  }

  get tail(): TailView {
    return tailView(this.item, this.node);
  }

  get inner(): StatementView | undefined {
    const { item, node } = this;
    const isPrefix = node + 1 < nextOf(item, node) && kindOf(item, node + 1) === Node.statement;
    return isPrefix ? new Statement(item, node + 1) : undefined;
  }

  get children(): readonly NodeView[] {
    return this.hasBlock
      ? viewsBetween(this.item, headEnd(this.item, this.node), nextOf(this.item, this.node))
      : [];
  }

  get hasBlock(): boolean {
    return kindOf(this.item, headEnd(this.item, this.node)) === Node.open && !this.inner;
  }

  get doc(): string | undefined {
    return docAbove(this.item, firstOf(this.item, this.node));
  }
}

/** The node that ends the head: the `{`, or what follows the whole statement. */
function headEnd(item: Item, node: number): number {
  const end = nextOf(item, node);
  let at = node + 1;
  while (at < end && kindOf(item, at) !== Node.open && kindOf(item, at) !== Node.statement)
    at = nextOf(item, at);
  return at;
}

/** The first leaf of the head with this label, or -1. */
function findLeaf(item: Item, node: number, label: string): number {
  const number = LABELS.indexOf(label);
  const end = headEnd(item, node);
  for (let at = node + 1; at < end; at = nextOf(item, at)) if (isSlot(item, at, number)) return at;
  return -1;
}

function leavesOf(item: Item, node: number, label: string): number[] {
  const number = LABELS.indexOf(label);
  const end = headEnd(item, node);
  const leaves: number[] = [];
  for (let at = node + 1; at < end; at = nextOf(item, at)) if (isSlot(item, at, number)) leaves.push(at);
  return leaves;
}

function isSlot(item: Item, node: number, label: number): boolean {
  const kind = kindOf(item, node);
  return kind >= Node.name && kind <= Node.decl && kind !== Node.part && labelOf(item, node) === label;
}

function declView(item: Item, leaf: number): DeclView {
  const name = firstOf(item, leaf);
  const pointer = tokenKind(item, name - 1) === Kind.star;
  return { ...headName(item, leaf), pointer, length: declLength(item, name, lastOf(item, leaf)) };
}

function declLength(item: Item, name: number, last: number): number | undefined {
  if (last === name) return undefined;
  return tokenKind(item, name + 2) === Kind.number ? numberOf(tokenText(item, name + 2)) : 0;
}

function tailView(item: Item, node: number): TailView {
  let since: NameView | undefined;
  let until: NameView | undefined;
  const when: TestView[] = [];
  const end = headEnd(item, node);
  for (let at = node + 1; at < end; at = nextOf(item, at)) {
    const label = labelOf(item, at);
    if (kindOf(item, at) === Node.test && label === WHEN) when.push(testView(item, at));
    else if (kindOf(item, at) !== Node.name) continue;
    else if (label === SINCE) since = nameView(item, at);
    else if (label === UNTIL) until = nameView(item, at);
  }
  return { since, until, when };
}

function testView(item: Item, node: number): TestView {
  const no = kindOf(item, node + 1) === Node.word;
  const left = node + (no ? 2 : 1);
  const right = left + 1 < nextOf(item, node) ? left + 1 : -1;
  return {
    ...piece(item, node),
    no,
    left: valueView(item, left),
    op: right < 0 ? undefined : operatorOf(item, firstOf(item, right) - 1),
    right: right < 0 ? undefined : valueView(item, right),
  };
}

function operatorOf(item: Item, token: number): TestView['op'] {
  switch (tokenKind(item, token)) {
    case Kind.notEqual:
      return '!=';
    case Kind.less:
      return '<';
    case Kind.lessEqual:
      return '<=';
    case Kind.greater:
      return '>';
    case Kind.greaterEqual:
      return '>=';
    default:
      return tokenKind(item, token) >= FIRST_KEYWORD ? 'in' : '==';
  }
}

function valuesOf(item: Item, node: number): ValueView[] {
  const values: ValueView[] = [];
  for (let at = node + 1; at < nextOf(item, node); at = nextOf(item, at)) {
    if (kindOf(item, at) === Node.value && labelOf(item, at) === VALUE) values.push(valueView(item, at));
  }
  return values;
}

function factView(item: Item, node: number): FactView {
  return new Fact(item, node);
}

/** The doc comment is looked for when somebody asks for it. */
class Fact implements FactView {
  readonly kind = 'fact';
  readonly site: Site;
  readonly start: number;
  readonly end: number;
  readonly name: NameView;
  readonly values: readonly ValueView[];
  readonly tail: TailView;
  readonly item: Item;
  readonly node: number;

  constructor(item: Item, node: number) {
    this.item = item;
    this.node = node;
    this.site = siteOf(node);
    this.start = tokenStart(item, firstOf(item, node));
    this.end = tokenStop(item, lastOf(item, node));
    this.name = headName(item, node);
    this.values = valuesOf(item, node);
    this.tail = tailView(item, node);
  }

  get doc(): string | undefined {
    return docAbove(this.item, firstOf(this.item, this.node));
  }
}

function flagView(item: Item, node: number): FlagView {
  return { ...piece(item, node), kind: 'flag', name: headName(item, node), tail: tailView(item, node) };
}

function tableView(item: Item, node: number): TableView {
  const open = headEnd(item, node);
  return {
    ...piece(item, node),
    kind: 'table',
    name: headName(item, node),
    unterminated:
      kindOf(item, node + 1) === Node.word && node + 1 < nextOf(item, node)
        ? piece(item, node + 1)
        : undefined,
    values: valuesOf(item, node),
    rows: viewsBetween(item, open, nextOf(item, node)).filter(
      (view): view is RowView | StatementView => view.kind === 'row' || view.kind === 'statement',
    ),
  };
}

function rowView(item: Item, node: number): RowView {
  return { ...piece(item, node), kind: 'row', children: viewsBetween(item, node + 1, nextOf(item, node)) };
}

function entryView(item: Item, node: number): EntryView {
  let name: NameView | undefined;
  let prototype = '';
  for (let at = node + 1; at < nextOf(item, node); at++) {
    const kind = kindOf(item, at);
    if (kind === Node.name && labelOf(item, at) === NAME) name = nameView(item, at);
    if (kind === Node.prototype) prototype = foldBlanks(item, at);
  }
  const optional = kindOf(item, node + 1) === Node.word;
  return {
    ...piece(item, node),
    kind: 'entry',
    optional,
    name,
    prototype,
    doc: docAbove(item, firstOf(item, node)),
  };
}

/** A prototype on one line, comments left out. */
function foldBlanks(item: Item, node: number): string {
  let text = '';
  for (let token = firstOf(item, node); token <= lastOf(item, node); token++) {
    const gap = text !== '' && tokenStart(item, token) > tokenStop(item, token - 1) ? ' ' : '';
    text += gap + tokenText(item, token);
  }
  return text;
}
