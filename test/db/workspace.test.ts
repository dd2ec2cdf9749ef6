// The workspace: which files are roots, what is wanted, what a change makes of them.
import assert from 'node:assert/strict';
import test from 'node:test';
import { rootFindings } from '../../server/src/checks/findings.ts';
import type { Workspace } from '../../server/src/db/index.ts';
import { openWorkspace } from '../harness/run-fixture.ts';

function codes(workspace: Workspace, root: string): readonly string[] {
  return rootFindings(workspace, workspace.model(root), 'relaxed').all.map((it) => it.code);
}

const ROOTS: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[]])[] = [
  ['a file that nobody imports', { '/a.topo': 'import "b.topo";', '/b.topo': '' }, ['/a.topo']],
  [
    'a file of two roots',
    { '/a.topo': 'import "c.topo";', '/b.topo': 'import "c.topo";', '/c.topo': '' },
    ['/a.topo', '/b.topo'],
  ],
  ['a cycle: its first file', { '/b.topo': 'import "a.topo";', '/a.topo': 'import "b.topo";' }, ['/a.topo']],
  [
    'a cycle that a root imports',
    { '/r.topo': 'import "b.topo";', '/b.topo': 'import "a.topo";', '/a.topo': 'import "b.topo";' },
    ['/r.topo'],
  ],
  ['a file that imports itself', { '/a.topo': 'import "a.topo";' }, ['/a.topo']],
];

for (const [what, files, roots] of ROOTS) {
  test(`roots: ${what}`, () => assert.deepEqual(openWorkspace(files).roots(), roots));
}

test('imports come before importers, each once', () => {
  const workspace = openWorkspace({
    '/r.topo': 'import "b.topo"; import "a.topo";',
    '/a.topo': 'import "c.topo";',
    '/b.topo': 'import "c.topo";',
    '/c.topo': 'import "r.topo";',
  });
  assert.deepEqual(workspace.model('/c.topo').files.length, 4);
  assert.deepEqual(workspace.roots(), ['/a.topo']);
});

test('what is imported and not known is wanted, until it is known to be missing', () => {
  const workspace = openWorkspace({ '/a.topo': 'import "b.topo";\nimport "c.topo";\n' });
  assert.deepEqual(workspace.wanted(), ['/b.topo', '/c.topo']);
  workspace.applyChange({ files: new Map([['/b.topo', 'device b on platform;']]), missing: ['/c.topo'] });
  assert.deepEqual(workspace.wanted(), []);
  assert.deepEqual(workspace.model('/a.topo').files, ['/b.topo', '/a.topo']);
  assert.deepEqual(codes(workspace, '/a.topo'), ['name/import']);
});

test('a file that goes takes its names along', () => {
  const workspace = openWorkspace({
    '/a.topo': 'import "b.topo";\ndevice a on platform { supplier b; }\n',
    '/b.topo': 'device b on platform;',
  });
  assert.deepEqual(codes(workspace, '/a.topo'), []);
  workspace.applyChange({ removed: ['/b.topo'] });
  assert.deepEqual(codes(workspace, '/a.topo'), ['name/import', 'name/unknown']);
});

test('a change of an imported file reaches every root', () => {
  const workspace = openWorkspace({
    '/a.topo': 'import "c.topo";\ndevice x on platform;\nexpect x bound c;\n',
    '/b.topo': 'import "c.topo";\ndevice x on platform;\nexpect x unbound;\n',
    '/c.topo': 'driver c on platform;\nmodule c { loaded; }\n',
  });
  const failed = (root: string) => codes(workspace, root).filter((it) => it.startsWith('expect/')).length;
  assert.deepEqual([failed('/a.topo'), failed('/b.topo')], [1, 0]);
  workspace.applyChange({ files: new Map([['/c.topo', 'driver x on platform;\nmodule x { loaded; }\n']]) });
  assert.deepEqual([failed('/a.topo'), failed('/b.topo')], [1, 1]);
  workspace.applyChange({ files: new Map([['/c.topo', 'driver c on platform { module = x; }\n']]) });
  assert.deepEqual([failed('/a.topo'), failed('/b.topo')], [1, 0]);
});

