// The facts and flags that a body may hold: the second table of the language. It serves the parser's messages (a fact in the
// wrong body), lowering (which are known), completion and hover (words and meaning) and docs/language.md.
// A body that is `open` also holds the fields of its bus, class, table or flavour: only linking can tell those.
import type { Body } from './grammar.ts';

/** What a fact's value is made of. */
export type FactValue =
  | 'word'
  | 'words'
  | 'name'
  | 'names'
  | 'text'
  | 'texts'
  | 'number'
  | 'ref'
  | 'refs'
  | 'formats'
  | 'function'
  | 'functions';

export interface FactSpec {
  readonly value: FactValue;
  /** The words it may be, where there is a fixed set. */
  readonly words?: readonly string[];
  readonly doc: string;
}

export interface BodyFacts {
  readonly facts: Readonly<Record<string, FactSpec>>;
  /** Flag → meaning. */
  readonly flags: Readonly<Record<string, string>>;
  /** Facts may have `since`, `until`, `when`. */
  readonly tail: boolean;
  /** Other names are fields of what the body describes. */
  readonly openFacts: boolean;
  readonly openFlags: boolean;
}

const none: BodyFacts = { facts: {}, flags: {}, tail: false, openFacts: false, openFlags: false };

function closed(facts: BodyFacts['facts'], flags: BodyFacts['flags'] = {}): BodyFacts {
  return { ...none, facts, flags, tail: true };
}

function open(facts: BodyFacts['facts'], flags: BodyFacts['flags'] = {}): BodyFacts {
  return { ...closed(facts, flags), openFacts: true, openFlags: true };
}

function fact(value: FactValue, doc: string, words?: readonly string[]): FactSpec {
  return words ? { value, doc, words } : { value, doc };
}

const pm = fact('word', 'Who runs the callbacks of power management; left out: the driver itself.', [
  'forwards',
  'own',
  'type',
]);
const nameFormat = fact(
  'formats',
  'How a device of it is named; read backwards, the fields of a declared name.',
);
const node = fact('text', 'The device node that user space opens.');
const udev = fact('text', 'The name that udev gives it.');
const attributes = fact('names', 'The sysfs attributes that exist before the device is visible.');
const modalias = fact('formats', 'The string that the device announces and the alias that a row makes.');
const alias = fact('formats', 'The alias of a row where it differs from `modalias`.');
const initcall = fact('word', 'The initcall level at which it registers.');

