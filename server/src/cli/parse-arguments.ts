// Arguments of one command → its options and positionals, or a message that says what is right. Uses node:util for the
// splitting only: what is unknown, missing or not among the choices is answered in our own words.
import { parseArgs } from 'node:util';
import { nearest } from '../base/nearest.ts';
import { type CommandSpec, HELP_OPTION, type OptionSpec } from './command-spec.ts';

export interface Arguments {
  readonly positionals: readonly string[];
  /** Values of options that take one, by name. */
  readonly values: ReadonlyMap<string, string>;
  /** Switches that were given. */
  readonly switches: ReadonlySet<string>;
}

export type Parsed =
  | { readonly kind: 'arguments'; readonly arguments: Arguments }
  | { readonly kind: 'wrong'; readonly message: string };

type Token = NonNullable<ReturnType<typeof splitArguments>['tokens']>[number];
type OptionToken = Extract<Token, { kind: 'option' }>;

export function parseArguments(spec: CommandSpec, argv: readonly string[]): Parsed {
  const known = [...spec.options, HELP_OPTION];
  const values = new Map<string, string>();
  const switches = new Set<string>();
  const positionals: string[] = [];
  for (const token of splitArguments(known, argv).tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const option = known.find(({ name }) => name === token.name);
    const wrong = option === undefined ? unknownOption(token, known) : wrongValue(token, option);
    if (wrong !== undefined)
      return { kind: 'wrong', message: `${wrong} (see \`buswright ${spec.name} --help\`)` };
    if (token.value === undefined) switches.add(token.name);
    else values.set(token.name, token.value);
  }
  const parsed: Arguments = { positionals, values, switches };
  const message = switches.has(HELP_OPTION.name) ? undefined : wrongCount(spec, positionals);
  return message === undefined ? { kind: 'arguments', arguments: parsed } : { kind: 'wrong', message };
}

function splitArguments(known: readonly OptionSpec[], argv: readonly string[]) {
  const options = Object.fromEntries(
    known.map(({ name, short, value }) => [
      name,
      {
        type: value === undefined ? ('boolean' as const) : ('string' as const),
        ...(short === undefined ? {} : { short }),
      },
    ]),
  );
  return parseArgs({ args: [...argv], options, allowPositionals: true, strict: false, tokens: true });
}

function unknownOption(token: OptionToken, known: readonly OptionSpec[]): string {
  const names = known.map(({ name }) => name);
  const [near] = [...names.filter((name) => name.startsWith(token.name)), ...nearest(token.name, names)];
  return `there is no option \`${token.rawName}\`${near === undefined ? '' : `; did you mean \`--${near}\`?`}`;
}

function wrongValue(token: OptionToken, option: OptionSpec): string | undefined {
  const { name, value, choices } = option;
  if (value === undefined) {
    return token.value === undefined ? undefined : `\`--${name}\` takes no value`;
  }
  if (token.value === undefined || token.value === '')
    return `\`--${name}\` needs a value: \`--${name} ${value}\``;
  if (choices === undefined || choices.includes(token.value)) return undefined;
  return `\`--${name} ${token.value}\`: it is one of ${choices.join(', ')}`;
}

function wrongCount(
  { name, synopsis, positionals: { least, most, missing } }: CommandSpec,
  given: readonly string[],
) {
  const usage = `usage: buswright ${name} ${synopsis}`;
  if (given.length < least) return `${missing}\n${usage}`;
  const extra = given[most];
  return extra === undefined ? undefined : `\`${extra}\` is one argument too many\n${usage}`;
}
