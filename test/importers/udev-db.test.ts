// How lines become records and records become facts, and that no record is lost.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { factsOf } from '../../server/src/importers/facts.ts';
import { parseUdevDb } from '../../server/src/importers/udev-db.ts';

const pathsOf = (text: string) => parseUdevDb(text).records.map(({ devpath }) => devpath);

test('a record begins at its P line, with or without a blank line before it', () => {
  assert.deepEqual(pathsOf('P: /devices/a\nE: X=1\nP: /devices/b\n\nP: /devices/c'), [
    '/devices/a',
    '/devices/b',
    '/devices/c',
  ]);
});

test('a record that lost its P line begins at its DEVPATH', () => {
  assert.deepEqual(pathsOf('E: DEVPATH=/devices/a\nE: X=1\n\nE: DEVPATH=/devices/b\n'), [
    '/devices/a',
    '/devices/b',
  ]);
  assert.deepEqual(pathsOf('P: /devices/a\nE: DEVPATH=/devices/a\n\nE: DEVPATH=/devices/a\n'), [
    '/devices/a',
  ]);
});

test('paths lose /sys and a last slash', () => {
  assert.deepEqual(pathsOf('P: /sys/devices/a/\nP: devices/b'), ['/devices/a', '/devices/b']);
});

test('a property that a line end pushed out of its line is read', () => {
  const [record] = parseUdevDb('P: /devices/a\nE: HID_UNIQ=\nMODALIAS=hid:b0003\n').records;
  assert.deepEqual(
    [...(record?.properties ?? [])],
    [
      ['HID_UNIQ', ''],
      ['MODALIAS', 'hid:b0003'],
    ],
  );
});

test('the lines of umockdev: attributes are unescaped, links are kept, a priority is no link', () => {
  const [record] = parseUdevDb(
    'P: /devices/a\r\nA: name=one\\ntwo\\t\\"x\\" \\\\ \\303\r\nA: b=c=d\r\nL: driver=../../bus/usb/drivers/hub\r\nL: 0\r\nH: raw=00FF\r\n',
  ).records;
  assert.deepEqual(
    [...(record?.attributes ?? [])],
    [
      ['name', 'one\ntwo\t"x" \\ \u00c3'],
      ['b', 'c=d'],
    ],
  );
  assert.deepEqual([...(record?.links ?? [])], [['driver', '../../bus/usb/drivers/hub']]);
});

test('facts come from properties, else from the letters of newer recordings, else from links', () => {
  const facts = (lines: string) => {
    const [record] = parseUdevDb(`P: /devices/x/usb1\n${lines}`).records;
    assert.ok(record);
    const { name, subsystem, devtype, driver } = factsOf(record);
    return [name, subsystem, devtype, driver];
  };
  const expected = ['usb1', 'usb', 'usb_device', 'hub'];
  assert.deepEqual(facts('E: SUBSYSTEM=usb\nE: DEVTYPE=usb_device\nE: DRIVER=hub'), expected);
  assert.deepEqual(facts('U: usb\nT: usb_device\nV: hub'), expected);
  assert.deepEqual(
    facts('L: subsystem=../bus/usb\nL: driver=../drivers/hub\nE: DEVTYPE=usb_device'),
    expected,
  );
});

test('no text makes the reader lose a record', () => {
  const line = fc.oneof(
    fc.constantFrom('', 'E: A=1', 'E: DEVPATH=/devices/a', 'S: x', 'P: /devices/b'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(line), fc.constantFrom('\n', '\r\n'), (lines, end) => {
      const text = lines.join(end);
      const begun = text.split(/\r\n|\n|\r/).filter((it) => /^\s*P:/.test(it)).length;
      assert.ok(parseUdevDb(text).records.length >= begun);
    }),
  );
});
