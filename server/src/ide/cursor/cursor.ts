// Where in the grammar an offset stands: the open blocks around it, the words of its statement so far, the word being typed.
// Works on the tokens of one item, so it answers for half a statement as well as for a whole one. Knows no names' meaning.
import type { TextRange } from '../../base/text-range.ts';
import type { Body } from '../../syntax/grammar.ts';
import {
  isWordKind,
  itemAt,
  itemStart,
  Kind,
  type SyntaxTree,
  tokenCount,
  tokenKind,
  tokenStart,
  tokenStop,
  tokenText,
  triviaBefore,
} from '../../syntax/index.ts';
import type { Item } from '../../syntax/tree.ts';
import { blockOf } from './block-of.ts';

export interface Word {
  readonly kind: number;
  readonly text: string;
  /** Offsets of the file. */
  readonly start: number;
  readonly end: number;
}

/** A block that is open at the cursor. */
export interface OpenBlock {
  /** What may stand in it; `undefined` for a block that has no business there. */
  readonly body: Body | undefined;
  /** The words before its `{`. */
  readonly head: readonly Word[];
}

export interface Cursor {
  /** Outermost first. */
  readonly blocks: readonly OpenBlock[];
  /** The body that the statement stands in. */
  readonly body: Body | undefined;
  /** The words of the statement before the one that is typed. */
  readonly words: readonly Word[];
  /** What is typed so far, and its place; empty between words. */
  readonly typed: string;
  readonly range: TextRange;
  /** Inside quotes: the text's token. */
  readonly text: Word | undefined;
  /** The first words of the other statements of the same block, before and behind the cursor. */
  readonly siblings: readonly string[];
}

/** `undefined` inside a comment. */
export function cursorAt(tree: SyntaxTree, offset: number): Cursor | undefined {
  const index = itemAt(tree, offset);
  const item = tree.items[index];
  const base = itemStart(tree, index);
  if (item === undefined) return emptyCursor(offset);
  const end = tokenBefore(item, offset - base);
  if (inComment(item, end, offset - base)) return undefined;
  const typedToken = typedAt(item, end - 1, offset - base);
  const last = typedToken === undefined ? end : end - 1;
  const { blocks, words } = walk(item, base, last);
  const typed = typedToken === undefined ? undefined : wordOf(item, base, typedToken);
  const text = typed?.kind === Kind.text ? typed : undefined;
  return {
    blocks,
    body: blocks.length === 0 ? 'file' : blocks.at(-1)?.body,
    words,
    typed: typed === undefined ? '' : typed.text.slice(0, offset - typed.start),
    range: typed ?? { start: offset, end: offset },
    text,
    siblings: siblingsOf(item, last),
  };
}

function emptyCursor(offset: number): Cursor {
  return {
    blocks: [],
    body: 'file',
    words: [],
    typed: '',
    range: { start: offset, end: offset },
    text: undefined,
    siblings: [],
  };
}

/** The number of tokens that begin before an offset. */
function tokenBefore(item: Item, offset: number): number {
  let low = 0;
  let high = tokenCount(item);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokenStart(item, middle) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The word that the cursor stands in or directly behind, or the text that it stands in. */
function typedAt(item: Item, token: number, offset: number): number | undefined {
  if (token < 0) return undefined;
  const kind = tokenKind(item, token);
  const stop = tokenStop(item, token);
  if (kind === Kind.text) return offset < stop || !closed(item, token) ? token : undefined;
  return isWordKind(kind) && offset <= stop ? token : undefined;
}

function closed(item: Item, token: number): boolean {
  return /^"(?:\\.|[^"\\])*"$/.test(tokenText(item, token));
}

function inComment(item: Item, token: number, offset: number): boolean {
  const from = tokenStop(item, token - 1);
  if (offset <= from) return false;
  const before = triviaBefore(item, token)
    .slice(0, offset - from)
    .replace(/\/\*[\s\S]*?\*\//g, '');
  return /\/\/[^\n\r]*$/.test(before) || before.includes('/*');
}

function walk(
  item: Item,
  base: number,
  end: number,
): { blocks: readonly OpenBlock[]; words: readonly Word[] } {
  const blocks: OpenBlock[] = [];
  let words: Word[] = [];
  for (let token = 0; token < end; token++) {
    switch (tokenKind(item, token)) {
      case Kind.open:
        blocks.push({
          body: blockOf(blocks.length === 0 ? 'file' : blocks.at(-1)?.body, words),
          head: words,
        });
        words = [];
        break;
      case Kind.close:
        blocks.pop();
        words = [];
        break;
      case Kind.semicolon:
        words = [];
        break;
      default:
        words.push(wordOf(item, base, token));
    }
  }
  return { blocks, words };
}

/** Walks outwards from the cursor to both ends of its block. */
function siblingsOf(item: Item, cursor: number): readonly string[] {
  return [...firstWords(item, cursor - 1, -1), ...firstWords(item, cursor, 1)];
}

function firstWords(item: Item, from: number, way: 1 | -1): readonly string[] {
  const found: string[] = [];
  const inwards = way === 1 ? Kind.open : Kind.close;
  const outwards = way === 1 ? Kind.close : Kind.open;
  let depth = 0;
  let own = true;
  for (let token = from; token >= 0 && token < tokenCount(item); token += way) {
    const kind = tokenKind(item, token);
    if (kind === inwards) depth++;
    if (kind === outwards && --depth < 0) break;
    if (depth > 0) continue;
    const before = tokenKind(item, token - 1);
    const starts = token === 0 || before === Kind.semicolon || before === Kind.open || before === Kind.close;
    if (way === 1 && kind === Kind.semicolon) own = false;
    if (starts && isWordKind(kind) && (way === -1 ? token !== ownStart(item, from) : !own)) {
      found.push(tokenText(item, token));
    }
  }
  return found;
}

/** Where the statement that a token belongs to begins. */
function ownStart(item: Item, token: number): number {
  let at = token;
  for (; at >= 0; at--) {
    const kind = tokenKind(item, at);
    if (kind === Kind.semicolon || kind === Kind.open || kind === Kind.close) break;
  }
  return at + 1;
}

function wordOf(item: Item, base: number, token: number): Word {
  return {
    kind: tokenKind(item, token),
    text: tokenText(item, token),
    start: base + tokenStart(item, token),
    end: base + tokenStop(item, token),
  };
}
