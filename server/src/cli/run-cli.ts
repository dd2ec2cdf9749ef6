// The command line as a function: arguments in, texts and an exit code out. It finds the command and leaves the rest to it;
// a command's code is loaded when it is called, so `--help` and `format` do not pay for the engine.
import { assertNever } from '../base/assert-never.ts';
import { nearest } from '../base/nearest.ts';
import { commandHelp, programHelp } from './help-text.ts';
import type { CliHost } from './host.ts';
import { done, type Outcome, refuse } from './outcome.ts';
import { type Arguments, parseArguments } from './parse-arguments.ts';
import { COMMANDS } from './specs.ts';

export async function runCli(argv: readonly string[], host: CliHost): Promise<Outcome> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return help(name, rest);
  if (name === '--version' || name === '-V') return done(`${host.tool().version}\n`);
  const spec = COMMANDS.find((it) => it.name === name);
  if (spec === undefined) return refuse(unknownCommand(name));
  const parsed = parseArguments(spec, rest);
  switch (parsed.kind) {
    case 'wrong':
      return refuse(parsed.message);
    case 'arguments':
      if (parsed.arguments.switches.has('help')) return done(commandHelp(spec));
      return runCommand(spec.name, parsed.arguments, host);
    default:
      return assertNever(parsed);
  }
}

async function runCommand(name: string, args: Arguments, host: CliHost): Promise<Outcome> {
  switch (name) {
    case 'check':
      return (await import('./check.ts')).check(args, host);
    case 'test':
      return (await import('./test.ts')).test(args, host);
    case 'trace':
      return (await import('./trace.ts')).trace(args, host);
    case 'verify':
      return (await import('./verify.ts')).verify(args, host);
    case 'tree':
      return (await import('./tree.ts')).tree(args, host);
    case 'explain':
      return (await import('./explain.ts')).explain(args, host);
    case 'import':
      return (await import('./import.ts')).importDump(args, host);
    case 'format':
      return (await import('./format.ts')).format(args, host);
    case 'lsp':
      return lsp(host);
    default:
      return refuse(unknownCommand(name));
  }
}

async function lsp(host: CliHost): Promise<Outcome> {
  const wrong = await host.startServer();
  return wrong === undefined ? done('') : refuse(wrong);
}

function help(name: string | undefined, [command]: readonly string[]): Outcome {
  const spec = COMMANDS.find((it) => it.name === command);
  if (spec !== undefined) return done(commandHelp(spec));
  const text = programHelp(COMMANDS);
  return name === undefined ? { exit: 2, out: '', err: text } : done(text);
}

function unknownCommand(name: string): string {
  const names = COMMANDS.map((it) => it.name);
  const [near] = nearest(name, names);
  const hint = near === undefined ? `it is one of ${names.join(', ')}` : `did you mean \`${near}\`?`;
  return `there is no command \`${name}\`; ${hint} (see \`buswright --help\`)`;
}
