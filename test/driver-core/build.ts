// Hand-made topologies in few words: the parts of the language that a driver core test needs, as strings and defaults.
// The only helper of these tests that knows the shape of a Topology.
import { parseFormat } from '../../server/src/driver-core/index.ts';
import type {
  BusType,
  ClassType,
  Condition,
  Device,
  DeviceStruct,
  Driver,
  DriverStruct,
  FailStep,
  FieldSpec,
  Fields,
  Kernel,
  MakeFacts,
  MakeStep,
  MatchStep,
  MatchTable,
  Module,
  NeedStep,
  Operand,
  Path,
  Request,
  Row,
  Scalar,
  Step,
  TableField,
  Test,
  Topology,
} from '../../server/src/driver-core/topology.ts';

export const format = (text: string) => parseFormat(text).format;

/** `no drv.id_table and devtype == usb_device` */
export function when(text: string): Condition {
  return text.split(' and ').map((test): Test => {
    const no = test.startsWith('no ');
    const [left = '', op, ...right] = (no ? test.slice(3) : test).trim().split(' ');
    if (op === undefined) return { no, left: { path: path(left) } };
    return { no, left: operand(left), op: op as NonNullable<Test['op']>, right: operand(right.join(' ')) };
  });
}

export function path(text: string): Path {
  const [root = '', ...rest] = text.split('.');
  const roots = ['dev', 'row', 'drv', 'parent', 'physfn', 'kernel'] as const;
  const known = roots.find((name) => name === root);
  return known && rest.length > 0 ? { root: known, name: rest.join('.') } : { root: 'dev', name: text };
}

/** A name with a root, a number, a text in quotes; a bare name on the right of a comparison is a word. */
function operand(text: string): Operand {
  if (/^\d/.test(text)) return { value: Number(text) };
  if (text.startsWith('"')) return { value: text.slice(1, -1) };
  return /^[A-Z]|^'/.test(text) ? { value: text.replaceAll("'", '') } : { path: path(text) };
}

type FieldOptions = Partial<Omit<TableField, 'name' | 'type' | 'is'>> & {
  readonly is?: string;
  readonly any?: Scalar | '';
};

/** `field('u32', 'vendor', { any: 0xffffffff })`; `wild` without a value: not written = not compared. */
export function field(
  type: TableField['type'],
  name: string,
  options: FieldOptions & { wild?: true } = {},
): TableField {
  const { is, any, wild, ...rest } = options;
  return {
    name,
    type,
    is: is?.includes('{') ? format(is) : path(is ?? name),
    in: false,
    nocase: false,
    ifPresent: false,
    compared: type !== 'flag',
    ...(any !== undefined && { wildcard: { value: any } }),
    ...(wild && { wildcard: {} }),
    ...rest,
  };
}

export function table(
  fields: readonly TableField[],
  options: Partial<MatchTable> & { as?: string } = {},
): MatchTable {
  const { as, ...rest } = options;
  return {
    name: as ?? 'id_table',
    struct: 'id',
    fields,
    end: [],
    skips: [],
    pick: 'first',
    modalias: [],
    alias: [],
    ...rest,
  };
}

export interface BusOptions {
  readonly names?: readonly string[];
  /** Formats, or names of tables without `{`. */
  readonly modalias?: readonly string[];
  readonly tables?: readonly MatchTable[];
  /** `id_table`, `driver_name dev.name when no drv.id_table`, `driver_override filters`, `fails EPROBE_DEFER when …` */
  readonly match?: readonly string[];
  readonly struct?: Partial<DeviceStruct>;
  readonly structs?: readonly DeviceStruct[];
  readonly drivers?: readonly Partial<DriverStruct>[];
  readonly probe?: readonly FailStep[];
  readonly walk?: string;
  readonly newId?: BusType['newId'];
}

