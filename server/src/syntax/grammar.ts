// The grammar of the language, as one table. The parser interprets it, completion offers from it, the TextMate
// grammar, the EBNF of docs/language.md and the reserved-word proof are printed from it. Nothing else knows a keyword.
//
// A pattern is what follows a statement's keyword:
//   <label:Slot>      a slot, found again in the tree under its label       <label:Slot,+>  a comma list of them
//   word              a fixed word       [ x ]  optional       ( x | y )  a choice       *( x | y )  any number
//   VERSIONS          [ since <since:Version> ] [ until <until:Version> ]
//   TAIL              VERSIONS [ when <when:Condition> ]
//   =>                what ends it: `;`, a block `{body}`, either, or `<body>`: a statement of that body follows
// Invariant: LL(1) once the second token has told a fact, flag or table from a statement (see `ll1.ts`).

/** What can stand in a slot. Each begins with a word, a text, a number or `*` (see `slots.ts`). */
export type Slot =
  | 'Name'
  | 'Ref'
  | 'Text'
  | 'Number'
  | 'Version'
  | 'Code'
  | 'Errno'
  | 'Value'
  | 'Duration'
  | 'Path'
  | 'Decl'
  | 'Event'
  | 'Condition';

/** The C types that a field may have. */
export const FIELD_TYPES = ['u8', 'u16', 'u32', 'u64', 's32', 'char', 'guid_t', 'flag', 'void'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

const field =
  '<fields:Decl,+> *( is <is:Path> | in | nocase | mask <mask:Name> | min | max | any [ <any:Value> ]' +
  ' | values <values:Name> | by <by:Name> | score <score:Number> | if present | before bind | after bind ) TAIL => ;';
const fields = Object.fromEntries(FIELD_TYPES.map((type) => [type, field])) as Record<FieldType, string>;

const allow = '<code:Code> <reason:Text> => ;';
const names = '<names:Name,+> TAIL => ;';
const oneRef = '<ref:Ref> => ;';
const device =
  '<name:Name> ( on <bus:Name> | of <class:Name> ) [ under <parent:Ref> ] [ as <label:Name> ] => ; {device}';
const driver = '<name:Name> on <bus:Name> VERSIONS => ; {driver}';
const bus = '<name:Name> VERSIONS => ; {bus}';
const classPattern = '<name:Name> VERSIONS => ; {class}';
const contract = '<name:Name> [ extends <extends:Name,+> ] VERSIONS => {contract}';
const table = '<name:Name> struct <struct:Name> VERSIONS => {table}';
const supplier = '<ref:Ref> [ as <label:Name> ] => ; {link}';
const flavour = '<name:Name> [ of parent ] => {flavour}';
const expect =
  '( no problem [ <code:Code> [ at <at:Ref> ] ] | problem [ <code:Code> [ at <at:Ref> ] ]' +
  ' | order <event:Event> <refs:Ref,+> | error <errno:Errno> | module <module:Name> [ not ] loaded' +
  ' | <subject:Ref> ( bound [ <driver:Ref> ] | ( unbound | deferred | absent | waits ) [ because <because:Code> ]' +
  ' | <fact:Name> = <value:Value> ) ) => ;';

const steps = {
  needs: '( driver <driver:Ref> | <names:Name,+> ) [ if present | else <else:Errno> ] TAIL => ;',
  fails: '<errno:Errno> [ <count:Number> times ] TAIL => ;',
  acquires: '<resource:Name> <name:Name> [ by <getter:Name> ] [ devm [ of <of:Name> ] ] TAIL => ;',
  creates: '<bus:Name> [ <name:Name> ] [ per <per:Name> ] [ as <label:Name> ] TAIL => ; {made}',
  registers: '<class:Name> [ <name:Name> ] [ as <label:Name> ] TAIL => ; {made}',
  allow,
};

/** Body → keyword → pattern. The body `file` is the top level. */
export const GRAMMAR = {
  file: {
    edition: '<edition:Number> => ;',
    import: '<file:Text> => ;',
    kernel: '<version:Version> => ; {kernel}',
    modprobe: '=> {modprobe}',
    contract,
    table,
    bus,
    class: classPattern,
    module: '<name:Name> => ; {module}',
    driver,
    device,
    iommu: '<name:Name> => {iommu}',
    extend: '=> <extend>',
    replace: '=> <replace>',
    order: '( drivers | devices | modules ) <refs:Ref,+> => ;',
    scenario: '<title:Text> => {scenario}',
    expect,
    allow,
  },
  extend: {
    device: '<ref:Ref> => {device}',
    driver: '<ref:Ref> => {driver}',
    module: '<name:Name> => {module}',
  },
  replace: { bus, class: classPattern, contract, table, driver },
  kernel: { allow },
  modprobe: {
    alias: '<pattern:Text> <module:Name> => ;',
    blacklist: '<names:Name,+> => ;',
    install: '<name:Name> <command:Text> => ;',
    options: '<name:Name> <options:Text> => ;',
    softdep: '<name:Name> [ pre <pre:Name,+> ] [ post <post:Name,+> ] => ;',
    weakdep: '<name:Name> <names:Name,+> => ;',
    allow,
  },
  contract: { together: names, allow },
  table: { ...fields, end: '<names:Name,+> => ;', skip: 'TAIL => ;', allow },
  bus: {
    device: 'struct <struct:Name> VERSIONS => ; {deviceStruct}',
    driver: 'struct <struct:Name> [ for <for:Name> ] VERSIONS => ; {driverStruct}',
    id_table: 'struct <struct:Name> VERSIONS => ; {table}',
    values: '<name:Name> => {values}',
    new_id: '<names:Name,+> VERSIONS => ; {newId}',
    match: 'VERSIONS => {match}',
    probe: '=> {busProbe}',
    allow,
  },
  deviceStruct: { ...fields, offers: '<name:Name> TAIL => ;', allow },
  driverStruct: { ...fields, requires: names, allows: names, allow },
  values: { allow },
  newId: { allow },
  match: {
    driver_override: '[ filters ] TAIL => ;',
    new_id: 'TAIL => ;',
    of_compatible: '<path:Path> TAIL => ;',
    phy_id: 'TAIL => ;',
    driver_name: '<path:Path> [ prefix ] TAIL => ;',
    creator: 'TAIL => ;',
    any: 'TAIL => ;',
    never: 'TAIL => ;',
    fails: '<errno:Errno> TAIL => ;',
    allow,
  },
  busProbe: { fails: '<errno:Errno> TAIL => ;', allow },
  class: { ...fields, requires: names, allow },
  module: { init: '=> {steps}', exit: '=> {undo}', flavour, allow },
  driver: {
    uses:
      '<names:Name,+> [ of ( driver <driver:Ref> | <of:Path> ) ] [ while <while:Name> ]' +
      ' [ protected by <protected:Name> ] [ if present ] TAIL => ;',
    probe: '=> {steps}',
    remove: '=> {undo}',
    sriov_configure: '=> {steps}',
    flavour,
    allow,
  },
  rows: { allow },
  row: { allow },
  steps,
  undo: { deletes: names, unregisters: names, releases: names, allow },
  flavour: { ...fields, ...steps },
  made: { offers: '<name:Name> TAIL => ;', provides: names, supplier, allow },
  device: {
    device,
    vf: '<name:Name> [ as <label:Name> ] => ; {device}',
    create: '<name:Name> flavour <flavour:Name> => ; {device}',
    supplier,
    allow,
  },
  link: { allow },
  iommu: { allow },
  scenario: {
    modprobe: '<name:Name> => ;',
    rmmod: '<name:Name> => ;',
    plug: oneRef,
    unplug: oneRef,
    remove: oneRef,
    bind: '<ref:Ref> to <driver:Ref> => ;',
    unbind: oneRef,
    drivers_probe: oneRef,
    rescan: '<name:Name> => ;',
    set: '[ bus ] <ref:Ref> <attribute:Name> = <value:Value> => ;',
    new_id: '<ref:Ref> => {row}',
    remove_id: '<ref:Ref> => {row}',
    create: '<name:Name> flavour <flavour:Name> on <ref:Ref> => ; {device}',
    delete: oneRef,
    open: oneRef,
    close: oneRef,
    suspend: '=> ;',
    resume: '=> ;',
    shutdown: '=> ;',
    sleep: '<time:Duration> => ;',
    expect,
    allow,
  },
} as const satisfies Record<string, Record<string, string>>;

export type Body = keyof typeof GRAMMAR;

/** The edition that this Buswright reads (`edition 1;`). */
export const EDITION = 1;
