// `buswright format`: lays out files in place, or stdin to stdout. Needs one file's syntax and nothing else.
import { DEFAULT_OPTIONS, formatSource } from '../format/index.ts';
import { findFiles } from './find-files.ts';
import type { CliHost } from './host.ts';
import { done, type Outcome, refuse } from './outcome.ts';
import type { Arguments } from './parse-arguments.ts';
import { showPath } from './paths.ts';
import { readText } from './read-text.ts';
import { writeText } from './write-text.ts';

const STDIN = '-';

export async function format({ positionals, switches }: Arguments, host: CliHost): Promise<Outcome> {
  const writes = !switches.has('check');
  if (positionals.includes(STDIN)) return formatInput(positionals, host, writes);
  const found = await findFiles(positionals, host.cwd);
  if (found.kind === 'wrong') return refuse(found.message);
  const changed: string[] = [];
  const notes: string[] = [];
  for (const path of found.paths) {
    const shown = showPath(path, host.cwd);
    const read = await readText(path, shown);
    if (read.kind === 'unreadable') return refuse(read.message);
    const { text, broken } = formatSource(read.text, DEFAULT_OPTIONS);
    if (broken > 0) notes.push(leftAsIs(shown, broken));
    if (text === read.text) continue;
    changed.push(shown);
    const failed = writes ? await writeText(path, text, shown) : undefined;
    if (failed !== undefined) return refuse(failed);
  }
  const out = changed.map((shown) => `${writes ? 'formatted' : 'not formatted:'} ${shown}\n`).join('');
  return { exit: changed.length > 0 && !writes ? 1 : 0, out, err: notes.join('') };
}

async function formatInput(positionals: readonly string[], host: CliHost, writes: boolean): Promise<Outcome> {
  if (positionals.length > 1) return refuse('`-` stands alone: stdin is formatted to stdout');
  const input = await host.readInput();
  const { text, broken } = formatSource(input, DEFAULT_OPTIONS);
  const err = broken > 0 ? leftAsIs('stdin', broken) : '';
  if (writes) return { ...done(text), err };
  return text === input ? { ...done(''), err } : { exit: 1, out: 'not formatted: stdin\n', err };
}

function leftAsIs(shown: string, broken: number): string {
  const statements =
    broken === 1
      ? 'a statement has a syntax error and stays'
      : `${broken} statements have syntax errors and stay`;
  return `${shown}: ${statements} as written\n`;
}
