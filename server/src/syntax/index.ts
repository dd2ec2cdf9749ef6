// The syntax layer: text → tree and errors, total, incremental, lossless. Knows no names' meaning and no other file.
export { dump, dumpItem } from './dump.ts';
export { parse } from './parse.ts';
export type { Position } from './position.ts';
export { lineStarts, offsetAt, positionAt } from './position.ts';
export { reparse } from './reparse.ts';
export { pieceRange } from './site.ts';
export type { SyntaxFix, SyntaxMistake } from './syntax-mistake.ts';
export { FIRST_KEYWORD, isNameKind, isWordKind, Kind, keywordKind, keywordText } from './token.ts';
export type { TokenView } from './token-view.ts';
export {
  tokenAt,
  tokenCount,
  tokenKind,
  tokenStart,
  tokenStop,
  tokensOf,
  tokenText,
  triviaBefore,
} from './token-view.ts';
export type { Chunk, Item, SyntaxTree } from './tree.ts';
export { itemAt, itemLength, itemStart, itemText, slice, textLength, textOf } from './tree.ts';
export { numberOf, quote, spellName, unquote } from './unescape.ts';
export { statements, viewOf } from './view.ts';