export function bus(name: string, options: BusOptions = {}): BusType {
  const tables = Object.fromEntries((options.tables ?? []).map((it) => [it.name, it]));
  return {
    id: `bus:${name}`,
    name,
    devices: options.structs ?? [
      deviceStruct(`${name}_device`, {
        names: (options.names ?? []).map(format),
        modalias: (options.modalias ?? []).map(modaliasOf),
        ...options.struct,
      }),
    ],
    drivers: (options.drivers ?? [{}]).map((it) => ({
      struct: `${name}_driver`,
      fields: [],
      requires: [],
      allows: [],
      ...it,
    })),
    tables,
    probe: options.probe ?? [],
    ...(options.match && { match: options.match.map(matchStep) }),
    ...(options.walk !== undefined && { walk: options.walk }),
    ...(options.newId && { newId: options.newId }),
  };
}

export function modaliasOf(text: string): DeviceStruct['modalias'][number] {
  const isTable = /^[a-z_]+$/.test(text);
  return { value: isTable ? { table: text } : { format: format(text) }, when: [] };
}

export function deviceStruct(struct: string, options: Partial<DeviceStruct> = {}): DeviceStruct {
  return {
    struct,
    fields: [],
    offers: [],
    names: [],
    modalias: [],
    alias: [],
    aliasPrefix: [],
    inherits: [],
    attributes: [],
    iommu: false,
    numVf: false,
    noDriver: false,
    ...options,
  };
}

export function spec(type: FieldSpec['type'], name: string, more: Partial<FieldSpec> = {}): FieldSpec {
  return { name, type, ...more };
}

export function matchStep(text: string): MatchStep {
  const [head = '', tail] = text.split(' when ');
  const condition = tail === undefined ? [] : when(tail);
  const [word = '', argument = '', option] = head.split(' ');
  switch (word) {
    case 'driver_override':
      return { kind: word, filters: argument === 'filters', when: condition };
    case 'driver_name':
      return { kind: word, path: path(argument), prefix: option === 'prefix', when: condition };
    case 'of_compatible':
      return { kind: word, path: path(argument), when: condition };
    case 'fails':
      return { kind: word, errno: argument, when: condition };
    case 'new_id':
    case 'phy_id':
    case 'creator':
    case 'any':
    case 'never':
      return { kind: word, when: condition };
    default:
      return { kind: 'table', table: word, when: condition };
  }
}

export function classType(
  name: string,
  options: Partial<Omit<ClassType, 'names' | 'node' | 'udev'>> & {
    names?: readonly string[];
    node?: string;
    udev?: string;
  } = {},
): ClassType {
  const { names, node, udev, ...rest } = options;
  return {
    id: `class:${name}`,
    name,
    fields: [],
    requires: [],
    names: (names ?? [`${name}{n}`]).map(format),
    noDevice: false,
    ownsGroup: false,
    ...(node !== undefined && { node: format(node) }),
    ...(udev !== undefined && { udev: format(udev) }),
    ...rest,
  };
}

type DriverOptions = Partial<Omit<Driver, 'tables' | 'flags'>> & {
  readonly rows?: readonly Fields[];
  readonly of?: readonly string[];
  readonly acpi?: readonly Fields[];
  readonly flags?: readonly string[];
};

export function driver(place: string, name: string, options: DriverOptions = {}): Driver {
  const { rows, of, acpi, flags, ...rest } = options;
  return {
    id: `driver:${place}/${name}`,
    name,
    bus: place,
    module: name,
    tables: {
      ...(rows && { id_table: toRows(rows) }),
      ...(of && { of_match_table: toRows(of.map((compatible) => ({ compatible }))) }),
      ...(acpi && { acpi_match_table: toRows(acpi) }),
    },
    aliases: [],
    fields: {},
    flags: new Set(flags ?? []),
    pm: [],
    uses: [],
    probe: [],
    flavours: [],
    ...rest,
  };
}

export const toRows = (rows: readonly Fields[]): readonly Row[] =>
  rows.map((fields, index) => ({ number: index + 1, fields }));

type DeviceOptions = Partial<Omit<Device, 'fields' | 'suppliers'>> & {
  readonly fields?: Fields;
  /** `clk`, `clk as clock`, `clk STATELESS`: names on the same bus or ids. */
  readonly suppliers?: readonly string[];
};

