// What each keyword and fixed word of the grammar means, in a sentence: for hover and completion. The words themselves come from the
// grammar table; a test holds that none of them is without a sentence.
import type { Body } from '../../syntax/grammar.ts';

/** Keywords that mean the same in every body. */
const EVERYWHERE: Readonly<Record<string, string>> = {
  allow:
    'Silences one finding in the body it stands in (at the top level: in the file). The reason is mandatory.',
  edition: 'The edition of the language that the file is written in.',
  import: 'Brings another file into scope; the path is relative to this file.',
  kernel: 'The kernel version that the root is run with, and its configuration.',
  modprobe: 'What stands in `/etc/modprobe.d`: aliases, blacklist, soft dependencies.',
  contract: 'Functions that one side offers and the other uses.',
  table: 'A match table that several buses share (`of_match_table`).',
  bus: 'A `struct bus_type`: what its devices give, what its drivers implement, and how they are matched.',
  class: 'A `struct class`: what a driver registers with.',
  module: 'A kernel module: what it depends on and what its init function does.',
  driver: 'A driver on one bus: its id tables, what it uses of its device, what its callbacks do.',
  device:
    'A device on a bus (`on`), of a class (`of`), or neither (`on none`); nesting or `under` is the parent.',
  iommu: 'An IOMMU and the buses that it listens to (before 6.1).',
  extend: 'Adds to a declaration of another file.',
  replace: 'Takes the place of a declaration of the library or of an import, whole.',
  order: 'Says in which order drivers, devices or modules come where the text does not decide.',
  scenario: 'A script in the words of the shell, run on the topology.',
  expect: 'States what must be so; otherwise it is an error.',
  uses: 'Functions of its device (or of whom it names) that the driver calls.',
  probe: 'What probe() does, step by step; without a failing step it succeeds.',
  remove: 'What remove() undoes. Not written: everything that probe() did, in reverse.',
  sriov_configure: 'What happens when user space writes `sriov_numvfs`.',
  flavour: 'Something that the driver makes when the user asks for it (`create … flavour`).',
  needs: 'A resource that must be there; otherwise -EPROBE_DEFER, or the error after `else`.',
  fails: 'Returns this error: for the first times that are said, or when its condition holds.',
  acquires: 'Takes a resource (`by` says with which function); `devm` gives it back by itself.',
  creates: 'Makes a device on a bus (`none`: without a bus).',
  registers: 'Registers a device with a class.',
  deletes: 'Deletes devices that probe() created.',
  unregisters: 'Unregisters class devices that probe() registered.',
  releases: 'Gives back resources that probe() acquired.',
  init: 'What the module does when it is loaded.',
  exit: 'What the module undoes when it is unloaded.',
  offers: 'Contracts whose functions the device gives to its driver.',
  provides: 'Functions that the driver gives to the class or bus that it registers with.',
  requires: 'Functions that a driver must provide.',
  allows: 'Functions that a driver may provide.',
  together: 'Functions of which a driver provides both or neither.',
  supplier:
    'A device that must be there first: the link that firmware describes, or with `flags` a `device_link_add()`.',
  vf: 'A virtual function of this PCI device; vendor and bus are those of the PF.',
  create: 'Asks the device’s driver for something of one of its flavours.',
  end: 'Fields that are all 0 or empty in the row that ends the table.',
  skip: 'Passes over rows for which the condition holds.',
  values: 'Names for the numbers of a field.',
  new_id: 'The dynamic ids of sysfs `new_id`: which fields a line has.',
  id_table: 'The ids that the bus compares: one row an id.',
  match: 'The steps of the bus’s match(), in order; the first that decides, decides.',
};

