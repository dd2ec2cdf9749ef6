// One file: its tree, and for each item a slot that keeps its key while its text is edited. An edit is reported as the slots
// whose declarations differ; slots whose text changed only in blanks and comments are not among them.
import type { TextEdit } from '../base/text-range.ts';
import type { Decl } from '../declare/declarations.ts';
import { lower, sameDecls } from '../declare/index.ts';
import type { ItemKey } from '../link/place.ts';
import { type Item, parse, reparse, type SyntaxTree, statements } from '../syntax/index.ts';
import { reuseItems } from '../syntax/reuse.ts';
import type { Counters } from './counters.ts';

export interface ItemSlot {
  readonly key: ItemKey;
  readonly file: string;
  readonly library: boolean;
  /** The item as it is now. */
  item: Item;
  /** Its place in the file's items. */
  index: number;
  decls: readonly Decl[];
}

export interface SourceFile {
  readonly uri: string;
  readonly library: boolean;
  tree: SyntaxTree;
  slots: ItemSlot[];
  /** Slots that import a file: few, asked for after every change. */
  imports: readonly ItemSlot[];
  /** Slots with syntax errors. */
  readonly broken: Set<ItemSlot>;
}

/** What an edit of a file changed for those who read declarations. */
export interface FileDelta {
  readonly file: string;
  readonly changed: readonly { readonly slot: ItemSlot; readonly before: readonly Decl[] }[];
  readonly added: readonly ItemSlot[];
  readonly removed: readonly ItemSlot[];
  /** Slots whose text changed at all: their places and syntax errors may have moved. */
  readonly touched: readonly ItemSlot[];
}

// Keys are unique in the process, because the library's items are shared by all workspaces.
let lastKey: ItemKey = 0;

export function openFile(uri: string, text: string, library: boolean, counters: Counters): SourceFile {
  const tree = parse(text);
  counters.itemsRead += tree.items.length;
  const file: SourceFile = { uri, library, tree, slots: [], imports: [], broken: new Set() };
  file.slots = tree.items.map((item) => slotOf(file, item, lower(statements(item))));
  counters.itemsLowered += tree.items.length;
  for (const [index, slot] of file.slots.entries()) slot.index = index;
  file.imports = file.slots.filter((it) => it.decls.some(isImport));
  for (const it of file.slots) if (it.item.errors.length > 0) file.broken.add(it);
  return file;
}

/** A file of the library whose declarations are known: its text is read when somebody looks at it. */
export function openLoweredFile(uri: string, text: string, items: readonly (readonly Decl[])[]): SourceFile {
  let read: SyntaxTree | undefined;
  const treeOf = (): SyntaxTree => {
    read ??= parse(text);
    return read;
  };
  const slots = items.map((decls, index): ItemSlot => {
    lastKey++;
    return {
      key: lastKey,
      file: uri,
      library: true,
      index,
      decls,
      get item(): Item {
        const item = treeOf().items[index];
        if (item === undefined)
          throw new Error(`${uri} has no item ${index}: it was lowered from another text`);
        return item;
      },
    };
  });
  return {
    uri,
    library: true,
    slots,
    imports: [],
    broken: new Set(),
    get tree(): SyntaxTree {
      return treeOf();
    },
  };
}

/** `edits` in LSP's order: each refers to the text that the one before left. */
export function editFile(file: SourceFile, edits: readonly TextEdit[], counters: Counters): FileDelta {
  return replaceTree(
    file,
    edits.reduce((tree, edit) => reparse(tree, [edit]), file.tree),
    counters,
  );
}

/** The whole text anew, as after a change on disk. Items of equal text keep their slots. */
export function replaceText(file: SourceFile, text: string, counters: Counters): FileDelta {
  return replaceTree(file, reuseItems(file.tree, parse(text)), counters);
}

/** Its place among the items is set by who puts it there. */
function slotOf(file: SourceFile, item: Item, decls: readonly Decl[]): ItemSlot {
  lastKey++;
  return { key: lastKey, file: file.uri, library: file.library, item, index: 0, decls };
}

