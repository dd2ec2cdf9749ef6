// The process of the command line: gives `runCli` its streams, colors and package, writes what it returns. A reader that goes
// away (`buswright tree x | head`) ends it quietly.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { colorStyle, plainStyle } from '../exporters/style.ts';
import type { CliHost } from './host.ts';
import { packageTool } from './package-tool.ts';
import { runCli } from './run-cli.ts';
import { runRecorder } from './run-recorder.ts';

function processHost(): CliHost {
  return {
    cwd: process.cwd(),
    style: wantsColor() ? colorStyle : plainStyle,
    tool: () => packageTool(readFileSync(join(__dirname, '../package.json'), 'utf8')),
    readInput: readStdin,
    startServer,
    record: (scenario, image) => runRecorder(join(__dirname, '..'), process.cwd(), scenario, image),
  };
}

/** A terminal that shows colors, and nobody who says no (https://no-color.org). */
function wantsColor(): boolean {
  return process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** The server reads its transport from the arguments. Its bundle lies beside this one. */
async function startServer(): Promise<string | undefined> {
  const server = join(__dirname, 'server.js');
  if (!existsSync(server)) return 'the language server is not built yet: run `npm run build` in the checkout';
  if (!process.argv.includes('--stdio')) process.argv.push('--stdio');
  await import(pathToFileURL(server).href);
  return undefined;
}

function endOnBrokenPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}

async function main(): Promise<void> {
  endOnBrokenPipe(process.stdout);
  endOnBrokenPipe(process.stderr);
  const { exit, out, err } = await runCli(process.argv.slice(2), processHost());
  process.exitCode = exit;
  process.stderr.write(err);
  process.stdout.write(out);
}

main().catch((error: unknown) => {
  process.stderr.write(
    `buswright: this is a mistake in Buswright itself\n${error instanceof Error ? error.stack : error}\n`,
  );
  process.exitCode = 2;
});
