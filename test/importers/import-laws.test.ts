// What holds for every import: a device of the text for each device of the recording, and a text that reads without an error.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import { DEFAULT_OPTIONS, formatSource } from '../../server/src/format/index.ts';
import { importUdev } from '../../server/src/importers/index.ts';
import { parseUdevDb } from '../../server/src/importers/udev-db.ts';
import { parse } from '../../server/src/syntax/index.ts';

/** Devices that the text declares, without those that it says the recording does not describe. */
function describedDevices(text: string): number {
  const declared = text.match(/^device /gm)?.length ?? 0;
  const above = Number(/ and (\d+) above them/.exec(text)?.[1] ?? 0);
  return declared - above;
}

function checkLaws(recording: string, name: string): number {
  const { text, devices } = importUdev(recording, name);
  assert.equal(devices, parseUdevDb(recording).records.length, name);
  assert.equal(describedDevices(text), devices, name);
  const errors = parse(text).items.flatMap((item) => item.errors.map((error) => error.message));
  assert.deepEqual(errors, [], name);
  assert.equal(formatSource(text, DEFAULT_OPTIONS).text, text, name);
  const heads = text.match(/^device (?:"(?:\\.|[^"])*"|[^ ]+) (?:on|of) (?:"[^"]*"|[^ ;]+)/gm) ?? [];
  const placed = heads.filter((head) => !head.endsWith(' on none'));
  assert.equal(new Set(placed).size, placed.length, `${name}: a name twice on one bus`);
  return devices;
}

test('the laws hold for recordings of any content', () => {
  const part = fc.oneof(
    fc.constantFrom(
      'pci0000:00',
      '0000:00:1f.3',
      'usb1',
      '1-2:1.0',
      'net',
      'eth0',
      'input',
      'i2c-0',
      'virtual',
      'system',
    ),
    fc.string({ minLength: 1, maxLength: 6 }).map((text) => text.replace(/[/\s]/g, '_')),
  );
  const subsystem = fc.constantFrom('pci', 'usb', 'net', 'input', 'i2c', 'mei', 'gpio', 'strange', 'w1', '');
  const record = fc.record({
    path: fc.array(part, { minLength: 1, maxLength: 5 }),
    subsystem,
    driver: fc.option(
      fc.string({ maxLength: 8 }).map((text) => text.replace(/\s/g, ' ')),
      { nil: undefined },
    ),
    modalias: fc.option(
      fc.constantFrom('pci:v1', 'usb:v046DpC52Bd1201dc00', 'acpi:A:B:', 'of:NaT(null)CxCy'),
      { nil: undefined },
    ),
  });
  fc.assert(
    fc.property(fc.array(record, { maxLength: 12 }), (records) => {
      const text = records
        .map(({ path, subsystem: of, driver, modalias }) =>
          [
            `P: /devices/${path.join('/')}`,
            `E: SUBSYSTEM=${of}`,
            ...(driver === undefined ? [] : [`E: DRIVER=${driver}`]),
            ...(modalias === undefined ? [] : [`E: MODALIAS=${modalias}`]),
          ].join('\n'),
        )
        .join('\n\n');
      checkLaws(text, 'any');
    }),
    { numRuns: 300 },
  );
});

// The recordings are not part of this repository: BUSWRIGHT_DATA names their folder, else it is ../shared/data.
const machines = join(process.env.BUSWRIGHT_DATA ?? '../shared/data', 'machines');

function recordingsBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return recordingsBelow(path);
    return /\.(?:umockdev|device)$|^udevadm\.txt$/.test(entry.name) || path.includes('checkbox')
      ? [path]
      : [];
  });
}

test('the laws hold for every recorded machine', (t) => {
  if (!existsSync(machines)) {
    t.diagnostic(`NOT RUN on real data: there is no ${machines}`);
    return;
  }
  const files = recordingsBelow(machines);
  let devices = 0;
  for (const file of files) {
    const recording = readFileSync(file, 'utf8');
    const count = checkLaws(recording, file);
    assert.equal(count, recording.match(/^P:/gm)?.length ?? 0, file);
    devices += count;
  }
  t.diagnostic(`${files.length} recordings, ${devices} devices`);
});