export function device(place: string, name: string, options: DeviceOptions = {}): Device {
  const { suppliers, ...rest } = options;
  const link = (text: string) => {
    const [id = '', ...words] = text.split(' ');
    const supplier = id.includes(':') ? id : `device:${place}/${id}`;
    if (words[0] === 'as') return { supplier, label: words[1] ?? '' };
    return words.length > 0 ? { supplier, flags: words } : { supplier };
  };
  return {
    id: `device:${place}/${name}`,
    name,
    fields: {},
    absent: false,
    requests: [],
    vfs: [],
    ...(place !== 'none' && { bus: place }),
    suppliers: (suppliers ?? []).map(link),
    ...rest,
  };
}

export function request(name: string, flavour: string, options: Partial<Request> = {}): Request {
  return { id: `request:${name}`, name, flavour, fields: {}, suppliers: [], requests: [], ...options };
}

export function fails(errno: string, tail?: string, times?: number): FailStep {
  return { kind: 'fails', errno, when: tail ? when(tail) : [], ...(times !== undefined && { times }) };
}

export function needs(name: string, more: Partial<NeedStep> = {}): NeedStep {
  return { kind: 'needs', names: name === '' ? [] : [name], ifPresent: false, when: [], ...more };
}

export function acquires(resource: string, name: string): Step {
  return { kind: 'acquires', resource, name, devm: false, when: [] };
}

type MakeOptions = { name?: string; label?: string; per?: string; fields?: Fields; when?: string } & Omit<
  MakeFacts,
  'udev'
> & {
    udev?: string;
  };

export function creates(of: string, options: MakeOptions = {}): MakeStep {
  return make('creates', of, options);
}

export function registers(of: string, options: MakeOptions = {}): MakeStep {
  return make('registers', of, options);
}

function make(kind: MakeStep['kind'], of: string, options: MakeOptions): MakeStep {
  const { name, label, per, fields, when: tail, udev, ...facts } = options;
  return {
    kind,
    of,
    fields: fields ?? {},
    offers: [],
    provides: [],
    suppliers: [],
    facts: { ...facts, ...(udev !== undefined && { udev: format(udev) }) },
    when: tail === undefined ? [] : when(tail),
    ...(name !== undefined && { name: format(name) }),
    ...(label !== undefined && { label }),
    ...(per !== undefined && { per }),
  };
}

export function module(name: string, options: Partial<Module> = {}): Module {
  return {
    name,
    depends: [],
    softdepPre: [],
    softdepPost: [],
    aliases: [],
    loaded: false,
    builtin: false,
    init: [],
    flavours: [],
    ...options,
  };
}

export interface Parts {
  readonly kernel?: Partial<Kernel>;
  readonly buses?: readonly BusType[];
  readonly classes?: readonly ClassType[];
  readonly drivers?: readonly Driver[];
  readonly modules?: readonly Module[];
  readonly devices?: readonly Device[];
  readonly modprobe?: Partial<Topology['modprobe']>;
  readonly iommus?: Topology['iommus'];
  readonly extensions?: NonNullable<Topology['extensions']>;
}

export function topology(parts: Parts): Topology {
  return {
    kernel: {
      version: 6012,
      fwDevlink: 'rpm',
      config: {},
      builtin: [],
      deferredProbeTimeout: 10,
      ...parts.kernel,
    },
    buses: new Map((parts.buses ?? []).map((it) => [it.name, it])),
    classes: new Map((parts.classes ?? []).map((it) => [it.name, it])),
    contracts: new Map(),
    drivers: parts.drivers ?? [],
    modules: new Map((parts.modules ?? []).map((it) => [it.name, it])),
    modprobe: { aliases: [], blacklist: [], installs: [], softdeps: [], ...parts.modprobe },
    devices: parts.devices ?? [],
    iommus: parts.iommus ?? [],
    ...(parts.extensions && { extensions: parts.extensions }),
  };
}
