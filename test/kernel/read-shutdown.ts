// The events of a shutdown, which the module can only say on the console.
import type { EventResult } from './format.ts';

/** `console`: all that the kernel wrote there. */
export function readShutdown(console: string): EventResult {
  const events = [...console.matchAll(/recorder: (shutdown \S+ \S+)/g)].map((match) => match[1] ?? '');
  return { rc: 0, events, settle: [] };
}
