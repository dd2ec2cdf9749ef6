// Kernel versions as numbers that compare. "6.12" is 6012; what is no version gives nothing (the reader has said so already).
import type { Version } from './declarations.ts';

export function parseVersion(text: string): Version | undefined {
  const found = /^(\d+)\.(\d+)(?:\.\d+)?$/.exec(text);
  return found === null ? undefined : Number(found[1]) * 1000 + Number(found[2]);
}

/** 6012 is 6.12. */
export function printVersion(version: Version): string {
  return `${Math.floor(version / 1000)}.${version % 1000}`;
}
