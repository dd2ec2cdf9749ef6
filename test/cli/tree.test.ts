// `buswright tree` and `explain` on topologies: text, JSON against its schema, and what cannot be shown.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import test from 'node:test';
import { schemaErrors } from '../exporters/json-schemas.ts';
import { folderWith, run } from './run.ts';

const FIRST = `kernel 6.12;
driver e1000e on pci { id_table { { vendor = 0x8086; device = 0x1502; } } probe { registers net; } }
module vfio_pci { loaded; }
driver vfio-pci on pci { module = vfio_pci; id_table { { override_only; } } }

device pci0000:00 on none {
    device 0000:00:19.0 on pci { vendor = 0x8086; device = 0x1502; }
    device 0000:03:00.0 on pci { vendor = 0x15b3; device = 0x1017; }
}
`;

test('the tree names what is bound, what is not, and what the drivers made', async () => {
  const folder = folderWith({ 'first.topo': FIRST });
  const { exit, out, err } = await run('tree first.topo --by device', folder);
  assert.deepEqual({ exit, err }, { exit: 0, err: '' });
  const [head, , ...lines] = out.split('\n');
  assert.equal(head, 'first.topo: 2 devices, 1 bound, 1 unbound (kernel 6.12)');
  assert.match(lines[0] ?? '', /^pci0000:00$/);
  assert.match(lines[1] ?? '', /^├── ● 0000:00:19\.0 \(pci\) → e1000e: matches by row 1 of its id_table/);
  assert.match(lines[2] ?? '', /^│ {3}└── \w+ \(net\)/);
  assert.match(lines[3] ?? '', /^└── ○ 0000:03:00\.0 \(pci\) unbound: /);
});

test('the JSON says for each device what a script needs', async () => {
  const folder = folderWith({ 'first.topo': FIRST });
  const { out } = await run('tree first.topo --json', folder);
  assert.deepEqual(schemaErrors('tree', out), []);
  const { devices, buses } = JSON.parse(out);
  const bound = devices.find((it: { name: string }) => it.name === '0000:00:19.0');
  assert.deepEqual(
    [bound.bus, bound.parent, bound.sysfs, bound.modalias, bound.state, bound.driver, bound.module],
    [
      'pci',
      'pci0000:00',
      '/sys/devices/pci0000:00/0000:00:19.0',
      'pci:v00008086d00001502sv00000000sd00000000bc00sc00i00',
      'bound',
      'e1000e',
      'e1000e',
    ],
  );
  const pci = buses.find((it: { name: string }) => it.name === 'pci');
  assert.deepEqual(
    pci.drivers.map((it: { name: string; order: number }) => `${it.order} ${it.name}`),
    ['1 e1000e', '2 vfio-pci'],
  );
});

test('explain says driver by driver what decided; with DRIVER only that one', async () => {
  const folder = folderWith({ 'first.topo': FIRST });
  const all = await run('explain first.topo 0000:03:00.0', folder);
  assert.equal(all.exit, 0);
  assert.match(all.out, /^0000:03:00\.0 on pci: unbound\n/);
  assert.match(all.out, /e1000e .*vendor 0x8086 ≠ 0x15b3/);
  const one = await run('explain first.topo pci/0000:03:00.0 vfio-pci', folder);
  assert.match(one.out, /vfio-pci/);
  assert.doesNotMatch(one.out, /e1000e/);
});

test('the JSON of explain holds to its schema', async () => {
  const folder = folderWith({ 'first.topo': FIRST });
  const { out } = await run('explain first.topo 0000:03:00.0 e1000e --json', folder);
  assert.deepEqual(schemaErrors('explain', out), []);
  const { attempts } = JSON.parse(out);
  assert.equal(attempts.length, 1);
  assert.equal(attempts[0].outcome, 'no match');
  assert.equal(attempts[0].verdict.nearest.row, 1);
});

test('what is not there is wrong use, with what was probably meant', async () => {
  const folder = folderWith({ 'first.topo': FIRST });
  const wrong = async (argv: string): Promise<string> => {
    const { exit, err } = await run(argv, folder);
    assert.equal(exit, 2, argv);
    return err;
  };
  assert.match(await wrong('tree none.topo'), /`none\.topo` cannot be read: there is no such file/);
  assert.match(await wrong('tree .'), /`\.` is a folder; give one topology/);
  assert.match(
    await wrong('explain first.topo 00:19.0'),
    /no device `00:19\.0`; did you mean `0000:00:19\.0`\?/,
  );
  assert.match(
    await wrong('explain first.topo 0000:00:19.0 e1000'),
    /no driver `e1000`; did you mean `e1000e`\?/,
  );
  assert.match(await wrong('tree first.topo --kernel .'), /no kernel's module folder/);
});

test('a driver of another bus is never asked', async () => {
  const folder = folderWith({ 'a.topo': `${FIRST}driver other on platform;\n` });
  const { exit, err } = await run('explain a.topo 0000:00:19.0 other', folder);
  assert.equal(exit, 2);
  assert.match(err, /`other` is a driver of `platform`; it is never asked about a device of `pci`/);
});

test('a statement that cannot be read is told beside the tree of the others', async () => {
  const folder = folderWith({ 'a.topo': `${FIRST}device b pci;\n` });
  const { exit, out, err } = await run('tree a.topo', folder);
  assert.equal(exit, 0);
  assert.match(out, /1 bound, 1 unbound/);
  assert.equal(err, 'a statement has a syntax error; `buswright check a.topo` says which\n');
});

test('the modules of a kernel of the command line stand as drivers', async () => {
  const alias = 'alias pci:v000015B3d00001017sv*sd*bc*sc*i* mlx5_core\n';
  const folder = folderWith({ 'first.topo': FIRST, 'kernel/modules.alias': alias });
  const { out } = await run('tree first.topo --kernel kernel --json', folder);
  const device = JSON.parse(out).devices.find((it: { name: string }) => it.name === '0000:03:00.0');
  assert.deepEqual(device.candidates, ['mlx5_core']);
  assert.equal(device.driver, 'mlx5_core');
});

test('a kernel that the topology names is read beside its file, one that is not there is left out', async () => {
  const alias = 'alias pci:v000015B3d00001017sv*sd*bc*sc*i* mlx5_core\n';
  const text = FIRST.replace('kernel 6.12;', 'kernel 6.12 { modules = "../kernel"; }');
  const folder = folderWith({ 'boards/first.topo': text, 'kernel/modules.alias': alias });
  assert.match((await run('tree boards/first.topo', folder)).out, /0000:03:00.0 → mlx5_core/);
  const bare = folderWith({ 'boards/first.topo': text });
  const { exit, out, err } = await run('tree boards/first.topo', bare);
  assert.equal(exit, 0);
  assert.match(err, /`kernel` is no kernel's module folder.*left out\n$/);
  assert.match(out, /1 bound, 1 unbound/);
});

test('every example has a tree that holds to the schema', async () => {
  const names = readdirSync('examples', { recursive: true, encoding: 'utf8' }).filter((it) =>
    it.endsWith('.topo'),
  );
  assert.ok(names.length > 20, `${names.length} examples`);
  for (const name of names) {
    const file = `examples/${name.replaceAll('\\', '/')}`;
    const { exit, out } = await run(`tree ${file} --json`, process.cwd());
    assert.equal(exit, 0, file);
    assert.deepEqual(schemaErrors('tree', out), [], file);
  }
});
