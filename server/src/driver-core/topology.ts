// The input of the driver core: buses, drivers, devices and modules as plain data. It is what is left of a description once
// names are resolved, versions that do not hold are dropped and `values` names are numbers. It knows no text and no files.
// Ids are the qualified names (`device:pci/0000:00:19.0`, `driver:pci/e1000e`), so an entity keeps its id while others change.
import type { FailStep, Step, Supplier } from './callback.ts';
import type { Format } from './format.ts';
import type { Condition, Conditional, Fields, Id, Path, Scalar, Version } from './terms.ts';

export type { AcquireStep, FailStep, MakeFacts, MakeStep, NeedStep, Step, Supplier } from './callback.ts';

export type {
  Comparison,
  Condition,
  Conditional,
  Fields,
  Id,
  Operand,
  Path,
  PathRoot,
  Scalar,
  Test,
  Value,
  Version,
} from './terms.ts';

export type FieldType = 'u8' | 'u16' | 'u32' | 'u64' | 's32' | 'char' | 'guid_t' | 'flag' | 'void';

/** A field of a device, a driver, a class device or a flavour. */
export interface FieldSpec {
  readonly name: string;
  readonly type: FieldType;
  /** `char name[20]`: 20 with its NUL. */
  readonly length?: number;
  /** A default for a device that does not say: `char name[32] is "{compatible:after ,}"`. */
  readonly default?: Format;
  /** Names for numbers. */
  readonly values?: Readonly<Record<string, number>>;
  readonly settable?: 'creation' | 'before bind' | 'after bind';
}

/** How one field of a row is compared with the device (docs/language.md, Rows and tables). */
export interface TableField {
  readonly name: string;
  readonly type: FieldType;
  readonly length?: number;
  /** What it is compared with: the device's field of the same name unless `is` says otherwise. */
  readonly is: Path | Format;
  /** Compared with the members of a list, in order. */
  readonly in: boolean;
  readonly nocase: boolean;
  /** Field of the row under whose bits the comparison is made: `(device ^ row) & mask == 0`. */
  readonly mask?: string;
  readonly bound?: 'min' | 'max';
  /** Not written, or equal to `value`: fits all. Without a wildcard a field not written is 0 or "". */
  readonly wildcard?: { readonly value?: Scalar };
  /** A mechanism of docs/language.md: acpi_id, acpi_class, pnp_id, usb_interface, bit, guid. */
  readonly by?: string;
  readonly score?: number;
  /** Compared only if the device has the field. */
  readonly ifPresent: boolean;
  readonly values?: Readonly<Record<string, number>>;
  /** A mask or a `flag` of the row: never compared itself. */
  readonly compared: boolean;
}

/** A match table's type: `id_table` of a bus, or a shared one (of_match_table, acpi_match_table). */
export interface MatchTable {
  readonly name: string;
  readonly struct: string;
  readonly fields: readonly TableField[];
  /** A row in which all of these are 0 or empty ends the walk. */
  readonly end: readonly string[];
  readonly skips: readonly Condition[];
  readonly pick: 'first' | 'best';
  /** What a device announces because of this table; a device without the fields announces nothing. */
  readonly modalias: readonly Format[];
  /** The module aliases of a row. */
  readonly alias: readonly Format[];
  /** file2alias has no entry for it: MODULE_DEVICE_TABLE compiles and makes no alias (MA-3). */
  readonly noAlias?: true;
}

export interface Row {
  /** 1-based, as a reader counts. */
  readonly number: number;
  readonly fields: Fields;
}

export type MatchStep = { readonly when: Condition } & (
  | { readonly kind: 'driver_override'; readonly filters: boolean }
  | { readonly kind: 'table'; readonly table: string }
  | { readonly kind: 'new_id' }
  | { readonly kind: 'of_compatible'; readonly path: Path }
  | { readonly kind: 'driver_name'; readonly path: Path; readonly prefix: boolean }
  | { readonly kind: 'phy_id' | 'creator' | 'any' | 'never' }
  | { readonly kind: 'fails'; readonly errno: string }
);

/** Whose DMA mappings a device's driver uses. */
export type DmaRule = 'own' | 'parent' | 'host' | 'dma_dev' | 'none';

export interface DeviceStruct {
  readonly struct: string;
  readonly fields: readonly FieldSpec[];
  readonly offers: readonly Conditional<string>[];
  /** Tried in order: the first whose fields are all set names the device (or reads the fields from a declared name). */
  readonly names: readonly Format[];
  /** Tried in order: a table's own `modalias`, or a format. Empty: the bus announces nothing. */
  readonly modalias: readonly Conditional<{ readonly table: string } | { readonly format: Format }>[];
  /** Aliases of an `id_table` row where they differ from the modalias. */
  readonly alias: readonly Format[];
  readonly aliasPrefix: readonly Conditional<string>[];
  readonly requestModule?: Format;
  readonly alloc?: string;
  readonly dma?: DmaRule;
  readonly identity?: string;
  /** Whose driver found a device of it: that of the nearest device above that has one; `host`: on another bus. */
  readonly enumeratedBy?: 'parent' | 'host';
  /** A helper library runs its life cycle; buses that name one do not repeat it. */
  readonly library?: string;
  readonly inherits: readonly string[];
  readonly attributes: readonly string[];
  readonly typeDir?: Format;
  /** `platform`: a device without a parent lies in /sys/devices/platform (LC-6). */
  readonly devRoot?: string;
  /** Bits of the DMA mask that the bus sets; 0: the pointer stays NULL (DMA-6). Not set: nobody says. */
  readonly dmaMask?: number;
  /** `dev->class` of its devices. */
  readonly class?: string;
  /** An IOMMU attaches to it (DMA-1). */
  readonly iommu: boolean;
  readonly numVf: boolean;
  readonly noDriver: boolean;
}

