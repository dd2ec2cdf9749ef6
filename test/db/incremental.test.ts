// After any edits the workspace says what a fresh one says of the same texts: findings, results, order, topology.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import { rootFindings } from '../../server/src/checks/findings.ts';
import type { RootModel, Workspace } from '../../server/src/db/index.ts';
import type { Place } from '../../server/src/link/index.ts';
import { openWorkspace } from '../harness/run-fixture.ts';

function at(model: RootModel, place: Place): string {
  const { uri, start, end } = model.locate(place) ?? {};
  return `${uri}:${start}-${end}`;
}

/** Everything that others read of a root, with places as offsets. */
function describe(workspace: Workspace, model: RootModel): unknown {
  const findings = rootFindings(workspace, model, 'stricter').all.map((it) => {
    const fixes = it.fixes().map((fix) => [fix.title, [...model.edits(fix.edits)]]);
    const related = it.related.map((other) => [at(model, other.place), other.message]);
    const said = `${at(model, it.place)} ${it.severity} ${it.code} ${it.message} ${it.expected === true}`;
    return `${said} ${JSON.stringify([related, fixes])}`;
  });
  const devices = [...model.run.devices.values()].map((it) => [
    it.id,
    it.state,
    it.driver,
    it.path,
    it.modalias,
    it.reason,
  ]);
  const drivers = [...model.run.drivers.values()].map((it) => [
    it.id,
    it.order,
    [...it.devices].sort(),
    [...it.matches].sort(),
  ]);
  return {
    files: model.files,
    kernel: model.kernel,
    findings: findings.sort(),
    devices,
    drivers,
    order: [...model.run.order].map(([bus, ids]) => [bus, [...ids]]),
    fields: model.topology.devices.map((it) => [it.id, it.fields, it.parent]),
  };
}

function describeAll(workspace: Workspace): unknown {
  return workspace.models().map((it) => [it.root, describe(workspace, it)]);
}

function fresh(workspace: Workspace): Workspace {
  return openWorkspace(Object.fromEntries(workspace.files().map((uri) => [uri, workspace.text(uri) ?? ''])));
}

/** Pieces of the language that edits put in or over something. */
const SNIPPETS = [
  '',
  ' ',
  '// a comment\n',
  '\n',
  ';',
  '{',
  '}',
  'vendor = 0x15b3;',
  'device = 1;',
  '0x8086',
  'pci',
  'platform',
  'driver_override = d;',
  'device x on platform;\n',
  'device 0000:09:00.0 on pci { vendor = 0x8086; }\n',
  'driver d on pci { id_table { { vendor = 0x8086; } } }\n',
  'extend device 0000:08:00.0 { iommu_group = 7; }\n',
  'kernel 5.4;\n',
  'module d { loaded; }\n',
  'bus own { device struct own_device { name = "own{n}"; } match { any; } }\n',
  'device own0 on own;\n',
  'expect problem MK-36;\n',
  'expect 0000:08:00.0 unbound;\n',
  'allow MK-9 "why";\n',
  'scenario "s" { unbind 0000:08:00.0; drivers_probe 0000:08:00.0; expect 0000:08:00.0 bound; }\n',
  'device nested on platform { device x on i2c; }\n',
  'scenario "p" { unplug x; plug device x on platform; expect x bound; expect no problem; }\n',
  'scenario "m" { modprobe d; rmmod d; expect order remove x, own0; expect problem MK-36; }\n',
  'device x on spi { label = own0; }\n',
  'expect problem MK-9 at x;\n',
  'suspend;\n',
  'expect no problem;\n',
  'import "b.topo";\n',
  'extend driver d { probe { creates own as aux; } flavour f { u32 n; creates own as made; } }\n',
  'device serial0 on platform { supplier serail0 as clock; create req flavour f { n = 1; } }\n',
  'order drivers d, dd;\n',
  'order devices x, own0;\n',
  'modprobe { blacklist d; softdep d pre e; }\n',
  'iommu io { listens = own; }\n',
  'class cls { name = "cls{n}"; }\n',
  'replace driver d on pci { probe { registers net; needs driver own/o; } }\n',
  'extend device x { supplier own0; device y on own as aux; }\n',
  'device x on pci { claimed_by = d; }\n',
  'scenario "n" { modprobe d; new_id pci/d { vendor = 1; device = 1; } expect cls/cls0 absent; expect module d loaded; }\n',
  'expect order add x, own0;\n',
  'expect x unbound because MK-36;\n',
];

