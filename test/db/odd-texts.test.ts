// Texts that are odd in meaning: circles, things that stand in for each other, names that are nothing. They end, with findings.
import assert from 'node:assert/strict';
import test from 'node:test';
import { rootFindings } from '../../server/src/checks/findings.ts';
import { openWorkspace } from '../harness/run-fixture.ts';

const TEXTS: readonly string[] = [
  'device a on platform under b;\ndevice b on platform under a;\n',
  'device a on platform under a;\n',
  'device a on none under b;\ndevice b on none under a;\n',
  'device a on platform { supplier b; }\ndevice b on platform { supplier a; }\n',
  'extend device a { vf a; create a flavour a; device a on platform; }\ndevice a on platform;\n',
  'device a on platform { vf a { vf b { vf c; } } }\n',
  'contract a extends b { int x; }\ncontract b extends a { int y; }\nclass c { requires a; }\n',
  'module a { depends = b; loaded; }\nmodule b { depends = a; }\nmodule a { softdep_pre = a; }\n',
  'driver d on platform { probe { creates platform d; } }\nmodule d { loaded; }\ndevice d on platform;\n',
  'bus b { device struct s { name = "{name}"; inherits = id, id; u32 id; } match { never; } }\ndevice b on b { device c on b; id = 1; }\n',
  'driver "" on "" { }\ndevice "" on "";\nbus "";\nexpect "" bound "";\nimport "";\n',
  'device "a/b" on platform as "//";\nexpect "a/b" unbound;\nexpect "//" unbound;\n',
  'kernel 6.12;\nkernel 5.4;\nkernel 99999999.9;\n',
  'device __proto__ on platform { constructor = 1; __proto__ = 2; }\nbus constructor;\ndevice toString on constructor;\n',
  'order drivers a, a, b;\ndriver a on platform;\ndriver b on platform;\norder devices x, x;\ndevice x on platform;\n',
  'replace bus platform;\ndevice a on platform { compatible = "x"; }\n',
  'device 0000:ff:ff.f on pci { vendor = 0xffffffffffffffffff; device = 99999999999999999999999999; }\n',
];

for (const text of TEXTS) {
  test(text.split('\n')[0] ?? '', () => {
    const workspace = openWorkspace({ '/a.topo': text });
    const model = workspace.model('/a.topo');
    const { all } = rootFindings(workspace, model, 'stricter');
    for (const it of all) assert.ok(model.locate(it.place), it.message);
    for (const item of model.items('/a.topo')) model.references(item.key);
    for (const id of model.run.devices.keys()) assert.ok(model.spelling(id).length > 0 || id === 'device:/');
  });
}

test('words of any length get a message that can be read', () => {
  const digits = '1'.repeat(100_000);
  const name = 'n'.repeat(100_000);
  const workspace = openWorkspace({
    '/a.topo': `device a on pci { vendor = ${digits}; ${name} = 1; }\ndevice b on ${name};\n`,
  });
  const { all } = rootFindings(workspace, workspace.model('/a.topo'), 'stricter');
  assert.deepEqual(
    all.filter(({ severity }) => severity === 'error').map(({ code }) => code),
    ['name/value', 'name/unknown-field', 'name/unknown'],
  );
  for (const { message } of all) assert.ok(message.length < 1000, message.slice(0, 100));
});