export interface DriverStruct {
  readonly struct: string;
  /** The device struct that it serves; not set: all. */
  readonly serves?: string;
  readonly fields: readonly FieldSpec[];
  readonly requires: readonly Conditional<string>[];
  readonly allows: readonly Conditional<string>[];
  readonly mustRegister?: string;
}

/** The files `new_id` and `remove_id` of a bus's drivers (LC-43). */
export interface NewId {
  readonly fields: readonly string[];
  /** How many fields must be written, to either. */
  readonly required: number;
  /** The error for an id that the table has already; not set: it is taken. */
  readonly known?: string;
  /** The error of `remove_id` for an id that nobody added; not set: none. */
  readonly unknown?: string;
  /** There is no `remove_id`. */
  readonly isKept?: true;
}

export interface BusType {
  readonly id: Id;
  readonly name: string;
  /** The first is the default; `devtype` picks another. */
  readonly devices: readonly DeviceStruct[];
  readonly drivers: readonly DriverStruct[];
  /** `id_table`, and the shared tables that `match` names, by name. */
  readonly tables: Readonly<Record<string, MatchTable>>;
  readonly newId?: NewId;
  /** Not set: the bus has no match callback, every driver matches (LC-20). */
  readonly match?: readonly MatchStep[];
  /** What the bus checks before the driver's probe. */
  readonly probe: readonly FailStep[];
  readonly pm?: string;
  /** `pci_bus_add_device`: LC-19. */
  readonly walk?: string;
  readonly initcall?: string;
}

export interface ClassType {
  readonly id: Id;
  readonly name: string;
  readonly fields: readonly FieldSpec[];
  readonly register?: string;
  readonly requires: readonly Conditional<string>[];
  readonly names: readonly Format[];
  readonly node?: Format;
  readonly udev?: Format;
  readonly unregister?: 'waits' | 'revokes';
  /** Who opens its node owns the IOMMU group of the device that is registered (vfio, DMA-4). */
  readonly ownsGroup: boolean;
  readonly pm?: string;
  /** A registration without a struct device (devlink). */
  readonly noDevice: boolean;
}

export interface Contract {
  readonly id: Id;
  readonly name: string;
  readonly spec?: string;
  readonly extends: readonly string[];
  readonly entries: readonly {
    readonly name: string;
    readonly optional: boolean;
    readonly prototype: string;
  }[];
  readonly together: readonly (readonly string[])[];
}

export interface Flavour {
  readonly name: string;
  readonly ofParent: boolean;
  readonly fields: readonly FieldSpec[];
  readonly steps: readonly Step[];
}

export interface Use {
  readonly names: readonly string[];
  /** `physfn`, `parent`, or a driver's id. Not set: its own device. */
  readonly of?: { readonly path: string } | { readonly driver: Id };
  readonly while?: string;
  readonly protectedBy?: string;
  readonly ifPresent: boolean;
  readonly when: Condition;
}

export interface Undo {
  readonly verb: 'deletes' | 'unregisters' | 'releases';
  readonly names: readonly string[];
}

export interface Driver {
  readonly id: Id;
  readonly name: string;
  readonly bus: string;
  readonly module: string;
  /** The driver struct, by the device struct it serves. */
  readonly devtype?: string;
  /** Table name → rows in order. A table that is not here decides nothing. */
  readonly tables: Readonly<Record<string, readonly Row[]>>;
  /** The tables that MODULE_DEVICE_TABLE exports; not set: all of `tables`. */
  readonly exportedTables?: readonly string[];
  /** Explicit MODULE_ALIAS lines. */
  readonly aliases: readonly string[];
  readonly fields: Fields;
  /** async, builtin, driver_managed_dma, needs_match_data, no_module_device_table, platform_driver_probe, suppress_bind_attrs, yields, … */
  readonly flags: ReadonlySet<string>;
  readonly pm: readonly string[];
  /** Callbacks set in the embedded struct device_driver; the core calls those of the bus instead, where it has them. */
  readonly deviceDriver?: readonly string[];
  readonly uses: readonly Use[];
  readonly probe: readonly Step[];
  readonly sriovConfigure?: readonly Step[];
  readonly flavours: readonly Flavour[];
  /** Not written: everything of probe is undone in reverse. */
  readonly remove?: readonly Undo[];
}

