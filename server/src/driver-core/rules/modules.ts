// Rules about depmod, modprobe and udev: which modules a modalias loads, and in which order.
import type { RuleTable } from './rule.ts';

const LOOKUP = 'kmod:libkmod/libkmod-module.c:kmod_module_new_from_lookup';
const PROBE_LIST = 'kmod:libkmod/libkmod-module.c:__kmod_module_get_probe_list';

export const MODULE_RULES: RuleTable = {
  'KM-1': {
    text: 'depmod gathers the aliases and soft dependencies that modules carry into modules.alias and modules.softdep.',
    kernel: 'kmod:tools/depmod.c:output_aliases',
  },
  'KM-2': {
    text: 'A module’s rank is its place in modules.order; those that it does not list come last.',
    kernel: 'kmod:tools/depmod.c:depmod_modules_sort',
  },
  'KM-3': {
    text: 'Of two modules of one name depmod keeps one: an override first, then the search order, in which updates precedes the kernel’s own; the other is in none of its files.',
    kernel: 'kmod:tools/depmod.c:depmod_module_is_higher_priority',
  },
  'KM-4': {
    text: 'In an alias and in what is looked up a hyphen is an underscore, but not within brackets.',
    kernel: 'kmod:shared/util.c:alias_normalize',
  },
  'KM-5': {
    text: 'A module with two aliases that fit stands in the list twice.',
    kernel: 'kmod:tools/depmod.c:output_aliases_bin',
  },
  'KM-6': {
    text: 'The first source that knows the name ends the search: an alias line of modprobe.d hides all aliases of modules.',
    kernel: LOOKUP,
  },
  'KM-7': {
    text: 'An alias is a pattern of fnmatch() with letter case, in which * also fits nothing and slashes.',
    kernel: 'kmod:libkmod/libkmod-index.c:index_mm_searchwild',
  },
  'KM-8': {
    text: 'All modules with an alias that fits are in the list, by their rank and not by how well it fits.',
    kernel: 'kmod:libkmod/libkmod-index.c:add_value',
  },
  'KM-9': {
    text: 'Every module of the list is loaded, in that order; which of their drivers binds is for the driver core.',
    kernel: 'systemd:src/shared/module-util.c:module_load_and_warn',
  },
  'KM-10': {
    text: 'An alias by hand with small letters or another width fits no modalias of its bus.',
    kernel: LOOKUP,
    finding: 'MK-7',
  },
  'KM-11': {
    text: 'What a module depends on is loaded before it, then its soft dependencies pre, the module, those post; soft ones may fail.',
    kernel: PROBE_LIST,
  },
  'KM-12': {
    text: 'Only the first softdep line that fits a module counts, over the files of modprobe.d and modules.softdep by file name.',
    kernel: 'kmod:libkmod/libkmod-module.c:kmod_module_get_softdeps',
  },
  'KM-13': {
    text: 'A soft dependency may be named by an alias; a weak dependency loads nothing.',
    kernel: 'kmod:libkmod/libkmod-module.c:lookup_dep',
  },
  'KM-14': {
    text: 'A blacklisted module is passed over when an alias led to it, and loads by name and as a dependency.',
    kernel: 'kmod:libkmod/libkmod-module.c:kmod_module_apply_filter',
  },
  'KM-15': {
    text: 'An install line runs instead of loading the module, whoever asks, unless it has a soft dependency.',
    kernel: 'kmod:libkmod/libkmod-module.c:kmod_module_probe_insert_module',
  },
  'KM-16': {
    text: 'A blacklist does nothing to a driver that is built in.',
    kernel: 'kmod:libkmod/libkmod-module.c:kmod_module_apply_filter',
  },
  'KM-17': {
    text: 'What is built in is not loaded.',
    kernel: 'kmod:libkmod/libkmod-module.c:kmod_module_get_initstate',
  },
  'KM-18': {
    text: 'A module’s name folds - to _; a driver’s name is any text and is what driver_override means.',
    kernel: 'scripts/Makefile.lib:name-fix',
  },
  'KM-19': {
    text: 'Nobody announces vfio_pci: who gives a function to vfio looks up its variant driver, loads it and writes the override.',
    kernel: 'libvirt:src/util/virpci.c:virPCIDeviceFindBestVFIOVariant',
  },
};
