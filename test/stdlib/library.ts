// The library as tests read it: its files from the folder, its declarations, and its comments.
import { readdirSync, readFileSync } from 'node:fs';
import { type Decl, lower } from '../../server/src/declare/index.ts';
import type { StatementView } from '../../server/src/syntax/ast.ts';
import { parse, statements } from '../../server/src/syntax/index.ts';

export interface LibraryFile {
  /** `pci.topo` */
  readonly name: string;
  readonly text: string;
}

export interface LibraryItem {
  readonly file: string;
  readonly statement: StatementView;
  readonly decl: Decl;
}

export const LIBRARY: readonly LibraryFile[] = readdirSync('server/stdlib')
  .sort()
  .map((name) => ({ name, text: readFileSync(`server/stdlib/${name}`, 'utf8') }));

/** Every declaration of the library. */
export const LIBRARY_ITEMS: readonly LibraryItem[] = LIBRARY.flatMap(({ name, text }) =>
  parse(text).items.flatMap((item) =>
    statements(item).flatMap((statement) =>
      statement.kind === 'statement'
        ? lower([statement]).map((decl) => ({ file: name, statement, decl }))
        : [],
    ),
  ),
);

/** `bus pci`, as a reader finds it. */
export function titleOf({ file, decl }: LibraryItem): string {
  const name = 'name' in decl ? decl.name.text : '';
  return `${file}: ${decl.kind} ${name}`;
}
