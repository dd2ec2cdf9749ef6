// The commands of the program: names, arguments, options, help. What they do is in the files of their names.
import { type CommandSpec, KERNEL_OPTION, type OptionSpec } from './command-spec.ts';

const JSON_OPTION: OptionSpec = { name: 'json', help: 'JSON instead of text (docs/schemas has its schema)' };

const CHECK: CommandSpec = {
  name: 'check',
  synopsis: 'PATHS… [options]',
  summary: 'find what is wrong in topologies',
  details: `Checks .topo files and, in folders, all below them. Prints each finding with its place, code and reason.
Exit code: 0 if nothing is at error level, 1 if something is, 2 for wrong use or unreadable input.`,
  options: [
    {
      name: 'format',
      value: 'FORM',
      choices: ['text', 'json', 'sarif', 'github'],
      help: 'how findings are written',
    },
    { name: 'strict', help: 'also what a careful reader asks about' },
    { name: 'stricter', help: 'also what kernel review asks about' },
    KERNEL_OPTION,
  ],
  positionals: { least: 1, most: Number.POSITIVE_INFINITY, missing: 'say which files or folders to check' },
};

const TEST: CommandSpec = {
  name: 'test',
  synopsis: 'PATHS… [options]',
  summary: 'run scenarios and judge expectations',
  details: `Runs every scenario of .topo files and, in folders, of all below them; the top-level expectations of a file are a test
case too. Where the kernel leaves an order open (asynchronous probes, retries), a case has to hold in all of them.
Exit code: 0 if all pass, 1 if one fails, 2 for wrong use or unreadable input.`,
  options: [
    {
      name: 'format',
      value: 'FORM',
      choices: ['text', 'tap', 'junit', 'json'],
      help: 'how results are written',
    },
    { name: 'filter', value: 'TEXT', help: 'only cases with this in their file or title' },
    { name: 'orders', value: 'N', help: 'try at most N orders a case; 1: only the usual one (default: 64)' },
    KERNEL_OPTION,
  ],
  positionals: { least: 1, most: Number.POSITIVE_INFINITY, missing: 'say which files or folders to test' },
};

const SCENARIO_OPTION = {
  name: 'scenario',
  value: 'TITLE',
  help: 'this scenario instead of the boot; a part of its title will do',
} as const;

const TRACE_FORMAT_OPTION = {
  name: 'format',
  value: 'FORM',
  choices: ['text', 'json'],
  help: 'how the trace is written',
} as const;

const TRACE: CommandSpec = {
  name: 'trace',
  synopsis: 'FILE [options]',
  summary: 'show what the driver core does, act by act',
  details: `Shows the boot of a topology or, step by step, one of its scenarios: matches, probes, links, uevents, module loads,
each with the rule that it follows.`,
  options: [SCENARIO_OPTION, TRACE_FORMAT_OPTION, KERNEL_OPTION],
  positionals: { least: 1, most: 1, missing: 'say which topology to trace' },
};

const VERIFY: CommandSpec = {
  name: 'verify',
  synopsis: 'FILE [options]',
  summary: 'have a real kernel replay a boot or a scenario',
  details: `Boots a real Linux kernel under QEMU, has it do what the boot of a topology or one of its scenarios does, and compares
event by event. Needs a checkout of the sources, QEMU and a Debian kernel with its headers (docs/kernel-recorder.md).
Exit code: 0 if the kernel does the same, 1 if not, 2 for what it cannot be asked, or if something is missing.`,
  options: [
    SCENARIO_OPTION,
    {
      name: 'kernel-image',
      value: 'PATH',
      help: 'a bzImage whose headers are installed (default: the newest of /boot for virtual machines)',
    },
    TRACE_FORMAT_OPTION,
    KERNEL_OPTION,
  ],
  positionals: { least: 1, most: 1, missing: 'say which topology a kernel shall replay' },
};

const TREE: CommandSpec = {
  name: 'tree',
  synopsis: 'FILE [options]',
  summary: 'show the resulting buses: devices, drivers, reasons',
  details: 'Runs the driver core on a topology and shows what comes of it.',
  options: [
    {
      name: 'by',
      value: 'ORDER',
      choices: ['bus', 'device', 'class'],
      help: 'as /sys/bus, /sys/devices or /sys/class',
    },
    JSON_OPTION,
    KERNEL_OPTION,
  ],
  positionals: { least: 1, most: 1, missing: 'say which topology to show' },
};

const EXPLAIN: CommandSpec = {
  name: 'explain',
  synopsis: 'FILE DEVICE [DRIVER] [options]',
  summary: 'why a device has its driver, or none',
  details: `Traces the driver core's decisions for one device, driver by driver; with DRIVER only for that one.
DEVICE and DRIVER are spelt as in the topology: NAME, BUS/NAME, CLASS/NAME, PARENT/LABEL.`,
  options: [JSON_OPTION, KERNEL_OPTION],
  positionals: { least: 2, most: 3, missing: 'say which topology and which device' },
};

const IMPORT: CommandSpec = {
  name: 'import',
  synopsis: 'udev DUMP [options]',
  summary: 'make a topology from a dump of a real machine',
  details: `Reads the text of \`udevadm info --export-db\` or a umockdev record (\`-\`: from stdin) and writes a topology:
every device with its identity, and the driver that it had. Serial numbers of units are left out.`,
  options: [
    { name: 'output', short: 'o', value: 'FILE', help: 'write to this file instead of to stdout' },
    KERNEL_OPTION,
  ],
  positionals: { least: 2, most: 2, missing: 'say what to import: `udev DUMP`' },
};

export const FORMAT: CommandSpec = {
  name: 'format',
  synopsis: 'PATHS… [options]',
  summary: 'lay out topologies the one canonical way',
  details: `Rewrites .topo files and, in folders, all below them; only white space changes. \`-\` formats stdin to stdout.
A statement with a syntax error stays as it is.`,
  options: [
    { name: 'check', help: 'change nothing; name the files that would change, exit 1 if there are any' },
  ],
  positionals: { least: 1, most: Number.POSITIVE_INFINITY, missing: 'say which files or folders to format' },
};

export const LSP: CommandSpec = {
  name: 'lsp',
  synopsis: '[--stdio]',
  summary: 'run the language server, for editors',
  details: 'Speaks the Language Server Protocol on stdin and stdout until the editor ends it.',
  options: [{ name: 'stdio', help: 'talk over stdin and stdout (as without it)' }],
  positionals: { least: 0, most: 0, missing: '' },
};

export const COMMANDS: readonly CommandSpec[] = [
  CHECK,
  TEST,
  TREE,
  EXPLAIN,
  TRACE,
  VERIFY,
  IMPORT,
  FORMAT,
  LSP,
];
