// What one file says, without positions and without meaning: names are texts, values are as written. A declaration keeps
// sites (see syntax/ast.ts), so blanks and comments never change it; doc comments are read from the tree when asked for.
// Produced by lower.ts per item, compared by structure: an equal declaration ends the work an edit causes.
import type { Site } from '../syntax/ast.ts';
import type { Allow, Fact, Field, Guard, Literal, Name, NameList, Ref, Version } from './parts.ts';

export type * from './parts.ts';

/** What every top-level declaration and every body has. */
export interface Declared {
  readonly site: Site;
  readonly name: Name;
  readonly since?: Version;
  readonly until?: Version;
  readonly facts: readonly Fact[];
  readonly allows: readonly Allow[];
}

export interface ContractDecl extends Declared {
  readonly kind: 'contract';
  readonly replaces: boolean;
  readonly extends: readonly Name[];
  readonly entries: readonly ContractEntry[];
  readonly together: readonly NameList[];
}

export interface ContractEntry {
  readonly site: Site;
  readonly name: Name;
  readonly optional: boolean;
  readonly prototype: string;
}

export interface TableDecl extends Declared {
  /** `table` stands alone; `id_table` belongs to a bus. `name` is the table's, `struct` the C type of a row. */
  readonly kind: 'table';
  readonly replaces: boolean;
  readonly struct: Name;
  readonly fields: readonly Field[];
  readonly end: readonly Name[];
  readonly skips: readonly (Guard & { readonly site: Site })[];
}

export interface Offer extends Guard {
  readonly site: Site;
  readonly contract: Name;
}

export interface DeviceStructDecl extends Declared {
  readonly fields: readonly Field[];
  readonly offers: readonly Offer[];
}

export interface DriverStructDecl extends Declared {
  /** `for usb_interface`: the device struct that it serves. */
  readonly serves?: Name;
  readonly fields: readonly Field[];
  readonly requires: readonly NameList[];
  readonly allowed: readonly NameList[];
}

/** A step of `match`. `table` steps name a table; the others are the mechanism words of the language. */
export interface MatchStepDecl extends Guard {
  readonly site: Site;
  readonly step:
    | 'driver_override'
    | 'new_id'
    | 'of_compatible'
    | 'phy_id'
    | 'driver_name'
    | 'creator'
    | 'any'
    | 'never'
    | 'fails'
    | 'table';
  readonly filters: boolean;
  readonly prefix: boolean;
  readonly path?: Name;
  readonly errno?: Name;
  readonly table?: Name;
}

export interface MatchDecl {
  readonly site: Site;
  readonly since?: Version;
  readonly until?: Version;
  readonly steps: readonly MatchStepDecl[];
}

export interface NewIdDecl {
  readonly site: Site;
  readonly since?: Version;
  readonly until?: Version;
  readonly names: readonly Name[];
  readonly facts: readonly Fact[];
}

export interface BusDecl extends Declared {
  readonly kind: 'bus';
  readonly replaces: boolean;
  readonly devices: readonly DeviceStructDecl[];
  readonly drivers: readonly DriverStructDecl[];
  readonly tables: readonly TableDecl[];
  readonly values: readonly Declared[];
  readonly newIds: readonly NewIdDecl[];
  readonly matches: readonly MatchDecl[];
  readonly probe: readonly FailsStep[];
}

export interface ClassDecl extends Declared {
  readonly kind: 'class';
  readonly replaces: boolean;
  readonly fields: readonly Field[];
  readonly requires: readonly NameList[];
}

export interface ModuleDecl extends Declared {
  readonly kind: 'module';
  readonly extends: boolean;
  readonly init: readonly StepDecl[];
  readonly exit?: readonly UndoStep[];
  readonly exitSite?: Site;
  readonly flavours: readonly FlavourDecl[];
}

export interface NeedsStep extends Guard {
  readonly kind: 'needs';
  readonly site: Site;
  readonly driver?: Ref;
  readonly names: readonly Name[];
  readonly ifPresent: boolean;
  readonly else?: Name;
}

export interface FailsStep extends Guard {
  readonly kind: 'fails';
  readonly site: Site;
  readonly errno: Name;
  /** `2 times`: afterwards it succeeds. */
  readonly times?: number;
}

export interface AcquiresStep extends Guard {
  readonly kind: 'acquires';
  readonly site: Site;
  readonly resource: Name;
  readonly name: Name;
  /** The function that takes it: `by pci_get_device`. */
  readonly getter?: Name;
  readonly devm: boolean;
  /** `devm of parent`: another device than the one that is bound. */
  readonly devmOf?: Name;
}

/** `creates BUS …` or `registers CLASS …`. */
export interface MakesStep extends Guard {
  readonly kind: 'creates' | 'registers';
  readonly site: Site;
  /** The bus or class. */
  readonly of: Name;
  /** May be a format; its text is unquoted. */
  readonly name?: Name;
  readonly per?: Name;
  readonly label?: Name;
  readonly facts: readonly Fact[];
  readonly offers: readonly Offer[];
  readonly provides: readonly NameList[];
  readonly suppliers: readonly SupplierDecl[];
  readonly allows: readonly Allow[];
}

export type StepDecl = NeedsStep | FailsStep | AcquiresStep | MakesStep;

export interface UndoStep extends NameList {
  readonly verb: 'deletes' | 'unregisters' | 'releases';
}

export interface FlavourDecl {
  readonly site: Site;
  readonly name: Name;
  readonly ofParent: boolean;
  readonly fields: readonly Field[];
  readonly steps: readonly StepDecl[];
  readonly allows: readonly Allow[];
}

