// Compares declarations by structure. Equal declarations end the work that an edit causes: everything downstream is kept.
import type { Decl } from './declarations.ts';

export function sameDecls(a: readonly Decl[], b: readonly Decl[]): boolean {
  return same(a, b);
}

/** Declarations are plain data (records, arrays, scalars), so a walk over both decides. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && sameList(a, b);
  return sameRecord(a as Record<string, unknown>, b as Record<string, unknown>);
}

function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((it, index) => same(it, b[index]));
}

function sameRecord(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => same(a[key], b[key]));
}
