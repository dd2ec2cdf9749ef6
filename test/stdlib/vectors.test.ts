// The vectors of the domain through the library's own files: aliases of rows, modaliases of devices, what modprobe finds for
// them, and which driver binds. Each vector is a text of the language in vectors/.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { rowAliases } from '../../server/src/driver-core/index.ts';
import { installedModules } from '../../server/src/driver-core/kmod/installed-modules.ts';
import { analyze, deviceNamed, failures, marksOf, sectionsOf } from './topology.ts';

const read = (name: string): string => readFileSync(`test/stdlib/vectors/${name}`, 'utf8');

test('a row makes the aliases that depmod writes (MA-1)', () => {
  const text = read('aliases.topo');
  const analyzed = analyze(text);
  assert.deepEqual(failures(analyzed), []);
  for (const { name, wanted } of wantedAliases(text)) {
    const driver = analyzed.model.topology.drivers.find((it) => it.name === name);
    const bus = driver && analyzed.model.topology.buses.get(driver.bus);
    assert.ok(bus, name);
    const made = Object.entries(driver.tables).flatMap(([table, rows]) =>
      rows.flatMap((row) => rowAliases(bus, driver, table, row)),
    );
    assert.deepEqual(made, wanted, name);
  }
});

test('a device announces its modalias, or nothing (MA-7)', () => {
  const text = read('modaliases.topo');
  const analyzed = analyze(text);
  assert.deepEqual(failures(analyzed), []);
  const silent = marksOf(text).flatMap(({ word, rest }) => (word === 'silent' ? rest : []));
  assert.notEqual(silent.length, 0);
  for (const name of silent) assert.equal(deviceNamed(analyzed.model, name).modalias, undefined, name);
});

for (const { title, text } of sectionsOf(read('resolution.topo'))) {
  test(`modprobe finds: ${title}`, () => {
    const installed = installedModules({ alias: read('modules.alias'), order: read('modules.order') });
    const analyzed = analyze(text, installed);
    assert.deepEqual(failures(analyzed), []);
    const wanted = marksOf(text).filter(({ word }) => word === 'modules');
    assert.notEqual(wanted.length, 0);
    for (const { rest } of wanted) {
      const [name, ...modules] = rest;
      assert.deepEqual(deviceNamed(analyzed.model, name).candidates, modules, name);
    }
    for (const { rest } of marksOf(text).filter(({ word }) => word === 'query')) {
      const [query = '', ...modules] = rest;
      assert.deepEqual(
        installed.lookup(query).map(({ module }) => module),
        modules,
        query,
      );
    }
  });
}

for (const { title, text } of sectionsOf(read('matches.topo'))) {
  test(`match: ${title}`, () => {
    const analyzed = analyze(text);
    assert.deepEqual(failures(analyzed), []);
    for (const { rest } of marksOf(text).filter(({ word }) => word === 'row')) {
      const [row, name] = rest;
      const device = deviceNamed(analyzed.model, name);
      const attempt = device.attempts.find(({ driver }) => driver === device.driver);
      assert.equal(attempt?.verdict.row, Number(row), name);
    }
  });
}

/** A driver's aliases stand behind it, each in a mark of its own. */
function wantedAliases(
  text: string,
): readonly { readonly name: string; readonly wanted: readonly string[] }[] {
  return text
    .split(/^(?=driver )/m)
    .slice(1)
    .map((part) => ({
      name: part.split(' ')[1] ?? '',
      wanted: marksOf(part).map(({ word, rest }) => [word, ...rest].join(' ')),
    }));
}