export interface UsesDecl extends Guard {
  readonly site: Site;
  readonly names: readonly Name[];
  readonly of?: { readonly driver?: Ref; readonly path?: Name };
  readonly while?: Name;
  readonly protectedBy?: Name;
  readonly ifPresent: boolean;
}

/** A driver's table: rows in order. The list form is a table of one field a row (`values`). */
export interface TableRows {
  readonly site: Site;
  readonly name: Name;
  /** The word, if it was written. */
  readonly unterminated?: Site;
  readonly values: readonly Literal[];
  readonly rows: readonly { readonly site: Site; readonly facts: readonly Fact[] }[];
  readonly allows: readonly Allow[];
}

export interface DriverDecl extends Declared {
  readonly kind: 'driver';
  readonly replaces: boolean;
  readonly bus: Name;
  readonly tables: readonly TableRows[];
  readonly uses: readonly UsesDecl[];
  readonly probe?: readonly StepDecl[];
  readonly remove?: readonly UndoStep[];
  /** The `remove` statement itself, which may be empty. */
  readonly removeSite?: Site;
  readonly sriovConfigure?: readonly StepDecl[];
  readonly flavours: readonly FlavourDecl[];
}

export interface SupplierDecl {
  readonly site: Site;
  readonly supplier: Ref;
  readonly label?: Name;
  readonly facts: readonly Fact[];
}

/** `device`, `vf` and `create` have one body; which of its parts make sense is for linking to say. */
export interface DeviceDecl extends Declared {
  readonly kind: 'device';
  readonly how: 'device' | 'vf' | 'create';
  /** `on BUS`, `of CLASS`, or neither (`vf`, `create`; `on none` is the bus `none`). */
  readonly bus?: Name;
  readonly class?: Name;
  readonly under?: Ref;
  readonly label?: Name;
  /** Of `create`. */
  readonly flavour?: Name;
  readonly suppliers: readonly SupplierDecl[];
  readonly children: readonly DeviceDecl[];
}

export interface IommuDecl extends Declared {
  readonly kind: 'iommu';
}

export interface KernelDecl {
  readonly kind: 'kernel';
  readonly site: Site;
  readonly version: { readonly site: Site; readonly value: Version; readonly text: string };
  readonly facts: readonly Fact[];
  readonly allows: readonly Allow[];
}

export interface ModprobeDecl {
  readonly kind: 'modprobe';
  readonly site: Site;
  readonly aliases: readonly { readonly pattern: Name; readonly module: Name }[];
  readonly blacklist: readonly Name[];
  readonly installs: readonly { readonly name: Name; readonly command: string }[];
  readonly options: readonly { readonly name: Name; readonly options: string }[];
  readonly softdeps: readonly {
    readonly site: Site;
    readonly name: Name;
    readonly pre: readonly Name[];
    readonly post: readonly Name[];
  }[];
  readonly weakdeps: readonly { readonly name: Name; readonly names: readonly Name[] }[];
  readonly allows: readonly Allow[];
}

export interface ExtendDecl {
  readonly kind: 'extend';
  readonly site: Site;
  readonly target: Ref;
  /** What is added, as a declaration of the target's kind. */
  readonly adds: DeviceDecl | DriverDecl | ModuleDecl;
}

export interface OrderDecl {
  readonly kind: 'order';
  readonly site: Site;
  readonly what: 'drivers' | 'devices' | 'modules';
  readonly refs: readonly Ref[];
}

export type ExpectDecl = { readonly kind: 'expect'; readonly site: Site } & (
  | { readonly expects: 'problem' | 'no problem'; readonly code?: Name; readonly at?: Ref }
  | { readonly expects: 'order'; readonly event: Name; readonly refs: readonly Ref[] }
  | { readonly expects: 'error'; readonly errno: Name }
  | { readonly expects: 'module'; readonly module: Name; readonly loaded: boolean }
  | { readonly expects: 'bound'; readonly subject: Ref; readonly driver?: Ref }
  | {
      readonly expects: 'unbound' | 'deferred' | 'absent' | 'waits';
      readonly subject: Ref;
      readonly because?: Name;
    }
  | { readonly expects: 'fact'; readonly subject: Ref; readonly fact: Name; readonly value: Literal }
);

/** One line of a scenario's script; run by the scenario engine. */
export interface ScenarioStep {
  readonly site: Site;
  readonly verb: string;
  readonly refs: readonly Ref[];
  readonly names: readonly Name[];
  readonly value?: Literal;
  readonly facts: readonly Fact[];
  readonly device?: DeviceDecl;
  readonly expect?: ExpectDecl;
}

export interface ScenarioDecl {
  readonly kind: 'scenario';
  readonly site: Site;
  readonly title: Name;
  readonly steps: readonly ScenarioStep[];
  readonly allows: readonly Allow[];
}

export interface ImportDecl {
  readonly kind: 'import';
  readonly site: Site;
  /** Relative to the importing file. */
  readonly path: Name;
}

export interface EditionDecl {
  readonly kind: 'edition';
  readonly site: Site;
  readonly edition: number;
}

export interface AllowDecl extends Allow {
  readonly kind: 'allow';
}

export type Decl =
  | EditionDecl
  | ImportDecl
  | KernelDecl
  | ModprobeDecl
  | ContractDecl
  | TableDecl
  | BusDecl
  | ClassDecl
  | ModuleDecl
  | DriverDecl
  | DeviceDecl
  | IommuDecl
  | ExtendDecl
  | OrderDecl
  | ScenarioDecl
  | ExpectDecl
  | AllowDecl;