/** Pairs old slots with new items: those at both ends that are the same object, then those in between in order. */
function replaceTree(file: SourceFile, tree: SyntaxTree, counters: Counters): FileDelta {
  const before = file.slots;
  const { items } = tree;
  const { items: known } = file.tree;
  const least = Math.min(known.length, items.length);
  let start = 0;
  while (start < least && known[start] === items[start]) start++;
  let end = 0;
  while (end < least - start && known[known.length - 1 - end] === items[items.length - 1 - end]) end++;
  const old = before.slice(start, before.length - end);
  const fresh = items.slice(start, items.length - end);
  file.tree = tree;
  counters.itemsRead += fresh.length;
  const delta =
    old.length === fresh.length
      ? updateInPlace(file, old, fresh, counters)
      : splice(file, start, old, fresh, counters);
  for (const it of [...delta.removed, ...delta.touched]) file.broken.delete(it);
  for (const it of delta.touched) if (it.item.errors.length > 0) file.broken.add(it);
  if (changesImports(delta)) file.imports = file.slots.filter((it) => it.decls.some(isImport));
  return delta;
}

/** Whether an `import` came, went or changed. */
export function changesImports(delta: FileDelta): boolean {
  const slots = [...delta.added, ...delta.removed, ...delta.changed.map((it) => it.slot)];
  return slots.some((it) => it.decls.some(isImport)) || delta.changed.some((it) => it.before.some(isImport));
}

function isImport(decl: Decl): boolean {
  return decl.kind === 'import';
}

function updateInPlace(
  file: SourceFile,
  old: readonly ItemSlot[],
  fresh: readonly Item[],
  counters: Counters,
): FileDelta {
  const changed = old.flatMap((slot, index) => {
    const item = fresh[index];
    return item === undefined ? [] : updateSlot(slot, item, counters);
  });
  return { file: file.uri, changed, added: [], removed: [], touched: old };
}

function updateSlot(slot: ItemSlot, item: Item, counters: Counters): FileDelta['changed'] {
  if (slot.item === item) return [];
  counters.itemsLowered++;
  return refill(slot, item, lower(statements(item)));
}

/** Equal declarations are left in place, so that whoever compares by identity sees no change. */
function refill(slot: ItemSlot, item: Item, decls: readonly Decl[]): FileDelta['changed'] {
  const before = slot.decls;
  slot.item = item;
  if (sameDecls(before, decls)) return [];
  slot.decls = decls;
  return [{ slot, before }];
}

/** Items came or went: old slots are kept where the declared heads agree, from both ends. */
function splice(
  file: SourceFile,
  start: number,
  old: readonly ItemSlot[],
  fresh: readonly Item[],
  counters: Counters,
): FileDelta {
  const lowered = fresh.map((it) => lower(statements(it)));
  counters.itemsLowered += fresh.length;
  const kept = keptSlots(old, lowered);
  const changed: { slot: ItemSlot; before: readonly Decl[] }[] = [];
  const slots = fresh.map((item, index) => {
    const decls = lowered[index] ?? [];
    const slot = kept[index];
    if (slot === undefined) return slotOf(file, item, decls);
    changed.push(...refill(slot, item, decls));
    return slot;
  });
  file.slots = [...file.slots.slice(0, start), ...slots, ...file.slots.slice(start + old.length)];
  for (const [index, slot] of file.slots.entries()) slot.index = index;
  const added = slots.filter((_, index) => kept[index] === undefined);
  return { file: file.uri, changed, added, removed: old.filter((it) => !kept.includes(it)), touched: slots };
}

/** For each new item the slot that it goes on in: pairs from both ends whose heads agree. */
function keptSlots(
  old: readonly ItemSlot[],
  lowered: readonly (readonly Decl[])[],
): readonly (ItemSlot | undefined)[] {
  const least = Math.min(old.length, lowered.length);
  let head = 0;
  while (head < least && sameHead(old[head]?.decls, lowered[head])) head++;
  let tail = 0;
  while (tail < least - head && sameHead(old.at(-1 - tail)?.decls, lowered.at(-1 - tail))) tail++;
  return lowered.map((_, index) => {
    if (index < head) return old[index];
    return index >= lowered.length - tail ? old[index - lowered.length + old.length] : undefined;
  });
}

/** Of the same kind and name: an edit of one, not another. */
function sameHead(a: readonly Decl[] | undefined, b: readonly Decl[] | undefined): boolean {
  if (a === undefined || b === undefined || a.length !== b.length) return false;
  return a.every((it, index) => {
    const other = b[index];
    return other !== undefined && it.kind === other.kind && headText(it) === headText(other);
  });
}

function headText(decl: Decl): string {
  if ('name' in decl) return decl.name.text;
  if (decl.kind === 'import') return decl.path.text;
  return '';
}
