// Views of the leaves of the tree: names, references, values. Records with what they say and where; made on each call.
import type { NameView, Piece, RefView, ValueView } from './ast.ts';
import { Node } from './node-kind.ts';
import { firstOf, headSiteOf, kindOf, lastOf, nodeCount, siteOf } from './site.ts';
import { Kind, keywordKind } from './token.ts';
import { tokenKind, tokenStart, tokenStop, tokenText } from './token-view.ts';
import type { Item } from './tree.ts';
import { unquote } from './unescape.ts';

const ANY = keywordKind('any');

export function headPiece(item: Item, node: number): Piece {
  const first = firstOf(item, node);
  return { site: headSiteOf(node), start: tokenStart(item, first), end: tokenStop(item, first) };
}

export function piece(item: Item, node: number): Piece {
  return {
    site: siteOf(node),
    start: tokenStart(item, firstOf(item, node)),
    end: tokenStop(item, lastOf(item, node)),
  };
}

function nameText(item: Item, token: number): { readonly text: string; readonly quoted: boolean } {
  const quoted = tokenKind(item, token) === Kind.text;
  const text = tokenText(item, token);
  return { text: quoted ? unquote(text) : text, quoted };
}

// Leaves are made for every word that is lowered: their records are written out, because spreads cost more than all the rest.
export function nameView(item: Item, leaf: number): NameView {
  const first = firstOf(item, leaf);
  const last = lastOf(item, leaf);
  const start = tokenStart(item, first);
  const end = tokenStop(item, last);
  const { text, quoted } = nameText(item, first);
  // A code may have a family before it.
  const whole = last === first ? text : `${text}/${tokenText(item, last)}`;
  return { site: siteOf(leaf), start, end, text: whole, quoted };
}

/** The first token of a node as a name: of facts, flags, tables, declarations and references. */
export function headName(item: Item, node: number): NameView {
  const first = firstOf(item, node);
  const { text, quoted } = nameText(item, first);
  return {
    site: headSiteOf(node),
    start: tokenStart(item, first),
    end: tokenStop(item, first),
    text,
    quoted,
  };
}

export function refView(item: Item, leaf: number): RefView {
  const parts = [headName(item, leaf)];
  for (let at = leaf + 1; at < nodeCount(item) && kindOf(item, at) === Node.part; at++) {
    parts.push(nameView(item, at));
  }
  return { ...piece(item, leaf), parts };
}

export function valueView(item: Item, leaf: number): ValueView {
  const first = firstOf(item, leaf);
  const last = lastOf(item, leaf);
  const { text, quoted } = nameText(item, first);
  const site = siteOf(leaf);
  const start = tokenStart(item, first);
  const end = tokenStop(item, last);
  if (last === first) return { site, start, end, kind: valueKind(item, first), text, quoted };
  const parts = [text];
  for (let token = first + 2; token <= last; token += 2) parts.push(nameText(item, token).text);
  return { site, start, end, kind: 'ref', text: parts.join('/'), quoted: false };
}

function valueKind(item: Item, token: number): ValueView['kind'] {
  switch (tokenKind(item, token)) {
    case Kind.text:
      return 'text';
    case Kind.number:
      return 'number';
    case Kind.star:
    case ANY:
      return 'any';
    default:
      return 'word';
  }
}
