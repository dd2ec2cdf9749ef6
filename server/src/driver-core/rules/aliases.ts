// Rules about aliases of tables and what devices announce: scripts/mod/file2alias.c, uevent callbacks.
import type { RuleTable } from './rule.ts';

export const ALIAS_RULES: RuleTable = {
  'MA-1': {
    text: 'A number in an alias is upper-case hex of the full width of its C field, or `*` where the row leaves it open.',
    kernel: 'scripts/mod/file2alias.c:ADD',
  },
  'MA-2': {
    text: 'A table ends at its first row of zeros, which modpost demands as the last: rows behind one in the middle are never matched, though they still have aliases.',
    kernel: 'scripts/mod/file2alias.c:device_id_check',
  },
  'MA-3': {
    text: 'A table of a type that file2alias does not know makes no alias: its module needs MODULE_ALIAS.',
    kernel: 'scripts/mod/file2alias.c:handle_moddevtable',
  },
  'MA-4': {
    text: 'Without MODULE_DEVICE_TABLE a driver matches all the same, but no device loads its module.',
    kernel: 'include/linux/module.h:MODULE_DEVICE_TABLE',
  },
  'MA-5': {
    text: 'Blanks in device tree strings become `_` in an alias.',
    kernel: 'scripts/mod/file2alias.c:do_of_entry_multi',
  },
  'MA-6': {
    text: 'An alias has room for 499 characters, more than the longest fields of any table need: what is too long is too long for its field.',
    kernel: 'scripts/mod/file2alias.c:ALIAS_SIZE',
    finding: 'MK-26',
  },
  'MA-7': {
    text: 'vdpa, mdev, parport, netdevsim, hot-plugged cdx and class devices announce nothing: somebody else loads their drivers.',
    kernel: 'lib/kobject_uevent.c:kobject_uevent_env',
  },
  'MA-8': {
    text: 'A device announces one modalias: a spi device says spi: also if it comes from a device tree, so rows of compatibles alone load nothing.',
    kernel: 'drivers/spi/spi.c:spi_uevent',
  },
};