/** Keywords whose meaning depends on where they stand. */
const IN_BODY: Readonly<Partial<Record<Body, Readonly<Record<string, string>>>>> = {
  bus: {
    device: 'The device struct of the bus: its fields, name, modalias, and what it offers.',
    driver: 'The driver struct of the bus: what a driver must and may implement.',
    probe: 'What the bus checks before it calls the driver’s probe().',
    values: 'Names for the numbers of a field.',
  },
  match: {
    driver_override:
      'Set: yes if it names this driver, else no. Not set: the next step. `filters`: another name means no, this name goes on.',
    new_id: 'Yes if an id that user space added fits.',
    of_compatible:
      'Yes if the text equals a compatible of the driver’s `of_match_table`, whole or what follows its comma.',
    phy_id: 'Compares the driver’s `phy_id` under its mask with the PHY.',
    driver_name: 'Yes if the driver’s name equals the field (`prefix`: begins it).',
    creator: 'Yes if this driver made the device.',
    any: 'Yes: every driver matches.',
    never: 'No: nothing is bound by match().',
    fails: 'An error: the walk over the drivers stops here.',
  },
  extend: {
    device: 'Adds to a device of another file.',
    driver: 'Adds to a driver of another file.',
    module: 'Adds to a module of another file.',
  },
  modprobe: {
    alias: 'Another name, with wildcards, for a module.',
    blacklist: 'Modules that no modalias loads.',
    install: 'A command that is run instead of loading the module.',
    options: 'Parameters of a module.',
    softdep: 'Modules that are loaded before (`pre`) or after (`post`) it, if they are there.',
    weakdep: 'Modules that the module may ask for.',
  },
  scenario: {
    modprobe: 'Loads a module.',
    rmmod: 'Unloads a module: its drivers let go of their devices.',
    plug: 'The device appears.',
    unplug: 'The device is gone without warning.',
    remove: 'Writes `1` to the device’s `remove`: an orderly removal.',
    bind: 'Writes the device to the driver’s `bind`.',
    unbind: 'Writes the device to its driver’s `unbind`.',
    drivers_probe: 'Writes the device to the bus’s `drivers_probe`.',
    rescan: 'Writes `1` to the bus’s `rescan`.',
    set: 'Writes a sysfs attribute.',
    new_id: 'Writes a line to the driver’s `new_id`.',
    remove_id: 'Writes a line to the driver’s `remove_id`.',
    create: 'Asks a device’s driver for something of one of its flavours.',
    delete: 'Deletes what `create` made.',
    open: 'User space opens the device.',
    close: 'User space closes the device.',
    suspend: 'The system goes to sleep.',
    resume: 'The system wakes up.',
    shutdown: 'The system is shut down.',
    sleep: 'Time passes.',
  },
};

/** Fixed words inside statements. */
const FIXED: Readonly<Record<string, string>> = {
  on: 'The bus; `none`: no bus.',
  of: 'The class, or whose functions are used.',
  under: 'The parent device.',
  as: 'A label by which it is referred to.',
  since: 'Holds from this kernel version on.',
  until: 'Holds before this kernel version.',
  when: 'Holds if all these tests do.',
  is: 'The field (or format) of the device that it is compared with.',
  in: 'Compared with the members of a list.',
  nocase: 'Letter case does not count.',
  mask: 'Compared under the bits of this field of the row.',
  min: 'A lower bound.',
  max: 'An upper bound.',
  any: 'The wildcard: a row with this value, or without the field, fits all.',
  by: 'Compared by a mechanism of its own; or the function that takes the resource.',
  score: 'What the field counts where the best row is taken.',
  struct: 'The C type.',
  for: 'The device struct that drivers of this kind serve.',
  extends: 'Contracts whose functions it has too.',
  bound: 'The device is bound (to this driver).',
  unbound: 'The device has no driver.',
  deferred: 'Its probe was deferred.',
  absent: 'It is not there: not yet, or not any more.',
  waits: 'It waits for a supplier.',
  because: 'The rule that decides.',
  problem: 'A finding is there.',
  no: 'The opposite.',
  devm: 'Given back by the driver core when the device is unbound.',
  filters: 'Another driver’s name means no; this one’s goes on to the tables.',
  prefix: 'The driver’s name begins the text.',
  per: 'One for each of these.',
  else: 'The error instead of -EPROBE_DEFER.',
  present: 'Only if it is there.',
  to: 'The driver that is asked.',
  error: 'The step above fails with this error.',
  module: 'A module of the kernel.',
  loaded: 'The module is loaded, or built in.',
  not: 'The opposite.',
  order: 'In which order this happened since the last step but expectations.',
  unterminated: 'The C table lacks its empty last row.',
  protected: 'What makes sure that it is still there when it is used.',
  while: 'How long it is used.',
};

export function keywordDoc(body: Body, keyword: string): string | undefined {
  return IN_BODY[body]?.[keyword] ?? EVERYWHERE[keyword] ?? fieldDoc(keyword);
}

export function fixedWordDoc(word: string): string | undefined {
  return FIXED[word];
}

/** The keywords that declare a field are C types. */
function fieldDoc(keyword: string): string | undefined {
  switch (keyword) {
    case 'u8':
    case 'u16':
    case 'u32':
    case 'u64':
      return `A field: an unsigned number of ${keyword.slice(1)} bits.`;
    case 's32':
      return 'A field: a signed number of 32 bits.';
    case 'char':
      return 'A field: a text; `[N]` is the longest, its NUL included.';
    case 'guid_t':
      return 'A field: a GUID; letter case does not count.';
    case 'flag':
      return 'A flag of a row: never compared, it serves `when`.';
    case 'void':
      return 'A field that a driver keeps for itself: never compared.';
    default:
      return undefined;
  }
}
