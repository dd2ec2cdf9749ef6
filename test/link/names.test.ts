// Names: what is near a slip of the pen, where imports lead, and that every spelling means what it spells.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { nearest } from '../../server/src/base/nearest.ts';
import { resolveUri } from '../../server/src/base/uri.ts';
import { openWorkspace } from '../harness/run-fixture.ts';

const NEAR: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['pcie', ['pci', 'spi', 'i2c'], ['pci']],
  ['vendr', ['vendor', 'device'], ['vendor']],
  ['plaftorm', ['platform', 'pci'], ['platform']],
  ['ab', ['ac', 'abc'], []],
  ['completely', ['different'], []],
  ['vendor', ['vendor'], []],
];

for (const [name, candidates, expected] of NEAR) {
  test(`nearest to ${name}`, () => assert.deepEqual(nearest(name, candidates), expected));
}

const IMPORTS: readonly (readonly [string, string, string])[] = [
  ['/a/b.topo', 'c.topo', '/a/c.topo'],
  ['/a/b.topo', '../c.topo', '/c.topo'],
  ['/a/b.topo', './x/../c.topo', '/a/c.topo'],
  ['/a/b.topo', '/c.topo', '/c.topo'],
  ['/b.topo', '../../c.topo', '/c.topo'],
  ['file:///a/b.topo', 'c d.topo', 'file:///a/c%20d.topo'],
  ['file:///a/b.topo', '../c.topo', 'file:///c.topo'],
  ['vscode-vfs://host/a/b.topo', 'c.topo', 'vscode-vfs://host/a/c.topo'],
];

for (const [base, path, expected] of IMPORTS) {
  test(`${path} beside ${base}`, () => assert.equal(resolveUri(base, path), expected));
}

const name = fc.constantFrom('a', 'b', 'c', 'pci', 'd');
const bus = fc.constantFrom('platform', 'pci', 'spi', 'none');
const device = fc.tuple(name, bus, fc.option(name, { nil: undefined }), fc.boolean());

test('every device is found again by its spelling', () => {
  const property = fc.property(fc.array(device, { maxLength: 8 }), (devices) => {
    const lines = devices.map(([text, on, label, isNested]) => {
      const head = `device ${text} on ${on}${label === undefined ? '' : ` as ${label}`}`;
      return isNested ? `${head} { device ${text} on i2c as inner; }` : `${head};`;
    });
    const workspace = openWorkspace({ '/a.topo': lines.join('\n') });
    const model = workspace.model('/a.topo');
    for (const { id } of model.declarations('device')) {
      const spelling = model.spelling(id);
      const found = model.resolve({
        site: 0,
        parts: spelling.split('/').map((text) => ({ site: 0, text })),
      });
      assert.ok(found.kind === 'one' && found.id === id, `${id}: ${spelling} → ${JSON.stringify(found)}`);
    }
  });
  fc.assert(property, { numRuns: 60 });
});
