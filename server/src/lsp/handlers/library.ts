// buswright/library: the text of a library file, for the client's read-only documents.
import { libraryText } from '../../ide/library.ts';
import type { Context } from '../context.ts';
import type { LibraryParams } from '../protocol.ts';

export function library(_context: Context, { uri }: LibraryParams): string | null {
  return libraryText(uri) ?? null;
}
