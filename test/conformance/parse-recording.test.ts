// Recordings of other recorders: what they leave out is filled in, and what is none is said with its place, beside the others.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { follow } from './follow.ts';
import { Malformed, parseRecording } from './parse-recording.ts';
import { readRecordings } from './read-recordings.ts';

const SMALLEST = {
  format: 'dcoracle/1',
  ops: [
    { op: 'bus', name: 'b', parent: null, color: 'red' },
    { op: 'driver', bus: 'b', name: 'r' },
    { op: 'device', bus: 'b', name: 'd', parent: '' },
    { op: 'dump' },
  ],
  results: [
    {},
    { rc: 0 },
    { events: ['add d', 'notify d add -', 'uevent d add', 'match d r 0'] },
    {
      state: {
        buses: { b: { devices: [['d', null]], drivers: ['r'] } },
        paths: { d: '/devices/d' },
        order: ['d'],
      },
    },
  ],
};

test('a recording that says only what happened is replayed', () => {
  const recording = parseRecording(JSON.stringify(SMALLEST), 'the file');
  assert.equal(recording.id, 'the file');
  assert.equal(recording.deterministic, true);
  assert.equal(follow(recording).difference, undefined);
});

test('what is not said of an asynchronous driver is that only the end counts', () => {
  const ops = [...SMALLEST.ops, { op: 'driver', bus: 'b', name: 'a', async: true }];
  const recording = parseRecording(
    JSON.stringify({ ...SMALLEST, ops, results: [...SMALLEST.results, {}] }),
    '',
  );
  assert.equal(recording.deterministic, false);
});

const WRONG: Readonly<Record<string, string>> = {
  'the text is not an object': '[]',
  'the format is not dcoracle/1': '{}',
  'ops is not a list': '{"format":"dcoracle/1"}',
  'operation 0: there is no fly': '{"format":"dcoracle/1","ops":[{"op":"fly"}],"results":[{}]}',
  'operation 0 (bus): "name" is not a text': '{"format":"dcoracle/1","ops":[{"op":"bus"}],"results":[{}]}',
  'there are 0 results for 1 operations': '{"format":"dcoracle/1","ops":[{"op":"dump"}],"results":[]}',
  'result 0: events: 1 is not a text':
    '{"format":"dcoracle/1","ops":[{"op":"suspend"}],"results":[{"events":[1]}]}',
};

for (const [message, text] of Object.entries(WRONG))
  test(`no recording: ${message}`, () => {
    assert.throws(() => parseRecording(text, ''), new Malformed(message));
  });

test('a folder: what is no recording stands beside those that are, by file and line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'recordings-'));
  try {
    mkdirSync(join(folder, 'more'));
    writeFileSync(join(folder, 'a.json'), '{');
    writeFileSync(join(folder, 'b.txt'), 'not read');
    writeFileSync(join(folder, 'more', 'c.jsonl'), `${JSON.stringify(SMALLEST)}\n\n{}\n`);
    const found = [...readRecordings(folder)].map((one) =>
      'recording' in one ? one.recording.id : one.place.slice(folder.length + 1),
    );
    assert.deepEqual(found, ['a.json', 'c-1', join('more', 'c.jsonl:3')]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
