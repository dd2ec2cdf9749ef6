// One thing that completion offers. Plain data; documentation that costs something is made when the item is looked at.
import type { TextRange } from '../../base/text-range.ts';
import type { Id } from '../../driver-core/topology.ts';

export type ItemKind =
  | 'keyword'
  | 'snippet'
  | 'bus'
  | 'class'
  | 'contract'
  | 'device'
  | 'driver'
  | 'module'
  | 'field'
  | 'flag'
  | 'function'
  | 'value'
  | 'code'
  | 'file'
  | 'table';

export interface CompletionItem {
  readonly label: string;
  readonly kind: ItemKind;
  /** Behind the label, on the same line. */
  readonly detail?: string;
  /** What is written instead of `range`; the label if it is not set. */
  readonly insert?: string;
  /** With tab stops, for clients that know them; else `insert` or the label is written. */
  readonly snippet?: string;
  readonly range: TextRange;
  /** Smaller stands higher. */
  readonly rank: number;
  /** Too new for the root's kernel: struck through. */
  readonly tooNew?: true;
  readonly doc?: string;
  /** What the card that is shown for the item is about. */
  readonly about?: { readonly root: string; readonly id: Id };
}

/** An item before it knows its place. */
export type Offer = Omit<CompletionItem, 'range'> & { readonly range?: TextRange };
