// A topology's run and the script that is made of it are the same: replayed on drivers/base without the topology, the script gives
// the run's events, one for one. So what a kernel does with the script can be held against the run.
import assert from 'node:assert/strict';
import test from 'node:test';
import { compareRecording } from '../../server/src/exporters/recording/compare-recording.ts';
import { playAll, SCENARIO_FOLDERS } from '../kernel/topologies.ts';
import { replay } from './replay.ts';

for (const { id, played } of playAll(SCENARIO_FOLDERS)) {
  if (played.problems.length > 0) {
    if (process.env.SHOW) console.log(id, played.problems);
    continue;
  }
  test(`${id}: the script is the run`, () => {
    const { results } = replay(
      played.script.map(({ op }) => op),
      { parameters: played.parameters },
    );
    const found = compareRecording(played, { kernel: '', results });
    assert.deepEqual(found && { ...found, scripted: found.scripted?.op }, undefined);
  });
}
