// The peers of bench/peers, which the project itself does not install: `npm ci --prefix bench` does.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Parser } from '../contender.ts';

export const PEERS = ['lezer', 'langium'] as const;

/** Said instead of a peer's figures. */
export const NO_PEERS = 'Langium and Lezer are not installed: npm ci --prefix bench';

export function hasPeers(): boolean {
  return existsSync('bench/node_modules/langium');
}

export async function loadPeer(name: string): Promise<Parser<unknown>> {
  const module = (await import(pathToFileURL(resolve(`bench/peers/${name}.mjs`)).href)) as {
    createParser(): Promise<Parser<unknown>>;
  };
  return module.createParser();
}
