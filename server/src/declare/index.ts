// What one file says: lowering, and the comparison that ends work.

export type { Site } from '../syntax/ast.ts';
export type { Body, FieldType } from '../syntax/grammar.ts';
export { type Allowance, allowances } from './allowances.ts';
export type * from './declarations.ts';
export { factWords, knownFacts } from './known-facts.ts';
export { lower } from './lower.ts';
export { sameDecls } from './same-decl.ts';
export { parseVersion, printVersion } from './version.ts';
