// `buswright import udev`: a recording of a machine as a topology. The importer makes the text; here are its files.
import { stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { importUdev } from '../importers/index.ts';
import type { CliHost } from './host.ts';
import { versionOfFolder } from './kernel-folder.ts';
import { done, type Outcome, refuse } from './outcome.ts';
import type { Arguments } from './parse-arguments.ts';
import { type ReadText, readText } from './read-text.ts';
import { writeText } from './write-text.ts';

/** Warnings that are shown before they are only counted. */
const SHOWN_WARNINGS = 10;

export async function importDump({ positionals, values }: Arguments, host: CliHost): Promise<Outcome> {
  const [importer = '', dump = ''] = positionals;
  if (importer !== 'udev') return refuse(`there is no importer \`${importer}\`; there is \`udev\``);
  const read = await readDump(dump, host);
  if (read.kind === 'unreadable') return refuse(read.message);
  const { text, devices, warnings } = importUdev(read.text, dump === '-' ? 'stdin' : basename(dump));
  if (devices === 0)
    return refuse(`\`${dump}\` has no device; give the text of \`udevadm info --export-db\``);
  const output = values.get('output');
  const folder = values.get('kernel');
  if (folder !== undefined && !(await isModuleFolder(resolve(host.cwd, folder)))) {
    return refuse(`\`${folder}\` is no kernel's module folder: it has no modules.alias`);
  }
  const topology = folder === undefined ? text : withKernel(text, folder, output, host.cwd);
  const err = warningLines(warnings);
  if (output === undefined) return { ...done(topology), err };
  const failed = await writeText(resolve(host.cwd, output), topology, output);
  if (failed !== undefined) return refuse(failed);
  return { ...done(''), err: `${err}${output}: ${devices} ${devices === 1 ? 'device' : 'devices'}\n` };
}

async function readDump(dump: string, host: CliHost): Promise<ReadText> {
  if (dump === '-') return { kind: 'text', text: await host.readInput() };
  return readText(resolve(host.cwd, dump), dump);
}

async function isModuleFolder(folder: string): Promise<boolean> {
  return (await stat(join(folder, 'modules.alias')).catch(() => undefined)) !== undefined;
}

/**
 * The text with `kernel X.Y { modules = "…"; }`. The newer of the folder's version and the recording's counts: an older kernel need
 * not have every bus of the recording. The path is seen from the output.
 */
function withKernel(text: string, folder: string, output: string | undefined, cwd: string): string {
  const [line, recorded] = /^kernel (\d+\.\d+);$/m.exec(text) ?? [];
  const version = newerOf(versionOfFolder(resolve(cwd, folder)), recorded);
  const from = output === undefined ? cwd : dirname(resolve(cwd, output));
  const path = relative(from, resolve(cwd, folder)).replaceAll(sep, '/').replaceAll(/["\\]/g, '\\$&');
  if (version === undefined) return text;
  const kernel = `kernel ${version} { modules = "${path}"; }`;
  return line === undefined
    ? text.replace(/\n\n|$/, (gap) => `\n\n${kernel}${gap}`)
    : text.replace(line, () => kernel);
}

function newerOf(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.localeCompare(b, 'en', { numeric: true }) < 0 ? b : a;
}

function warningLines(warnings: readonly string[]): string {
  const shown = warnings.slice(0, SHOWN_WARNINGS).map((warning) => `${warning}\n`);
  const more = warnings.length - shown.length;
  return shown.join('') + (more > 0 ? `and ${more} more such lines\n` : '');
}
