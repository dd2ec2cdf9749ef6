// Part `edit`: from a keystroke to fresh diagnostics, over LSP and a pipe, against a server that only echoes. Both servers are
// alive at once and take turns, so that they meet the same moments of the machine.
import { generateText } from '../generate.ts';
import { type Keystroke, keystrokesFor } from '../measure/edits.ts';
import { programPath } from '../measure/in-child.ts';
import { type LanguageServer, startLanguageServer } from '../measure/language-server.ts';
import { type Samples, samplesOf } from '../measure/samples.ts';
import type { Section } from '../measure/section.ts';

const SIZES = [1000, 20_000, 100_000];
const ROUNDS = 60;
const WARM_UPS = 10;
/** Keystrokes that cost a whole analysis are measured less often. */
const ENOUGH_MS = 15_000;

interface Row {
  readonly lines: number;
  readonly title: string;
  readonly own: Samples;
  readonly echo: Samples;
}

export async function editPart(): Promise<readonly Section[]> {
  const rows: Row[] = [];
  const opens: [number, number][] = [];
  for (const lines of SIZES) {
    const text = generateText(lines);
    const uri = `file:///bench/topology-${lines}.topo`;
    const own = await startLanguageServer('dist/server.js');
    const echo = await startLanguageServer(programPath('echo-server'));
    opens.push([lines, await timeToOpen(own, uri, text)]);
    await timeToOpen(echo, uri, text);
    for (const keystroke of keystrokesFor(text)) {
      rows.push({ lines, title: keystroke.title, ...(await measure(own, echo, uri, keystroke)) });
    }
    await Promise.all([own.stop(), echo.stop()]);
  }
  return [
    {
      title: 'From a keystroke to fresh diagnostics, over LSP (ms)',
      columns: ['', 'lines', 'echo', 'Buswright', 'x echo', 'p95', 'keystrokes'],
      rows: rows.map((it) => [
        it.title,
        it.lines,
        it.echo.median,
        it.own.median,
        it.own.median / it.echo.median,
        it.own.p95,
        it.own.count,
      ]),
    },
    {
      title: 'From opening a text to its diagnostics, once, over LSP (ms)',
      columns: ['', 'ms'],
      rows: opens.map(([lines, ms]) => [`${lines} lines`, ms]),
    },
  ];
}

async function timeToOpen(server: LanguageServer, uri: string, text: string): Promise<number> {
  const start = performance.now();
  await server.open(uri, text);
  const found = await server.diagnostics(uri);
  if (found.length > 0) throw new Error(`the generated text has a finding: ${found[0]?.message}`);
  return performance.now() - start;
}

async function measure(
  own: LanguageServer,
  echo: LanguageServer,
  uri: string,
  keystroke: Keystroke,
): Promise<{ readonly own: Samples; readonly echo: Samples }> {
  const times = { own: [] as number[], echo: [] as number[] };
  const end = performance.now() + ENOUGH_MS;
  for (let round = -WARM_UPS; round < ROUNDS; round++) {
    if (performance.now() > end && times.own.length >= 6) break;
    const both = [await timeBoth(echo, uri, keystroke, false), await timeBoth(own, uri, keystroke, true)];
    if (round < 0 && performance.now() < end - ENOUGH_MS / 2) continue;
    times.echo.push(...(both[0] ?? []));
    times.own.push(...(both[1] ?? []));
  }
  return { own: samplesOf(times.own), echo: samplesOf(times.echo) };
}

/** There and back. The answers of a server that analyzes must be right. */
async function timeBoth(
  server: LanguageServer,
  uri: string,
  { title, range, text, back, breaks }: Keystroke,
  analyzes: boolean,
): Promise<readonly number[]> {
  const start = performance.now();
  const broken = await server.edit(uri, range, text);
  const middle = performance.now();
  const mended = await server.edit(uri, back.range, back.text);
  const end = performance.now();
  if (analyzes && (broken.length > 0 !== breaks || mended.length > 0)) {
    throw new Error(`${title}: wrong diagnostics, ${broken.length} and then ${mended.length}`);
  }
  return [middle - start, end - middle];
}
