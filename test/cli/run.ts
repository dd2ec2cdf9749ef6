// Runs the command line in this process, in a folder made from files given as text.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CliHost } from '../../server/src/cli/host.ts';
import type { Outcome } from '../../server/src/cli/outcome.ts';
import { runCli } from '../../server/src/cli/run-cli.ts';
import { plainStyle } from '../../server/src/exporters/style.ts';
import { TOOL } from '../exporters/sample-report.ts';

const folders: string[] = [];
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new folder with these files, gone when the tests are done; paths with `/`. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'buswright-')));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return folder;
}

/** `argv` is split at blanks. */
export function run(
  argv: string,
  cwd = '.',
  input = '',
  options: Partial<Pick<CliHost, 'record'>> = {},
): Promise<Outcome> {
  const host: CliHost = {
    cwd,
    style: plainStyle,
    tool: () => TOOL,
    readInput: () => Promise.resolve(input),
    startServer: () => Promise.reject(new Error('no server in this test')),
    record: options.record ?? (() => Promise.reject(new Error('no kernel in this test'))),
  };
  return runCli(
    argv.split(' ').filter((word) => word !== ''),
    host,
  );
}
