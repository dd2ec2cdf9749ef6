// The severity settings: kernel custom by default, the reviewer's eye on demand.
import type { Level, Levels } from './check.ts';

export type Strictness = 'relaxed' | 'strict' | 'stricter';

export function levelAt(levels: Levels, strictness: Strictness): Level {
  return levels[strictness];
}
