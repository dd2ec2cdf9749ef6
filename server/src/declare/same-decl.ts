// Compares declarations by structure. Equal declarations end the work that an edit causes: everything downstream is kept.
import { sameData } from '../base/same-data.ts';
import type { Decl } from './declarations.ts';

export function sameDecls(a: readonly Decl[], b: readonly Decl[]): boolean {
  return sameData(a, b);
}
