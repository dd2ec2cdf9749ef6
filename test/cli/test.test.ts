// `buswright test`: what passes, what fails and why, in each form; exit codes; filter; orders that the kernel leaves open.
import assert from 'node:assert/strict';
import test from 'node:test';
import { schemaErrors } from '../exporters/json-schemas.ts';
import { folderWith, run } from './run.ts';

const MACHINE = `driver e1000e on pci { id_table { { vendor = 0x8086; device = 0x1502; } } }
device 0000:00:19.0 on pci { vendor = 0x8086; device = 0x1502; }
`;
const PASSING = `${MACHINE}expect 0000:00:19.0 bound e1000e;
scenario "let go" {
    unbind 0000:00:19.0;
    expect 0000:00:19.0 unbound;
}
`;
const FAILING = `${MACHINE}expect 0000:00:19.0 unbound;
scenario "let go & <take>" {
    unbind 0000:00:19.0;
    expect 0000:00:19.0 bound e1000e;
    unbind 0000:00:19.0;
}
scenario "nothing" { }
`;

test('what passes is one line a case, and exit code 0', async () => {
  const folder = folderWith({ 'a.topo': PASSING, 'none.topo': MACHINE });
  const out = 'a.topo\n  ✓ expectations (1)\n  ✓ let go\n\n2 passed in 1 file\n';
  assert.deepEqual(await run('test .', folder), { exit: 0, out, err: '' });
});

test('what fails says what happened instead, by which rule, and where', async () => {
  const folder = folderWith({ 'a.topo': FAILING });
  const { exit, out } = await run('test a.topo', folder);
  assert.equal(exit, 1);
  assert.equal(
    out,
    `a.topo
  ✗ expectations (1)
      a.topo:3:1: expect/state: \`0000:00:19.0\` is bound to \`e1000e\`: e1000e matches by row 1 of its id_table (LC-12)
        3 | expect 0000:00:19.0 unbound;
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  ✗ let go & <take>
      a.topo:6:31: expect/bound: \`0000:00:19.0\` is unbound: e1000e matches it, and no walk has asked since it was unbound or came to match: drivers_probe or bind would (LC-40)
        6 |     expect 0000:00:19.0 bound e1000e;
          |                               ^^^^^^
      a.topo:7:5: expect/error: \`unbind\` fails with ENODEV: 0000:00:19.0 is bound to no driver (LC-40)
        7 |     unbind 0000:00:19.0;
          |     ^^^^^^^^^^^^^^^^^^^^
  ✓ nothing

2 failed, 1 passed in 1 file
`,
  );
});

test('TAP has a plan, a line a case, and a diagnosis under what failed', async () => {
  const folder = folderWith({ 'a.topo': FAILING });
  const { exit, out } = await run('test a.topo --format tap', folder);
  const lines = out.split('\n');
  assert.equal(exit, 1);
  assert.deepEqual(lines.slice(0, 3), ['TAP version 14', '1..3', 'not ok 1 - a.topo: expectations']);
  assert.ok(lines.includes('not ok 2 - a.topo: let go & <take>'));
  assert.ok(lines.includes('ok 3 - a.topo: nothing'));
  const messages = lines.filter((line) => line.startsWith('      message: '));
  assert.match(JSON.parse(messages[0]?.slice('      message: '.length) ?? ''), /is bound to/);
});

test('JUnit is well-formed, with a suite a file and the failures escaped', async () => {
  const folder = folderWith({ 'a.topo': FAILING, 'b.topo': PASSING });
  const { out } = await run('test . --format junit', folder);
  assert.deepEqual(openTags(out), []);
  assert.match(out, /<testsuites name="buswright" tests="5" failures="2">/);
  assert.match(out, /<testsuite name="a\.topo" tests="3" failures="2">/);
  assert.match(
    out,
    /<testcase classname="a\.topo" name="let go &amp; &lt;take&gt;" file="a\.topo" line="4">/,
  );
});

