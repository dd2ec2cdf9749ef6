// The server's settings and their defaults are those that the extension's manifest declares and docs/editors.md lists.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { DEFAULT_SETTINGS, settingsFrom } from '../../server/src/lsp/settings.ts';

interface Manifest {
  readonly contributes: {
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly default: unknown }>> };
  };
}
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const { properties } = manifest.contributes.configuration;
const page = readFileSync('docs/editors.md', 'utf8');

test('the manifest has the defaults of the server', () => {
  const declared = (name: string) => properties[`buswright.${name}`]?.default;
  assert.equal(declared('severity'), DEFAULT_SETTINGS.severity);
  assert.equal(declared('kernel.modules'), '');
  assert.equal(declared('format.indent'), DEFAULT_SETTINGS.formatIndent);
  for (const [name, value] of Object.entries(DEFAULT_SETTINGS.inlayHints)) {
    assert.equal(declared(`inlayHints.${name}`), value, name);
  }
});

test('docs/editors.md names every inlay hint', () => {
  for (const name of Object.keys(DEFAULT_SETTINGS.inlayHints)) assert.match(page, new RegExp(`\\.${name}\``));
});

test('what is not understood keeps its default', () => {
  for (const odd of [
    null,
    undefined,
    3,
    'x',
    [],
    { severity: 7, inlayHints: null, kernel: 'x', format: { indent: 99 } },
  ]) {
    assert.deepEqual(settingsFrom(odd), DEFAULT_SETTINGS);
  }
  const some = settingsFrom({ severity: 'strict', inlayHints: { rank: false }, kernel: { modules: '/k' } });
  assert.deepEqual([some.severity, some.inlayHints.rank, some.kernelModules], ['strict', false, '/k']);
  assert.equal(some.inlayHints.binding, true);
});
