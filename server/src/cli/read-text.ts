// Reads a text file as UTF-8 and says in words why it cannot be read. Bytes that are no UTF-8 become U+FFFD: the parser takes
// any text.
import { readFile } from 'node:fs/promises';

export type ReadText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly message: string };

export async function readText(path: string, shown: string): Promise<ReadText> {
  try {
    return { kind: 'text', text: await readFile(path, 'utf8') };
  } catch (error) {
    return { kind: 'unreadable', message: `\`${shown}\` cannot be read: ${reasonOf(error)}` };
  }
}

/** What a system error says, without its path. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EACCES':
    case 'EPERM':
      return 'no permission';
    case 'EISDIR':
      return 'it is a folder';
    default:
      return code === '' ? String(error) : code;
  }
}
