// A topology's run and the script that is made of it are the same: replayed on drivers/base without the topology, the script gives
// the run's events, one for one. So what a kernel did with the script is held against the run.
import assert from 'node:assert/strict';
import test from 'node:test';
import { compareRecording, type Difference } from '../../server/src/exporters/recording/compare-recording.ts';
import type { Play } from '../../server/src/exporters/recording/play.ts';
import { readGolden } from '../kernel/golden.ts';
import { playAll, SCENARIO_FOLDERS } from '../kernel/topologies.ts';
import { follow } from './follow.ts';
import { replay } from './replay.ts';

const PLAYED = playAll(SCENARIO_FOLDERS).filter(({ played }) => played.problems.length === 0);

for (const { id, played } of PLAYED) {
  test(`${id}: the script is the run`, () => {
    const { parameters } = played;
    const { results } = replay(operations(played), { parameters });
    assert.deepEqual(shown(compareRecording(played, { kernel: '', results })), undefined);
  });
}

test('what a kernel did with these scripts is what was run', () => {
  const recordings = new Map(readGolden('topologies').map((recording) => [recording.id, recording]));
  for (const { id, played } of PLAYED) {
    const recording = recordings.get(id);
    if (!recording || JSON.stringify(recording.ops) !== JSON.stringify(operations(played))) continue;
    assert.deepEqual(shown(compareRecording(played, recording)), undefined, id);
    recordings.delete(id);
  }
  const old = [...recordings.keys()];
  const enough = old.length * 10 < PLAYED.length;
  assert.ok(enough, `record them anew: npm run kernel:record -- --set topologies (${old.join(', ')})`);
});

test('what a kernel did with these scripts is what drivers/base does', () => {
  for (const recording of readGolden('topologies'))
    assert.equal(follow(recording).difference, undefined, recording.id);
});

function operations({ script }: Play) {
  return script.map(({ op }) => op);
}

/** Without the engine's objects, which are circles. */
function shown(difference: Difference | undefined) {
  return difference && { ...difference, scripted: difference.scripted?.op };
}
