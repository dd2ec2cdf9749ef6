// What one file says: lowering, and the comparison that ends work.
export { type Allowance, allowances } from './allowances.ts';
export type * from './declarations.ts';
export { lower } from './lower.ts';
export { sameDecls } from './same-decl.ts';
export { parseVersion, printVersion } from './version.ts';