interface Edit {
  readonly file: number;
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  file: fc.nat(3),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(60)),
  text: fc.constantFrom(...SNIPPETS),
});

function apply(workspace: Workspace, change: Edit): void {
  const uris = workspace.files();
  const uri = uris[change.file % uris.length] ?? '';
  const { length } = workspace.text(uri) ?? '';
  const start = Math.floor(change.at * length);
  const end = Math.min(length, start + change.length);
  workspace.applyChange({ edits: new Map([[uri, [{ start, end, newText: change.text }]]]) });
}

const SEEDS = 'examples/seeds';
const STARTS = [SEEDS, 'examples/scenarios'].flatMap((folder) =>
  readdirSync(folder)
    .filter((it) => it.endsWith('.topo'))
    .map((it) => readFileSync(join(folder, it), 'utf8')),
);

test('incremental equals from scratch', () => {
  const property = fc.property(
    fc.constantFrom(...STARTS),
    fc.array(edit, { maxLength: 8 }),
    (text, edits) => {
      const mlx5 = readFileSync(join(SEEDS, 'mlx5.topo'), 'utf8');
      const workspace = openWorkspace({
        '/a.topo': text,
        '/b.topo': 'device b on platform;\n',
        '/mlx5.topo': mlx5,
      });
      for (const change of edits) {
        apply(workspace, change);
        describeAll(workspace);
      }
      assert.deepEqual(describeAll(workspace), describeAll(fresh(workspace)));
    },
  );
  fc.assert(property, { numRuns: 15 });
});

test('a file that is imported for a while and edited then is judged as it is now', () => {
  const workspace = openWorkspace({ '/a.topo': '', '/b.topo': 'device b on platform;\n' });
  const edit = (uri: string, end: number, newText: string) => {
    workspace.applyChange({ edits: new Map([[uri, [{ start: 0, end, newText }]]]) });
    return describeAll(workspace);
  };
  describeAll(workspace);
  edit('/a.topo', 0, 'import "b.topo";');
  edit('/b.topo', 0, 'expect b bound;\n');
  assert.deepEqual(edit('/a.topo', 16, ''), describeAll(fresh(workspace)));
});

