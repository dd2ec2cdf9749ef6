// The harness itself: reading a fixture and printing it again.
import assert from 'node:assert/strict';
import test from 'node:test';
import { printFixture, readFixture } from './fixture.ts';

const SOURCE = `// What this shows.
//- /a.topo
device a$0 on pci;
//     ^ error[x] wrong
//<^^^^^^ hint[y] all of it
//@ hover here
//- /b.topo
bus b;
//== hover here
a device
`;

test('a fixture is read into files, marks, cursors, actions and sections', () => {
  const fixture = readFixture(SOURCE);
  const [a, b] = fixture.files;
  assert.deepEqual(fixture.preamble, ['// What this shows.']);
  assert.equal(a?.text, 'device a on pci;');
  assert.deepEqual(a?.cursors, [8]);
  assert.deepEqual(a?.marks, [
    { line: 0, column: 7, length: 1, text: 'error[x] wrong' },
    { line: 0, column: 0, length: 6, text: 'hint[y] all of it' },
  ]);
  assert.deepEqual(fixture.actions, [{ name: 'hover', args: 'here' }]);
  assert.equal(b?.path, '/b.topo');
  assert.deepEqual(fixture.sections, [{ title: 'hover here', text: 'a device' }]);
});

test('a fixture printed with its own marks and sections is the same text', () => {
  const fixture = readFixture(SOURCE);
  const marks = new Map(fixture.files.map((it) => [it.path, it.marks]));
  assert.equal(printFixture(SOURCE, marks, fixture.sections), SOURCE);
});

test('marks that are gone are taken out', () => {
  const printed = printFixture(SOURCE, new Map(), []);
  assert.equal(
    printed,
    '// What this shows.\n//- /a.topo\ndevice a$0 on pci;\n//@ hover here\n//- /b.topo\nbus b;\n',
  );
});