/** `create NAME flavour F { … }`: what the user asks of the device's driver. */
export interface Request {
  readonly id: Id;
  readonly name: string;
  readonly flavour: string;
  readonly fields: Fields;
  readonly driverOverride?: string;
  readonly suppliers: readonly Supplier[];
  readonly requests: readonly Request[];
}

export interface Device {
  readonly id: Id;
  readonly name: string;
  /** Neither bus nor class: `on none`. */
  readonly bus?: string;
  readonly class?: string;
  readonly devtype?: string;
  readonly parent?: Id;
  /** Of a VF: its PF. */
  readonly physfn?: Id;
  readonly label?: string;
  /** It is written inside another device: its label is known from there only. */
  readonly nested?: true;
  /** What was written, what the name says, and what is inherited. */
  readonly fields: Fields;
  readonly driverOverride?: string;
  /** Bound before it is added, without match or probe (LC-73). */
  readonly claimedBy?: string;
  readonly recordedDriver?: string;
  /** What it announces, where its bus or class has no format for it (cpu, input, dmi). */
  readonly recordedModalias?: string;
  readonly iommuGroup?: Scalar;
  /** The device tree's stdout-path names it: it waits only for suppliers that some driver matches (LC-37). */
  readonly isStdout?: true;
  readonly absent: boolean;
  readonly suppliers: readonly Supplier[];
  /** Links that are added when it is bound already: nothing of the boot depends on them (LC-33). */
  readonly lateSuppliers?: readonly Supplier[];
  readonly requests: readonly Request[];
  readonly vfs: readonly Id[];
}

export interface Module {
  readonly name: string;
  readonly depends: readonly string[];
  readonly softdepPre: readonly string[];
  readonly softdepPost: readonly string[];
  readonly aliases: readonly string[];
  readonly loaded: boolean;
  readonly builtin: boolean;
  readonly init: readonly Step[];
  readonly flavours: readonly Flavour[];
}

export interface Modprobe {
  readonly aliases: readonly { readonly pattern: string; readonly module: string }[];
  readonly blacklist: readonly string[];
  readonly installs: readonly { readonly name: string; readonly command: string }[];
  readonly softdeps: readonly {
    readonly name: string;
    readonly pre: readonly string[];
    readonly post: readonly string[];
  }[];
}

export interface Kernel {
  readonly version: Version;
  readonly fwDevlink: 'off' | 'permissive' | 'on' | 'rpm';
  /** fw_devlink.strict: links are made of properties that are optional, too (LC-37). */
  readonly isStrict?: true;
  /** fw_devlink.sync_state=timeout (LC-39). */
  readonly forcesSyncState?: true;
  /** The boot waits for a network interface: drivers/base/core.c:wait_for_init_devices_probe (LC-37). */
  readonly isRootOnNetwork?: true;
  /** CONFIG_X → y, m, n or a value. */
  readonly config: Readonly<Record<string, string>>;
  readonly cmdline?: string;
  readonly builtin: readonly string[];
  /** Seconds until suppliers that nobody drives are given up (LC-30). */
  readonly deferredProbeTimeout: number;
}

/** `extend device PATH` of a device that a driver makes: it holds from the moment the device is made. */
export interface DeviceExtension {
  /** A name, a bus and a name, or names and labels from a request down: `sf88`, `sf`, `eth`. */
  readonly path: readonly string[];
  readonly fields: Fields;
  readonly driverOverride?: string;
  readonly suppliers: readonly Supplier[];
  readonly requests: readonly Request[];
}

export interface Topology {
  readonly kernel: Kernel;
  readonly buses: ReadonlyMap<string, BusType>;
  readonly classes: ReadonlyMap<string, ClassType>;
  readonly contracts: ReadonlyMap<string, Contract>;
  /** In registration order: built-in before modules, then import and text order, then `order`. */
  readonly drivers: readonly Driver[];
  readonly modules: ReadonlyMap<string, Module>;
  /** `order drivers` and `order modules`: driver ids or module names, each list in the order that is meant. */
  readonly pinned?: readonly (readonly string[])[];
  readonly modprobe: Modprobe;
  /** In addition order; parents come before children. */
  readonly devices: readonly Device[];
  readonly iommus: readonly { readonly name: string; readonly listens: readonly string[] }[];
  readonly extensions?: readonly DeviceExtension[];
  /** The modules of a real kernel (`modules = DIR`), beside the declared ones. */
  readonly installed?: InstalledModules;
}

/** What depmod wrote for a kernel. Implemented over modules.alias by driver-core/kmod. */
export interface InstalledModules {
  /** Module names for a modalias, in load order, with whether each is built in. */
  lookup(
    modalias: string,
  ): readonly { readonly module: string; readonly builtin: boolean; readonly alias: string }[];
  has(module: string): boolean;
  /** The drivers for which the modules stand on a bus, in registration order; the same array for the same bus. */
  drivers?(bus: BusType): readonly Driver[];
}
