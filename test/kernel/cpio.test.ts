// The archive that the kernel unpacks as its first file system.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { type ArchiveEntry, writeCpio } from './cpio.ts';

/** Reads as the kernel does: head of 110 characters, name, content, each padded to four bytes. */
function readCpio(archive: Buffer): readonly { path: string; mode: string; content: string }[] {
  const entries: { path: string; mode: string; content: string }[] = [];
  let at = 0;
  const padded = (size: number) => Math.ceil(size / 4) * 4;
  while (at < archive.length) {
    const head = archive.toString('latin1', at, at + 110);
    assert.equal(head.slice(0, 6), '070701');
    const field = (index: number) => Number.parseInt(head.slice(6 + 8 * index, 14 + 8 * index), 16);
    const start = at + padded(110 + field(11));
    const path = archive.toString('utf8', at + 110, at + 110 + field(11) - 1);
    entries.push({
      ...{ path, mode: field(1).toString(8) },
      content: archive.toString('utf8', start, start + field(6)),
    });
    at = start + padded(field(6));
  }
  return entries;
}

test('folders, files and programs', () => {
  const archive = writeCpio([
    { path: 'dev' },
    { path: 'init', content: '#!/bin/sh\n', executable: 'yes' },
    { path: 'dev/note', content: 'text' },
  ]);
  assert.deepEqual(readCpio(archive), [
    { path: 'dev', mode: '40755', content: '' },
    { path: 'init', mode: '100755', content: '#!/bin/sh\n' },
    { path: 'dev/note', mode: '100644', content: 'text' },
    { path: 'TRAILER!!!', mode: '100644', content: '' },
  ]);
});

test('names and contents of any length come back', () => {
  const entry = fc.record(
    { path: fc.string({ minLength: 1 }), content: fc.string() },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(fc.array(entry), (entries: readonly ArchiveEntry[]) => {
      const back = readCpio(writeCpio(entries)).slice(0, -1);
      assert.deepEqual(
        back.map(({ path, content }) => ({ path, content })),
        entries,
      );
    }),
  );
});
