// The legend of semantic tokens: what the numbers in the encoded tokens mean. Only standard types and modifiers, so that every
// color theme knows them; what a keyword or a comment is, the TextMate grammar says already.

export const TOKEN_TYPES = [
  'class',
  'interface',
  'struct',
  'namespace',
  'variable',
  'property',
  'function',
  'enumMember',
  'type',
  'string',
  'number',
  'keyword',
] as const;
export type TokenType = (typeof TOKEN_TYPES)[number];

export const TOKEN_MODIFIERS = ['declaration', 'defaultLibrary', 'readonly', 'deprecated'] as const;
export type TokenModifier = (typeof TOKEN_MODIFIERS)[number];

export function tokenTypeNumber(type: TokenType): number {
  return TOKEN_TYPES.indexOf(type);
}

export function modifierBits(modifiers: readonly TokenModifier[]): number {
  return modifiers.reduce((bits, it) => bits | (1 << TOKEN_MODIFIERS.indexOf(it)), 0);
}