test('the JSON fits its schema', async () => {
  const folder = folderWith({ 'a.topo': FAILING });
  const { out } = await run('test a.topo --format json', folder);
  assert.deepEqual(schemaErrors('test', out), []);
  const { files, summary } = JSON.parse(out);
  assert.deepEqual(summary, { passed: 1, failed: 2 });
  assert.deepEqual(
    files[0].cases.map((it: { title: string; failures: unknown[] }) => [it.title, it.failures.length]),
    [
      ['expectations', 1],
      ['let go & <take>', 2],
      ['nothing', 0],
    ],
  );
});

test('a filter chooses by file or title', async () => {
  const folder = folderWith({ 'a.topo': FAILING, 'b.topo': PASSING });
  assert.equal(
    (await run('test . --filter NOTHING', folder)).out,
    'a.topo\n  ✓ nothing\n\n1 passed in 1 file\n',
  );
  assert.equal((await run('test . --filter b.topo', folder)).exit, 0);
  assert.equal((await run('test . --filter none', folder)).out, 'nothing to test in 0 files\n');
});

test('a text with errors in it fails', async () => {
  const folder = folderWith({ 'a.topo': 'device a on pcie;\nscenario "s" { unbind b; }\n' });
  const { exit, out } = await run('test a.topo', folder);
  assert.equal(exit, 1);
  assert.match(out, /✗ expectations \(0\)\n {6}a\.topo:1:13: name\/unknown: there is no bus `pcie`/);
  assert.match(out, /✗ s\n {6}a\.topo:2:23: name\/unknown: there is nothing named `b`/);
});

const RACE = `driver part on platform { id_table part; async; }
device part.1 on platform;
device part.2 on platform;
module part { loaded; }
`;

test('an expectation that another order breaks fails, and the order is said', async () => {
  const folder = folderWith({ 'a.topo': `${RACE}expect order probe part.1, part.2;\n` });
  const { exit, out } = await run('test a.topo', folder);
  assert.equal(exit, 1);
  assert.match(out, /✗ expectations \(1, \d orders\)/);
  assert.match(
    out,
    /the order of probes is `part\.2`, then `part\.1` \(LC-12\); so it is if `part\.2` is probed before `part\.1`\n/,
  );
  assert.equal((await run('test a.topo --orders 1', folder)).exit, 0);
});

const DOCK = `driver exact on pci { id_table { { vendor = 1; device = 1; } } }
driver general on pci { id_table { { class = 0x020000; class_mask = 0xff0000; } } }
device 0000:00:1c.0 on pci {
    absent;
    vendor = 2;
    device = 2;
    device 0000:01:00.0 on pci { vendor = 3; device = 3; class = 0x020000; }
    device 0000:01:00.1 on pci { vendor = 1; device = 1; class = 0x020000; }
}
scenario "plugged in" { plug 0000:00:1c.0; expect 0000:01:00.1 bound exact; }
`;

test('modules that race for a device are tried in each order, unless the description says which comes first', async () => {
  const folder = folderWith({ 'a.topo': DOCK, 'b.topo': `${DOCK}modprobe { softdep general pre exact; }\n` });
  const { out } = await run('test a.topo', folder);
  assert.match(
    out,
    /`0000:01:00\.1` is bound to `general`: .* \(LC-12\); so it is if `general` is loaded before `exact`/,
  );
  assert.equal((await run('test b.topo', folder)).out, 'b.topo\n  ✓ plugged in\n\n1 passed in 1 file\n');
});

test('wrong use is said', async () => {
  assert.match((await run('test --orders 0 .')).err, /`--orders` is how many orders are tried/);
  assert.match((await run('test')).err, /say which files or folders to test/);
});

/** The tags that are still open at the end, or the first that closes another. */
function openTags(xml: string): readonly string[] {
  const open: string[] = [];
  for (const [, closes, name = '', empty] of xml.matchAll(
    /<(\/?)([a-z]+)(?:\s+[a-z]+="[^"<]*")*\s*(\/?)>/g,
  )) {
    if (closes === '/') {
      if (open.pop() !== name) return [name];
    } else if (empty !== '/') open.push(name);
  }
  return open;
}
