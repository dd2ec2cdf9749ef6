// The rules of the driver core, each by a list of operations and what the core does at each: test/fixtures/rules/*.txt. The same
// model replays the recordings of a real kernel (npm run conformance). UPDATE=1 writes what it does into the files.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { errnoName } from '../../server/src/driver-core/base/errno.ts';
import { replay } from '../conformance/replay.ts';
import type { Op, RecordedState, Result } from '../kernel/format.ts';
import { readOp } from './read-op.ts';

const FOLDER = 'test/fixtures/rules';

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.txt'))) {
  const path = join(FOLDER, file);
  const text = readFileSync(path, 'utf8');
  test(text.slice(3, text.indexOf('\n')), () => {
    const played = play(text);
    if (process.env.UPDATE === '1') writeFileSync(path, played);
    else assert.equal(text, played);
  });
}

/**
 * The script with what each operation did behind it. Lines that begin with a blank are answers; `// show probe remove` says which
 * events are printed, `// show bindings order` what of the state at a `dump`.
 */
function play(text: string): string {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith(' '));
  const shown = new Set(lines.flatMap((line) => /^\/\/ show (.*)$/.exec(line)?.[1]?.split(' ') ?? []));
  const ops = lines.filter((line) => !line.startsWith('//')).map(readOp);
  const { results, mishap } = replay(ops);
  let at = 0;
  const printed = lines.flatMap((line) => {
    if (line.startsWith('//')) return [line];
    const number = at++;
    const answers = answersOf(ops[number], results[number], shown);
    return [
      line,
      ...answers.map((it) => `    ${it}`),
      ...(mishap?.op === number ? [`    ! ${mishap.text}`] : []),
    ];
  });
  return `${printed.join('\n')}\n`;
}

/** The code if it is not 0, the events, and behind `…` those of the work that ran afterwards. */
function answersOf(
  op: Op | undefined,
  result: Result | undefined,
  shown: ReadonlySet<string>,
): readonly string[] {
  if (!op || !result) return ['(not reached)'];
  if ('state' in result) return printState(result.state, shown);
  const isShown = (event: string): boolean => shown.has(event.split(' ')[0] ?? '');
  const code = result.rc < 0 ? [`-${errnoName(result.rc)}`] : [];
  const later = result.settle.filter(isShown);
  return [...code, ...result.events.filter(isShown), ...later.map((event) => `… ${event}`)];
}

function printState(state: RecordedState, shown: ReadonlySet<string>): readonly string[] {
  const parts: Readonly<Record<string, readonly string[]>> = {
    bindings: Object.values(state.buses).flatMap(({ devices }) =>
      devices.map(([device, driver]) => `${device}=${driver ?? '-'}`),
    ),
    deferred: state.deferred,
    links: state.links.map(({ consumer, supplier, state: now }) => `${consumer}->${supplier}:${now}`),
    paths: Object.values(state.paths),
    order: state.order,
  };
  return Object.entries(parts)
    .filter(([part]) => shown.has(part))
    .map(([part, words]) => `${part}: ${words.join(' ')}`);
}
