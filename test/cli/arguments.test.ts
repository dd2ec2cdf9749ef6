// Wrong use is answered on stderr with what is right, exit code 2; help and version are not wrong.
import assert from 'node:assert/strict';
import test from 'node:test';
import { COMMANDS } from '../../server/src/cli/specs.ts';
import { run } from './run.ts';

const WRONG: readonly (readonly [argv: string, says: RegExp])[] = [
  ['', /^Buswright shows which Linux driver/],
  ['chekc a.topo', /there is no command `chekc`; did you mean `check`\? /],
  [
    'serve',
    /there is no command `serve`; it is one of check, test, tree, explain, trace, verify, import, format, lsp/,
  ],
  ['check', /say which files or folders to check\nusage: buswright check PATHS/],
  ['check a.topo --form json', /there is no option `--form`; did you mean `--format`\? .*check --help/],
  ['check a.topo --fromat json', /there is no option `--fromat`; did you mean `--format`\?/],
  ['check a.topo --format', /`--format` needs a value: `--format FORM`/],
  ['check a.topo --format yaml', /`--format yaml`: it is one of text, json, sarif, github/],
  ['check a.topo --strict=1', /`--strict` takes no value/],
  ['check a.topo --strict --stricter', /one of `--strict` and `--stricter`/],
  ['tree', /say which topology to show/],
  ['tree a.topo b.topo', /`b\.topo` is one argument too many/],
  ['tree a.topo --by name', /it is one of bus, device, class/],
  ['explain a.topo', /say which topology and which device/],
  ['import', /say what to import: `udev DUMP`/],
  ['import lspci dump.txt', /there is no importer `lspci`; there is `udev`/],
  ['format', /say which files or folders to format/],
  ['lsp server', /`server` is one argument too many/],
];

for (const [argv, says] of WRONG) {
  test(`wrong use: buswright ${argv}`, async () => {
    const { exit, out, err } = await run(argv);
    assert.match(err, says);
    assert.deepEqual({ exit, out }, { exit: 2, out: '' });
  });
}

test('every command says how it is used', async () => {
  for (const { name, options, synopsis } of COMMANDS) {
    const { exit, out } = await run(`${name} --help`);
    assert.equal(exit, 0);
    assert.ok(out.startsWith(`usage: buswright ${name} ${synopsis}\n`), out);
    for (const option of options) assert.match(out, new RegExp(`--${option.name}\\b.*\\S`, 's'));
    assert.deepEqual(await run(`help ${name}`), await run(`${name} -h`));
  }
});

test('the program lists its commands and says its version', async () => {
  const { out, exit } = await run('--help');
  assert.equal(exit, 0);
  for (const { name, summary } of COMMANDS) assert.ok(out.includes(name) && out.includes(summary), name);
  assert.deepEqual(await run('--version'), { exit: 0, out: '1.2.3\n', err: '' });
});
