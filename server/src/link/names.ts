// The name spaces of a root (docs/language.md, Names and references): what each name means, what was declared twice, what extends what.
// Types only; collect-names.ts fills them, find.ts asks them. They know no versions, so they hold for every kernel.
import type { Decl, ExtendDecl, Ref } from '../declare/declarations.ts';
import type { NameTable } from '../driver-core/names/table.ts';
import type { Id } from '../driver-core/topology.ts';
import type { AnyDeclaration, Extension, Kind } from './declaration.ts';
import type { ItemKey } from './place.ts';

/** One item as names and linking see it. */
export interface SourceItem {
  readonly key: ItemKey;
  readonly file: string;
  readonly library: boolean;
  readonly decls: readonly Decl[];
}

export interface Duplicate {
  readonly first: AnyDeclaration;
  readonly again: AnyDeclaration;
}

export interface Names {
  readonly byId: ReadonlyMap<Id, AnyDeclaration>;
  /** In order of meaning: the library, then imports before importers. */
  readonly ids: Readonly<Record<Kind, readonly Id[]>>;
  readonly duplicates: readonly Duplicate[];
  /** `replace` of something that is not there. */
  readonly emptyReplaces: readonly AnyDeclaration[];
  readonly extensions: ReadonlyMap<Id, readonly Extension[]>;
  /** `extend device X` where X is not declared: perhaps a driver makes it. */
  readonly openExtensions: readonly {
    readonly decl: ExtendDecl;
    readonly item: ItemKey;
    readonly file: string;
  }[];
  /** Devices, VFs and requests. */
  readonly devices: NameTable;
  readonly drivers: ReadonlyMap<string, readonly Id[]>;
  /** Device → the device above it, where one is said. */
  readonly parents: ReadonlyMap<Id, Id>;
}

export function textsOf(ref: Ref): readonly string[] {
  return ref.parts.map((it) => it.text);
}
