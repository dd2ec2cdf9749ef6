// `buswright check`: exit codes, forms, severity, and files in and out of folders.
import assert from 'node:assert/strict';
import test from 'node:test';
import { schemaErrors } from '../exporters/json-schemas.ts';
import { folderWith, run } from './run.ts';

const SOUND = `driver e1000e on pci { id_table { { vendor = 0x8086; device = 0x1502; } } }
device 0000:00:19.0 on pci { vendor = 0x8086; device = 0x1502; }
expect 0000:00:19.0 bound e1000e;
`;
const WRONG = 'device a on pcie { vendor = 1; }\n';

test('a sound topology: one line, exit code 0', async () => {
  const folder = folderWith({ 'first.topo': SOUND });
  assert.deepEqual(await run('check first.topo', folder), {
    exit: 0,
    out: 'no problems in 1 file\n',
    err: '',
  });
});

test('an error: a code frame, the fix, exit code 1', async () => {
  const folder = folderWith({ 'boards/a.topo': WRONG, 'boards/b.topo': SOUND });
  const { exit, out, err } = await run('check boards', folder);
  assert.deepEqual({ exit, err }, { exit: 1, err: '' });
  assert.equal(
    out,
    `boards/a.topo:1:13: error name/unknown: there is no bus \`pcie\`; did you mean \`pci\`?
  1 | device a on pcie { vendor = 1; }
    |             ^^^^
  fix: Replace by \`pci\`

1 error in 2 files
`,
  );
});

test('a syntax error has its place, also in a file with CRLF and a byte order mark', async () => {
  const folder = folderWith({ 'a.topo': '\ufeffdriver d on pci;\r\ndevice a on pci { vendor: 1; }\r\n' });
  const { exit, out } = await run('check a.topo', folder);
  assert.equal(exit, 1);
  assert.match(out, /^a\.topo:2:25: error syntax\/colon: /);
});

test('what a file imports is checked with it, a finding of a shared file is told once', async () => {
  const folder = folderWith({
    'one.topo': 'import "lib/shared.topo";\n',
    'two.topo': 'import "lib/shared.topo";\n',
    'lib/shared.topo': WRONG,
  });
  const { out } = await run('check .', folder);
  assert.match(out, /^lib\/shared\.topo:1:13: error/);
  assert.match(out, /\n1 error in 3 files\n$/);
  const alone = await run('check one.topo', folder);
  assert.match(alone.out, /^lib\/shared\.topo:1:13: error/);
});

test('an import that is not there is an error of the text, a path that is not there is wrong use', async () => {
  const folder = folderWith({ 'a.topo': 'import "none.topo";\n' });
  const { exit, out } = await run('check a.topo', folder);
  assert.equal(exit, 1);
  assert.match(out, /^a\.topo:1:8: error name\/import: there is no file `none\.topo`/);
  const wrong = await run('check none.topo', folder);
  assert.deepEqual(wrong, { exit: 2, out: '', err: 'buswright: there is no file or folder `none.topo`\n' });
});

test('warnings alone do not fail; --stricter says more than the default', async () => {
  const folder = folderWith({
    'order.topo': `driver one on platform { of_match_table "acme,widget"; }
driver two on platform { of_match_table "acme,widget"; }
device w on platform { compatible = "acme,widget"; }
`,
  });
  const relaxed = await run('check order.topo', folder);
  assert.equal(relaxed.exit, 0);
  const counts = async (argv: string) => JSON.parse((await run(argv, folder)).out).summary;
  const few = await counts('check order.topo --format json');
  const many = await counts('check order.topo --format json --stricter');
  const sum = (it: Readonly<Record<string, number>>) => Object.values(it).reduce((a, b) => a + b, 0);
  assert.ok(sum(few) > 0 && sum(few) <= sum(many), JSON.stringify({ few, many }));
});

test('an expected problem accounts for its finding', async () => {
  const folder = folderWith({
    'a.topo': `driver a on pci { id_table { { vendor = 1; device = 2; } } }
driver a on pci { module = other; id_table { { vendor = 1; device = 3; } } }
device 0000:00:01.0 on pci { vendor = 1; device = 2; }
expect problem MK-36;
`,
  });
  assert.deepEqual(await run('check a.topo', folder), { exit: 0, out: 'no problems in 1 file\n', err: '' });
});

test('the machine forms are well formed and tell the same', async () => {
  const folder = folderWith({ 'my boards/a.topo': WRONG });
  const json = await run('check --format json .', folder);
  assert.deepEqual(schemaErrors('check', json.out), []);
  const [finding] = JSON.parse(json.out).findings;
  assert.equal(finding.span.file, 'my boards/a.topo');
  const sarif = await run('check --format sarif .', folder);
  const [result] = JSON.parse(sarif.out).runs[0].results;
  assert.equal(result.message.text, finding.message);
  assert.equal(result.locations[0].physicalLocation.artifactLocation.uri, 'my%20boards/a.topo');
  const github = await run('check --format github .', folder);
  assert.ok(
    github.out.startsWith(
      '::error file=my boards/a.topo,line=1,endLine=1,col=13,endColumn=17,title=name/unknown::',
    ),
    github.out,
  );
  for (const { exit } of [json, sarif, github]) assert.equal(exit, 1);
});
