// Paths of the command line as URIs of the engine, and back.
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import test from 'node:test';
import { resolveUri } from '../../server/src/base/uri.ts';
import { showUri, toPath, toUri } from '../../server/src/cli/paths.ts';

const NAMES = [
  'a.topo',
  'my board/a b.topo',
  'x (1)!.topo',
  "it's.topo",
  '100%.topo',
  'ü/日本.topo',
  '#1?.topo',
];

test('a path comes back from its URI, and an import of that name means the same URI', () => {
  const cwd = resolve('boards');
  for (const name of NAMES) {
    const uri = toUri(name, cwd);
    assert.equal(toPath(uri), resolve(cwd, name));
    assert.equal(showUri(uri, cwd), name);
    assert.equal(resolveUri(toUri('root.topo', cwd), name), uri);
  }
});

test('what lies elsewhere is shown absolute, library files as their URI', () => {
  assert.equal(showUri(toUri('../a.topo', resolve('boards')), resolve('boards')), resolve('a.topo'));
  assert.equal(showUri('topo-std:/pci.topo', resolve('boards')), 'topo-std:/pci.topo');
  assert.equal(toPath('topo-std:/pci.topo'), undefined);
});
