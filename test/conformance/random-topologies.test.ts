// Whatever the steps of a scenario are: the script that is made of it for a kernel is the run, or it is said what it cannot say.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import fc from 'fast-check';
import { compareRecording } from '../../server/src/exporters/recording/compare-recording.ts';
import { playText } from '../kernel/topologies.ts';
import { acts } from '../property/random-steps.ts';
import { replay } from './replay.ts';

/** In one order only: where probes are asynchronous, events are not compared. */
const MACHINE = readFileSync('test/property/machine.topo', 'utf8').replaceAll(/\basync;/g, '');

test('the script of random steps is their run', () => {
  let compared = 0;
  const property = fc.property(acts, (steps) => {
    const text = `${MACHINE}\nscenario "drawn" {\n${steps.join('\n')}\n}\n`;
    for (const { played } of playText({ '/machine.topo': text }).slice(1)) {
      if (played.problems.length > 0) continue;
      compared++;
      const { script, parameters } = played;
      const { results } = replay(
        script.map(({ op }) => op),
        { parameters },
      );
      const found = compareRecording(played, { kernel: '', results });
      assert.deepEqual(found && { ...found, scripted: found.scripted?.op }, undefined);
    }
  });
  fc.assert(property, { numRuns: 25 });
  assert.ok(compared > 10, `only ${compared} of 25 could be said`);
});
