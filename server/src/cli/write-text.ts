// Writes a text file as UTF-8 and says in words why it cannot be written.
import { writeFile } from 'node:fs/promises';
import { reasonOf } from './read-text.ts';

/** Undefined if it was written. */
export async function writeText(path: string, text: string, shown: string): Promise<string | undefined> {
  try {
    await writeFile(path, text);
    return undefined;
  } catch (error) {
    return `\`${shown}\` cannot be written: ${reasonOf(error)}`;
  }
}
