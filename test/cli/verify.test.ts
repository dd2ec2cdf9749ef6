// `buswright verify`: agreement, the first difference, what a kernel cannot be asked, and what is missing to ask it.
import assert from 'node:assert/strict';
import test from 'node:test';
import { runRecorder } from '../../server/src/cli/run-recorder.ts';
import { schemaErrors } from '../exporters/json-schemas.ts';
import { standIn } from './kernel-stand-in.ts';
import { folderWith, run } from './run.ts';

const FILE = `kernel 6.12;
driver e1000e on pci { id_table { { vendor = 0x8086; device = 0x1502; } } probe { registers net; } }
driver igb on pci { id_table { { vendor = 0x8086; device = 0x1533; } } }
module igb { loaded; }
device 0000:00:19.0 on pci { vendor = 0x8086; device = 0x1502; }
scenario "let go" {
    unbind 0000:00:19.0;
    expect 0000:00:19.0 unbound;
}
scenario "off while asleep" {
    suspend;
    shutdown;
}
`;

const NOBODY_THERE = { 'topology-pci': { devices: [], drivers: ['e1000e', 'igb'] } };

function verify(args: string, record = standIn()) {
  return run(`verify a.topo ${args}`, folderWith({ 'a.topo': FILE }), '', { record });
}

test('a kernel that does the same: the trace, its version, how much was compared', async () => {
  const { exit, out } = await verify('--scenario go');
  assert.equal(exit, 0);
  assert.ok(out.startsWith('a.topo: scenario "let go" (kernel 6.12)\n\n   7  unbind 0000:00:19.0;\n'), out);
  assert.match(out, /\nkernel 6\.12\.117\S+ \(Debian \S+\) agrees: \d+ events of 4 operations\n/);
});

test('the boot without a scenario', async () => {
  const { exit, out } = await verify('');
  assert.equal(exit, 0);
  assert.match(out, /^a\.topo: the boot/);
  assert.match(out, /agrees/);
});

test('a kernel that does something else: the first difference, with the step and what came before', async () => {
  const { exit, out } = await verify(
    '--scenario go',
    standIn((results) => {
      for (const result of results) {
        if ('events' in result)
          Object.assign(result, { events: result.events.filter((it) => !it.startsWith('del_done')) });
      }
    }),
  );
  assert.equal(exit, 1);
  const lines = out.slice(out.indexOf('kernel 6.12.117')).split('\n');
  assert.match(lines[0] ?? '', /does something else$/);
  assert.deepEqual(lines.slice(1, 8), [
    '   7  unbind 0000:00:19.0;',
    '      unbind topology-pci e1000e 0000:00:19.0',
    '        notify 0000:00:19.0 unbind e1000e',
    '        remove 0000:00:19.0 e1000e',
    '        del eth0',
    '      - del_done eth0 (this model)',
    '      + remove_done 0000:00:19.0 e1000e (the kernel)',
  ]);
});

test('another result, another binding in the end, and a kernel that does not come back', async () => {
  const other = await verify(
    '--scenario go',
    standIn((results) => {
      for (const result of results) if ('events' in result) Object.assign(result, { rc: -22 });
    }),
  );
  assert.match(other.out, / - 0 \(this model\)\n +\+ -22 \(the kernel\)\n/);
  const bound = await verify(
    '',
    standIn((results) => {
      const last = results.at(-1);
      if (last && 'state' in last) Object.assign(last.state.buses, NOBODY_THERE);
    }),
  );
  assert.match(bound.out, / - pci: 0000:00:19\.0 is bound to e1000e \(this model\)/);
  const hung = await verify('', async (scenario) => {
    const answer = await standIn((results) => void results.pop())(scenario);
    return answer.kind === 'recorded'
      ? { ...answer, recorded: { ...answer.recorded, died: { op: 7, how: 'hang' } } }
      : answer;
  });
  assert.match(hung.out, / \+ hang \(the kernel\)/);
});

test('what a kernel cannot be asked is refused, with its place', async () => {
  const { exit, out, err } = await verify('--scenario asleep', () =>
    Promise.reject(new Error('never asked')),
  );
  assert.deepEqual([exit, out], [2, '']);
  assert.match(
    err,
    /^buswright: a kernel cannot be asked to replay this:\n {2}a\.topo:12: the machine is shut down while it is suspended\n/,
  );
});

test('what is missing is said', async () => {
  const message = 'missing: qemu-system-x86_64';
  const { exit, err } = await verify('', () => Promise.resolve({ kind: 'impossible', message }));
  assert.deepEqual([exit, err], [2, `buswright: ${message}\n`]);
  const root = folderWith({ 'package.json': '{}' });
  const answer = await runRecorder(root, root, { id: 'none', ops: [] }, undefined);
  assert.equal(answer.kind, 'impossible');
  assert.ok(
    answer.kind === 'impossible' && answer.message.includes(`no scripts/kernel-record.mjs in ${root}`),
  );
});

test('a recorder that cannot go on, and one that can', async () => {
  const refuses = folderWith({
    'scripts/kernel-record.mjs': 'console.error("no kernel here"); process.exitCode = 1;',
  });
  assert.deepEqual(await runRecorder(refuses, refuses, { id: 'none', ops: [] }, 'bzImage'), {
    kind: 'impossible',
    message: 'no kernel here',
  });
  const records = folderWith({
    'scripts/kernel-record.mjs': `import { writeFileSync } from 'node:fs';
const [, ops, , out, , , , image] = process.argv.slice(2);
writeFileSync(out, JSON.stringify({ kernel: image, results: [] }));`,
  });
  const answer = await runRecorder(records, '/images', { id: 'none', ops: [] }, 'bzImage');
  assert.deepEqual(answer, { kind: 'recorded', recorded: { kernel: '/images/bzImage', results: [] } });
});

test('the JSON fits its schema, with a difference and without', async () => {
  const same = await verify('--format json --scenario go');
  assert.deepEqual(schemaErrors('verify', same.out), []);
  const other = await verify(
    '--format json --scenario go',
    standIn((results) => void results.pop()),
  );
  assert.deepEqual(schemaErrors('verify', other.out), []);
  assert.equal(JSON.parse(other.out).difference.what, 'end');
});

test('a topology of another kernel than the one that ran', async () => {
  const folder = folderWith({ 'a.topo': FILE.replace('kernel 6.12', 'kernel 6.1') });
  const { out } = await run('verify a.topo', folder, '', { record: standIn() });
  assert.match(out, /\nthe topology is of kernel 6\.1: what changed since may differ\n$/);
});