test('a model says what changed since another was looked at', () => {
  const workspace = openWorkspace({
    '/a.topo': 'device 0000:01:00.0 on pci { vendor = 1; }\ndevice 0000:02:00.0 on pci;\n',
  });
  const { generation } = workspace.model('/a.topo');
  const type = (at: number, newText: string) => {
    workspace.applyChange({ edits: new Map([['/a.topo', [{ start: at, end: at, newText }]]]) });
    return workspace.model('/a.topo');
  };
  assert.equal(type(0, '// note\n').delta.kind, 'none');
  const model = type((workspace.text('/a.topo') ?? '').indexOf('1; }'), '2');
  assert.deepEqual(model.delta.kind === 'some' && [...model.delta.devices], ['device:pci/0000:01:00.0']);
  assert.equal(type(0, '\n').delta.kind, 'none');
  const since = workspace.model('/a.topo').changesSince(generation);
  assert.deepEqual(since.kind === 'some' && [...since.devices], ['device:pci/0000:01:00.0']);
});

test('positions count lines and UTF-16 units', () => {
  const workspace = openWorkspace({ '/a.topo': '// 𝄞 note\r\ndevice a on platform;\n' });
  const offset = (workspace.text('/a.topo') ?? '').indexOf('a on');
  assert.deepEqual(workspace.positionAt('/a.topo', offset), { line: 1, character: 7 });
  assert.equal(workspace.offsetAt('/a.topo', 1, 7), offset);
});

test('library files are there to be read', () => {
  const workspace = openWorkspace({ '/a.topo': 'device a on platform;' });
  const place = workspace.model('/a.topo').placeOf('bus:platform');
  const at = place && workspace.model('/a.topo').locate(place);
  assert.equal(at?.uri, 'topo-std:/platform.topo');
  assert.equal(workspace.text(at?.uri ?? '')?.slice(at?.start, at?.end), 'platform');
});

test('the modules of a kernel that another root named already are used at once', () => {
  const asked: string[] = [];
  const installed = {
    lookup: (modalias: string) => {
      asked.push(modalias);
      return [];
    },
    has: () => false,
  };
  const text = 'kernel 6.1 { modules = "mods"; }\ndevice 0000:01:00.0 on pci { vendor = 1; }\n';
  const workspace = openWorkspace({ '/a.topo': text });
  workspace.model('/a.topo');
  assert.deepEqual(workspace.wantedKernels(), ['/mods']);
  workspace.applyChange({ kernels: new Map([['/mods', installed]]), files: new Map([['/b.topo', text]]) });
  assert.equal(workspace.model('/b.topo').topology.installed, installed);
  assert.equal(workspace.model('/a.topo').topology.installed, installed);
  assert.deepEqual(workspace.wantedKernels(), []);
  assert.ok(asked.length > 0);
});

test('a scenario plugs a device as it is written now, also if it was not there when it was edited', () => {
  const text = (id: number) => `bus b { device struct bd { u32 id; } driver struct bdrv { requires probe; }
    id_table struct b_id { u32 id; } match { id_table; } pm = forwards; }
driver d on b { id_table { { id = 1; } } }
module d { loaded; }
device above on platform { absent; }
device below on b under above { id = ${id}; }
scenario "hotplug" { plug above; expect below bound d; }`;
  const workspace = openWorkspace({ '/a.topo': text(2) });
  assert.deepEqual(codes(workspace, '/a.topo'), ['expect/bound']);
  workspace.applyChange({ files: new Map([['/a.topo', text(1)]]) });
  assert.deepEqual(codes(workspace, '/a.topo'), []);
});
