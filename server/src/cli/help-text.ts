// The help of the program and of each command, printed from their specs.
import { type CommandSpec, HELP_OPTION, type OptionSpec } from './command-spec.ts';

const COLUMN = 22;

export function programHelp(commands: readonly CommandSpec[]): string {
  return `Buswright shows which Linux driver binds to which device, by which rule, and why another does not.

usage: buswright COMMAND …

${commands.map(({ name, summary }) => row(name, summary)).join('\n')}

${row('COMMAND --help', 'what a command takes')}
${row('--version', 'the version of this program')}

Exit code: 0 if nothing is at error level, 1 if something is, 2 for wrong use or input that cannot be read.
`;
}

export function commandHelp({ name, synopsis, details, options }: CommandSpec): string {
  const rows = [...options, HELP_OPTION].map((option) => row(optionForm(option), optionHelp(option)));
  return `usage: buswright ${name} ${synopsis}

${details}

${rows.join('\n')}
`;
}

function optionForm({ name, short, value }: OptionSpec): string {
  return `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
}

function optionHelp({ help, choices }: OptionSpec): string {
  const [first, ...others] = choices ?? [];
  return first === undefined ? help : `${help}: ${first} (default), ${others.join(', ')}`;
}

function row(left: string, right: string): string {
  const lead = `  ${left}`;
  return lead.length < COLUMN ? `${lead.padEnd(COLUMN)}${right}` : `${lead}\n${' '.repeat(COLUMN)}${right}`;
}
