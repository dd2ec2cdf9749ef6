// Codes and their aliases: `allow SD-54` and `expect problem SD-54` mean what MK-107 finds, where one check carries both ids.
import { findCheck } from './registry.ts';

export function sameCode(written: string, found: string): boolean {
  return written === found || findCheck(written)?.code === found;
}
