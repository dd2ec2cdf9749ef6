// `buswright trace`: the boot and a scenario act by act, as text and JSON, and how a scenario is named.
import assert from 'node:assert/strict';
import test from 'node:test';
import { schemaErrors } from '../exporters/json-schemas.ts';
import { folderWith, run } from './run.ts';

const FILE = `kernel 6.12;
driver e1000e on pci { id_table { { vendor = 0x8086; device = 0x1502; } } }
device 0000:00:19.0 on pci { vendor = 0x8086; device = 0x1502; }
scenario "let go" {
    unbind 0000:00:19.0;
    unbind
        0000:00:19.0;
    expect error ENODEV;
    expect 0000:00:19.0 bound;
}
scenario "let go twice" { }
`;

test('the boot, with the rule of each act', async () => {
  const { exit, out } = await run('trace a.topo', folderWith({ 'a.topo': FILE }));
  assert.equal(exit, 0);
  assert.match(out, /^a\.topo: the boot \(kernel 6\.12\)\n\n/);
  assert.match(out, /\n {2}match +match 0000:00:19\.0 with e1000e: yes by id_table \(BUS-pci\)\n/);
});

test('a scenario: steps as written, what they get back, what they cause', async () => {
  const { out: text } = await run(
    'trace a.topo --format text --scenario GO',
    folderWith({ 'a.topo': FILE.slice(0, -28) }),
  );
  const lines = text.split('\n');
  assert.equal(lines[0], 'a.topo: scenario "let go" (kernel 6.12)');
  assert.equal(lines[2], '   5  unbind 0000:00:19.0;');
  assert.ok(lines.includes('        remove            remove 0000:00:19.0 by e1000e (LC-45)'));
  assert.ok(
    lines.includes('   6  unbind 0000:00:19.0; → -ENODEV: 0000:00:19.0 is bound to no driver (LC-40)'),
  );
  assert.ok(lines.includes('   8  expect error ENODEV; ✓'));
  assert.ok(lines.includes('   9  expect 0000:00:19.0 bound;'));
  assert.match(lines.at(-2) ?? '', /^ {8}✗ `0000:00:19\.0` is unbound: /);
});

test('the JSON fits its schema, with and without a scenario', async () => {
  const folder = folderWith({ 'a.topo': FILE });
  const boot = await run('trace a.topo --format json', folder);
  assert.deepEqual(schemaErrors('trace', boot.out), []);
  assert.equal(JSON.parse(boot.out).steps.length, 0);
  const { out } = await run('trace a.topo --format json --scenario twice', folder);
  assert.deepEqual(schemaErrors('trace', out), []);
  assert.equal(JSON.parse(out).scenario, 'let go twice');
});

test('a title that none or several have', async () => {
  const folder = folderWith({ 'a.topo': FILE });
  const { exit, err } = await run('trace a.topo --scenario nothing', folder);
  assert.equal(exit, 2);
  assert.equal(err, 'buswright: there is no scenario "nothing"; it has "let go", "let go twice"\n');
  const many = await run('trace a.topo --scenario let', folder);
  assert.equal(
    many.err,
    'buswright: several scenarios have "let" in their title: "let go", "let go twice"\n',
  );
});
