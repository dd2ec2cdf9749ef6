// Changes of the text as data: what a quick fix does, said in places. db/edits.ts turns them into offsets through the tree.
import type { Place } from './place.ts';

export type Edit =
  /** The node at the place, or the part of it, becomes this text. */
  | { readonly act: 'replace'; readonly place: Place; readonly text: string }
  /** The statement that holds the place goes, and its line if nothing else stands on it. */
  | { readonly act: 'delete'; readonly place: Place }
  /** A statement of its own on a line above or below the statement that holds the place, indented like it. */
  | { readonly act: 'insert-before' | 'insert-after'; readonly place: Place; readonly text: string }
  /** The last statement in the block of the statement that holds the place; a `;` becomes a block. */
  | { readonly act: 'insert-inside'; readonly place: Place; readonly text: string }
  /** A new top-level statement at the end of a file. */
  | { readonly act: 'append'; readonly file: string; readonly text: string };

export interface Fix {
  /** An order to the editor, without a full stop: "Replace by `pci`". */
  readonly title: string;
  readonly edits: readonly Edit[];
  /** The one that "fix all" and the light bulb's default take. */
  readonly preferred?: boolean;
}

export interface Related {
  readonly place: Place;
  readonly message: string;
}
