// The syntax layer: text → tree and errors, total, incremental, lossless. Knows no names' meaning and no other file.
export { dump, dumpItem } from './dump.ts';
export { parse } from './parse.ts';
export { countLines, lineStarts, offsetAt, positionAt } from './position.ts';
export type { Position } from './position.ts';
export { pieceRange } from './site.ts';
export type { SyntaxError, SyntaxFix } from './syntax-error.ts';
export { tokenAt, tokenCount, tokenKind, tokensOf, tokenStart, tokenStop, tokenText, triviaBefore } from './token-view.ts';
export type { TokenView } from './token-view.ts';
export { FIRST_KEYWORD, isNameKind, isWordKind, Kind, keywordKind, keywordText } from './token.ts';
export { itemAt, itemLength, itemStart, itemText, slice, textLength, textOf } from './tree.ts';
export type { Chunk, Item, SyntaxTree } from './tree.ts';
export { quote, spellName, unquote } from './unescape.ts';
export { numberOf, statements, viewOf } from './view.ts';