/** Body → what it may hold besides statements. */
export const FACTS: Readonly<Record<Body, BodyFacts>> = {
  file: none,
  extend: none,
  replace: none,
  kernel: {
    ...none,
    facts: {
      fw_devlink: fact('word', 'What the links from the firmware do.', ['off', 'permissive', 'on', 'rpm']),
      modules: fact('text', 'The folder with the files that depmod writes.'),
      builtin: fact('names', 'Modules that are built into the kernel.'),
      cmdline: fact('text', 'The command line of the kernel.'),
      deferred_probe_timeout: fact('number', 'Seconds until missing suppliers are given up.'),
    },
    openFacts: true,
  },
  modprobe: none,
  contract: { ...none, facts: { spec: fact('text', 'Where the contract is written down.') } },
  table: closed(
    {
      pick: fact('word', '`best`: the row with the greatest score wins, not the first that fits.', ['best']),
      modalias,
      alias,
    },
    { no_alias: 'No module alias is made of its rows: modpost does not know such a table.' },
  ),
  bus: closed({
    pm,
    walk: fact('function', 'Nothing matches until the device is complete; then this function walks.'),
    initcall,
  }),
  deviceStruct: closed(
    {
      name: nameFormat,
      modalias,
      alias,
      alias_prefix: fact('text', 'What stands before the alias of a row.'),
      request_module: fact('text', 'The alias that the bus itself asks for; no uevent carries it.'),
      alloc: fact('word', 'Who allocates the structure.', ['creator', 'core']),
      enumerated_by: fact('word', 'Whose driver finds its devices: when that lets go, they go.', [
        'parent',
        'host',
      ]),
      dma: fact('word', 'The device whose DMA configuration counts.', [
        'own',
        'parent',
        'host',
        'dma_dev',
        'none',
      ]),
      identity: fact('word', 'What tells two devices apart.', ['guid']),
      library: fact('name', 'The helper library that runs the life cycle of its devices, for several buses.'),
      inherits: fact('names', 'Fields that are taken from the parent.'),
      attributes,
      type_dir: fact('text', 'The folder of sysfs that the user creates devices in.'),
      dev_root: fact('name', 'The directory below /sys/devices for a device without a parent.'),
      dma_mask: fact('number', 'The bits of the DMA mask that the bus sets; 0: `dev->dma_mask` stays NULL.'),
      class: fact('name', 'The class that its devices are of as well (`dev->class`).'),
    },
    {
      iommu: 'The IOMMU driver gives its devices a group.',
      num_vf: 'A device may have virtual functions.',
      no_driver: 'No driver ever binds to it.',
    },
  ),
  driverStruct: closed({
    must_register: fact('name', 'The class that its drivers must register with.'),
  }),
  values: { ...none, openFacts: true },
  newId: {
    ...none,
    facts: {
      required: fact('number', 'How many fields must be written.'),
      known: fact('word', 'The error for an id that the table has already.'),
      unknown: fact('word', 'The error of `remove_id` for an id that nobody added; left out: none.'),
    },
    flags: { no_remove_id: 'There is no `remove_id`: an id stays until its driver goes.' },
  },
  match: { ...none, tail: true, openFlags: true },
  busProbe: none,
  class: closed(
    {
      register: fact('function', 'The function that a driver registers with.'),
      name: nameFormat,
      node,
      udev,
      unregister: fact('word', 'What happens while user space has it open.', ['waits', 'revokes']),
      pm,
    },
    {
      no_device: 'Its members are no `struct device`.',
      owns_iommu_group:
        'Who opens its node owns the IOMMU group of the registered device: no driver that does DMA itself binds in it.',
    },
  ),
  module: closed(
    {
      depends: fact('names', 'Modules that are loaded before.'),
      softdep_pre: fact('names', 'Modules that modprobe tries to load before.'),
      softdep_post: fact('names', 'Modules that modprobe tries to load after.'),
      weakdep: fact('names', 'Modules that it may load itself.'),
      aliases: fact('texts', 'Aliases that no table makes.'),
      exports: fact('functions', 'Functions that other modules may call.'),
      initcall,
    },
    {
      loaded: 'Somebody loads it, no modalias needed.',
      builtin: 'It is part of the kernel image.',
    },
  ),
  driver: open(
    {
      module: fact('name', 'The module that holds it; left out: one of its own name.'),
      devtype: fact('name', 'The device struct that it serves, where the bus has several.'),
      aliases: fact('texts', 'Aliases that no table makes.'),
      module_device_table: fact(
        'names',
        'The tables that MODULE_DEVICE_TABLE exports; left out: all that it has.',
      ),
      pm: fact('words', 'The callbacks of power management that it has.'),
      device_driver: fact(
        'functions',
        'Members that it sets in the `struct device_driver` itself, beside those of its bus.',
        [
          'probe',
          'sync_state',
          'remove',
          'shutdown',
          'suspend',
          'resume',
          'groups',
          'dev_groups',
          'pm',
          'coredump',
        ],
      ),
    },
    {
      async: 'It is probed asynchronously.',
      builtin: 'It is part of the kernel image.',
      driver_managed_dma: 'It manages its DMA ownership itself.',
      needs_match_data: 'Its probe takes the match data of the row for granted, with no look at NULL.',
      no_module_device_table: 'Its tables make no module aliases.',
      shutdown: 'Its shutdown callback quiesces the device.',
      platform_driver_probe: 'One pass at registration: no deferral, no bind files, no later device.',
      suppress_bind_attrs: 'It has no `bind` and `unbind` files.',
      yields: 'It declines a device that another driver of the bus matches.',
    },
  ),
  rows: none,
  row: { ...none, openFacts: true, openFlags: true },
  steps: none,
  undo: none,
  flavour: none,
  made: open({
    struct: fact('name', 'The C structure that holds the device.'),
    alloc: fact('word', 'How that structure is allocated.', ['kzalloc', 'devm', 'static']),
    release: fact('function', 'The release callback: a function, `none` or `empty`.'),
    id: fact('word', 'Where its number comes from.', ['ida', 'bdf', 'number', 'dev.id']),
    parent: fact('ref', 'The parent; left out: the device that the driver is bound to.'),
    name: fact('formats', 'Its name.'),
    udev,
    attributes,
    after_add: fact('names', 'Attributes that are added when it is visible already.'),
    on_error: fact('word', 'How its creation is undone.', ['kfree', 'put_device', 'unregister']),
    on_remove: fact(
      'words',
      'What `remove` does with it; left out: `unregister`, which is `delete` and `put_device`.',
      ['delete', 'put_device', 'unregister', 'kfree', 'devm'],
    ),
    owner: fact(
      'name',
      'The module that users of its operations pin, or `none`; left out: that of the code.',
    ),
    resources: fact('names', 'What it is given of the hardware: registers, interrupts.'),
    under_lock: fact('names', 'The locks that its maker holds while it adds it.'),
    work: fact('name', 'The acquired work that makes it later; left out: the callback itself.'),
    dma_dev: fact('ref', 'The device that does its DMA.'),
    dma_ops: fact('name', 'Its own DMA operations.'),
    driver: fact('ref', 'The driver that user space gets to work with.'),
  }),
  device: {
    ...open(
      {
        devtype: fact('name', 'The device struct, where the bus has several.'),
        driver_override: fact('name', 'The only driver that may bind.'),
        compatible: fact('texts', 'The device-tree compatibles, the most specific first.'),
        acpi_ids: fact('texts', 'The ids of ACPI: _HID, then _CIDs.'),
        iommu_group: fact('number', 'The IOMMU group.'),
        recorded_driver: fact('name', 'The driver that was bound when the system was recorded.'),
        recorded_modalias: fact(
          'text',
          'What it announced when the system was recorded, where no field says it.',
        ),
        claimed_by: fact('ref', 'The driver that was set before the device was added.'),
        dma: fact('word', 'The device whose DMA configuration counts.'),
      },
      {
        stdout_path:
          'The stdout-path of the device tree names it: it waits only for suppliers that some driver matches.',
        absent: 'It is not there until a scenario plugs it.',
      },
    ),
    tail: false,
  },
  link: {
    ...none,
    facts: {
      flags: fact('names', 'The flags of `device_link_add()`.', [
        'STATELESS',
        'AUTOREMOVE_CONSUMER',
        'AUTOREMOVE_SUPPLIER',
        'AUTOPROBE_CONSUMER',
        'PM_RUNTIME',
        'RPM_ACTIVE',
        'SYNC_STATE_ONLY',
      ]),
    },
    flags: {
      after_bind: 'It is added when the consumer is bound already: in an open(), by a notifier.',
      optional:
        'Its property is one that fw_devlink follows only with `fw_devlink.strict`: `iommus`, `dmas`.',
      unchecked: 'Nobody looks at what `device_link_add()` returned.',
    },
  },
  iommu: { ...none, facts: { listens: fact('names', 'The buses whose devices it waits for.') } },
  scenario: none,
};