/** One edit: what is deleted, or what is put in front. */
const HANDOVERS: readonly (readonly [string, string, string, string])[] = [
  [
    'the library has its driver back when a replacement goes',
    'replace driver sr on scsi { probe { fails ENODEV; } }\n',
    '',
    'device 0:0:0:0 on scsi { type = 5; }\nexpect 0:0:0:0 bound sr;\n',
  ],
  [
    'a replacement takes the place of what the library has',
    '',
    'replace driver sr on scsi { probe { fails ENODEV; } }\n',
    'device 0:0:0:0 on scsi { type = 5; }\nexpect 0:0:0:0 bound sr;\n',
  ],
  [
    'what stands in a device goes when that becomes the second of its name',
    '',
    'device d on pci;\n',
    'device p on platform { supplier v as clock; }\ndevice d on pci { device v on platform; }\n',
  ],
  [
    'what is near a name that means nothing is offered when it comes',
    '',
    'device serial1 on platform;\n',
    'device c on platform under serial0;\norder drivers foo, bar;\n',
  ],
  [
    'a request in an extension of what nobody declares is meant when the first of its name goes',
    'device x on platform { create sf88 flavour pcisf; }\n',
    '',
    'extend device nobody { create sf88 flavour pcisf; }\n',
  ],
  [
    'a name in a scenario is one of a class no longer',
    'class cls;\n',
    '',
    'scenario "s" { expect cls/cls0 absent; }\n',
  ],
  [
    'nothing loads a driver that a scenario names any more',
    'device 0000:00:19.0 on pci { vendor = 0x8086; }\n',
    '',
    'driver e on pci { id_table { { vendor = 0x8086; } } }\nscenario "s" { new_id pci/e { vendor = 1; device = 1; } }\n',
  ],
  [
    'what a device says counts for the second of its name',
    'device d on platform { compatible = "b"; }\n',
    'device d on platform { compatible = "b"; dma = own; }\n',
    'device d on platform { dma = own; }\n',
  ],
  [
    'the last consumer of a supplier binds, which an expectation is about',
    'driver user on i2c { of_match_table "acme,none"; }\n',
    'driver user on i2c { of_match_table "acme,user"; }\n',
    'driver clk on platform { of_match_table "acme,clk"; device_driver = sync_state; }\ndevice clk0 on platform { compatible = "acme,clk"; }\ndevice user0 on i2c { compatible = "acme,user"; supplier clk0; }\nexpect clk0 state_synced = 1;\n',
  ],
  [
    'the last consumer of a supplier binds, which a scenario is about',
    'driver user on i2c { of_match_table "acme,none"; }\n',
    'driver user on i2c { of_match_table "acme,user"; }\n',
    'driver clk on platform { of_match_table "acme,clk"; device_driver = sync_state; }\ndevice clk0 on platform { compatible = "acme,clk"; }\ndevice user0 on i2c { compatible = "acme,user"; supplier clk0; }\nscenario "s" { expect clk0 state_synced = 1; }\n',
  ],
];

for (const [title, before, after, rest] of HANDOVERS) {
  test(title, () => {
    const workspace = openWorkspace({ '/a.topo': before + rest });
    describeAll(workspace);
    const edit = { start: 0, end: before.length, newText: after };
    workspace.applyChange({ edits: new Map([['/a.topo', [edit]]]) });
    assert.deepEqual(describeAll(workspace), describeAll(fresh(workspace)));
  });
}

const DIGITS = ['0x8086', '0x15b3', '0x1502', '0', '0xffffffff', '15b3', 'any'];

test('edits of device ids: rerun equals from scratch', () => {
  const text = [
    'driver a on pci { id_table { { vendor = 0x8086; device = 0x1502; } } probe { needs clock if present; needs gpio else ENODEV when device == 0; acquires irq rx devm; } }',
    'driver b on pci { id_table { { vendor = 0x15b3; } { vendor = 0x8086; device = 0x15b3; } } }',
    'driver v on pci { id_table { { vendor = 0x8086; override_only; } } }',
    ...Array.from(
      { length: 12 },
      (_, n) => `device 0000:00:0${n.toString(16)}.0 on pci { vendor = 0x8086; device = 0x1502; }`,
    ),
    'expect 0000:00:03.0 bound a;',
    'expect problem MK-9;',
  ].join('\n');
  const change = fc.record({
    device: fc.nat(11),
    field: fc.constantFrom('vendor', 'device'),
    value: fc.constantFrom(...DIGITS),
  });
  const property = fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
    const workspace = openWorkspace({ '/a.topo': text });
    describeAll(workspace);
    for (const { device, field, value } of changes) {
      const now = workspace.text('/a.topo') ?? '';
      const line = now.indexOf(`0000:00:0${device.toString(16)}.0 on`);
      const start = now.indexOf(`${field} = `, line) + field.length + 3;
      const end = now.indexOf(';', start);
      workspace.applyChange({ edits: new Map([['/a.topo', [{ start, end, newText: value }]]]) });
      describeAll(workspace);
    }
    assert.deepEqual(describeAll(workspace), describeAll(fresh(workspace)));
  });
  fc.assert(property, { numRuns: 30 });
});
