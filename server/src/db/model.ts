// What checks, editor features and exporters read: one root, linked and run. A model is a view of one revision; ask the
// workspace for a new one after every change and keep none. Nothing here has offsets except `locate` and `edits`.
import type { TextEdit, TextRange } from '../base/text-range.ts';
import type { Decl, Ref } from '../declare/declarations.ts';
import type { DeviceResult, Run } from '../driver-core/result.ts';
import type { Device, Driver, Id, Topology, Version } from '../driver-core/topology.ts';
import type { AnyDeclaration, Declaration, DeclOf, Extension, Kind } from '../link/declaration.ts';
import type { Edit } from '../link/fix.ts';
import type { LinkedScenario } from '../link/link-scenario.ts';
import type { ItemKey, Place } from '../link/place.ts';
import type { LinkProblem } from '../link/problem.ts';
import type { Changes } from './changes.ts';

/** A place as an editor wants it. Offsets of the file, UTF-16 code units. */
export interface Location extends TextRange {
  readonly uri: string;
}

/** What a place of the text means. */
export interface Reference {
  readonly place: Place;
  /** An id of `ids.ts`, of a device that a driver made, or a field: `field:bus:pci/vendor`. */
  readonly id: Id;
  /** A name that introduces what it names (also `replace`). */
  readonly declares: boolean;
}

/** What a reference means, once the run is known. */
export type Resolution =
  | { readonly kind: 'one'; readonly id: Id }
  /** Qualified spellings, each unique. */
  | { readonly kind: 'many'; readonly spellings: readonly string[] }
  /** `near`: what was probably meant, best first. */
  | { readonly kind: 'none'; readonly near: readonly string[] };

/** One top-level statement as lowered; `decls` is empty if its text is broken beyond use. */
export interface ItemView {
  readonly key: ItemKey;
  readonly file: string;
  readonly decls: readonly Decl[];
}

/** What differs from the model of the revision before (of the same root). */
export type Delta =
  /** Only blanks and comments: every result is the same object, places may have moved. */
  | { readonly kind: 'none' }
  /** Only these items, devices and drivers have new results; everything else is the same object. */
  | {
      readonly kind: 'some';
      readonly items: ReadonlySet<ItemKey>;
      readonly devices: ReadonlySet<Id>;
      readonly drivers: ReadonlySet<Id>;
      /** The same for those who know what they have read. */
      readonly changes: Changes;
    }
  /** Everything was made anew; not set: and may be anything. */
  | { readonly kind: 'all'; readonly changes?: Changes };

export interface Duplicate {
  readonly first: AnyDeclaration;
  readonly again: AnyDeclaration;
}

export interface RootModel {
  /** URI of the root file. */
  readonly root: string;
  readonly revision: number;
  /** In import order; the root itself is last. The library's files are not among them. */
  readonly files: readonly string[];
  readonly kernel: Version;
  /** Where the version is said; not set: the newest that the library knows. */
  readonly kernelPlace: Place | undefined;
  /** A root in which no device could appear is a library of drivers: nothing in it is unused. */
  readonly hasDevices: boolean;
  readonly topology: Topology;
  readonly run: Run;
  readonly delta: Delta;
  /** Counts the analyses of this root. */
  readonly generation: number;
  /** What changed since an earlier generation; `all` if that is too long ago. */
  changesSince(generation: number): Delta;

  /** Statements of a file in text order. */
  items(file: string): readonly ItemView[];
  item(key: ItemKey): ItemView | undefined;

  /** What is meant by an id: the first declaration in import order. */
  declaration(id: Id): AnyDeclaration | undefined;
  /** All of one kind, in import and text order, library first. */
  declarations<K extends Kind>(kind: K): Iterable<Declaration<K>>;
  extensions<K extends 'device' | 'driver' | 'module'>(kind: K, id: Id): readonly Extension<K>[];
  declarationAs<K extends Kind>(kind: K, id: Id): Declaration<K> | undefined;
  /** What was declared although something of that id came first. */
  duplicates(): readonly Duplicate[];

  device(id: Id): Device | undefined;
  driver(id: Id): Driver | undefined;
  /** Drivers of a bus in registration order. */
  driversOn(bus: string): readonly Driver[];
  /** Results of a bus in addition order, made devices included. */
  devicesOn(bus: string): readonly DeviceResult[];

  /** Scenarios of one item as they are linked, in text order. */
  scenarios(key: ItemKey): readonly LinkedScenario[];

  /** Items that have problems of linking. */
  problemItems(): Iterable<ItemKey>;
  /** Problems of linking, of every item of a file. */
  problems(file: string): readonly LinkProblem[];
  problemsOf(key: ItemKey): readonly LinkProblem[];

  /** References of one item, in text order; made on demand. */
  references(key: ItemKey): readonly Reference[];
  /** All references to an id in this root; asks every item, so it is for commands, not for keystrokes. */
  referencesTo(id: Id): readonly Reference[];
  /** What REF means in `expect`, `allow … at`, `extend` and on the command line, made devices included. */
  resolve(ref: Ref): Resolution;
  /** The same for a text such as `sf88/sf/eth`; every kind of thing that may be meant. */
  lookup(text: string): readonly Id[];
  /** The shortest spelling that means only this. */
  spelling(id: Id): string;

  /** The name in the declaration of a thing; for a device that a driver made, the statement that made it. */
  placeOf(id: Id): Place | undefined;
  locate(place: Place): Location | undefined;
  /** Whether one place lies in the statement that holds another. */
  encloses(statement: Place, place: Place): boolean;
  edits(edits: readonly Edit[]): ReadonlyMap<string, readonly TextEdit[]>;
}

export type { AnyDeclaration, Declaration, DeclOf, Extension, Kind };
