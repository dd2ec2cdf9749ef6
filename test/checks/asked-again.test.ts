// Which checks are asked again after an edit, and that what they say follows the text.
import assert from 'node:assert/strict';
import test from 'node:test';
import { checkRuns, rootFindings } from '../../server/src/checks/findings.ts';
import type { Workspace } from '../../server/src/db/index.ts';
import { openWorkspace } from '../harness/run-fixture.ts';

const FILE = '/main.topo';

function codes(workspace: Workspace): readonly string[] {
  return workspace.models().flatMap((model) =>
    rootFindings(workspace, model, 'relaxed')
      .all.filter((it) => it.severity !== 'hint')
      .map((it) => it.code),
  );
}

function edit(workspace: Workspace, text: string): void {
  workspace.applyChange({ files: new Map([[FILE, text]]) });
}

test('a step of a scenario is looked at again when the scenario changed', () => {
  const before = `kernel 6.12;
driver gpu on pci { id_table { { vendor = 0x1234; device = 0x0001; } } flavour vgpu { creates mdev; } }
driver vgpu on mdev { module = gpu; probe { registers vfio; } }
device 0000:01:00.0 on pci {
    vendor = 0x1234;
    device = 0x0001;
    create 83b8f4f2-509f-382f-3c1e-e6bfe0fa1001 flavour vgpu;
}
`;
  const bind = 'scenario "s" { bind 83b8f4f2-509f-382f-3c1e-e6bfe0fa1001 to vgpu; }\n';
  const workspace = openWorkspace({ [FILE]: before });
  assert.deepEqual(codes(workspace), []);
  edit(workspace, before + bind);
  assert.deepEqual(codes(workspace), ['MK-103']);
  edit(workspace, `${before}scenario "s" { suspend; }\n`);
  assert.deepEqual(codes(workspace), []);
});

test('a step of a scenario is looked at again when the device that it speaks of changed', () => {
  const text = (device: string): string => `driver e1000e on pci {
    id_table { { vendor = 0x8086; device = 0x1502; } }
}
device 0000:00:19.0 on pci { vendor = 0x8086; device = ${device}; }
scenario "s" { set 0000:00:19.0 driver_override = none-such; }
`;
  const workspace = openWorkspace({ [FILE]: text('0x1502') });
  assert.deepEqual(codes(workspace), ['MK-91']);
  edit(workspace, text('0x1503'));
  assert.deepEqual(codes(workspace), []);
  edit(workspace, text('0x1502'));
  assert.deepEqual(codes(workspace), ['MK-91']);
});

test('what scenarios say is read again where only a scenario changed, or only a device', () => {
  const hints = (workspace: Workspace): readonly string[] =>
    workspace
      .models()
      .flatMap((model) => rootFindings(workspace, model, 'strict').all)
      .flatMap(({ code }) => (code === 'MK-129' || code === 'MK-92' ? [code] : []));
  const text = (
    step: string,
    fact = '',
  ): string => `driver vf on pci { id_table { { vendor = 1; override_only; } } }
driver foo on platform { id_table foo; suppress_bind_attrs; }
device foo on platform;
device 0000:01:00.0 on pci { vendor = 1; device = 2; ${fact} }
scenario "s" { ${step} }
`;
  const workspace = openWorkspace({ [FILE]: text('suspend;') });
  assert.deepEqual(hints(workspace), ['MK-92']);
  edit(workspace, text('unplug foo;'));
  assert.deepEqual([...hints(workspace)].sort(), ['MK-129', 'MK-92']);
  edit(workspace, text('set 0000:01:00.0 driver_override = vf;'));
  assert.deepEqual(hints(workspace), []);
  edit(workspace, text('suspend;', 'driver_override = vf;'));
  assert.deepEqual(hints(workspace), []);
  edit(workspace, text('suspend;'));
  assert.deepEqual(hints(workspace), ['MK-92']);
});

test('a clash of two drivers follows the device that shows it', () => {
  const text = (value: string): string => `driver by-class on pci {
    id_table { { vendor = 0x1002; class = 0x030000; class_mask = 0xffff00; } }
}
driver by-id on pci { id_table { { vendor = 0x1002; device = 0x5d57; } } }
device 0000:01:00.0 on pci { vendor = 0x1002; device = 0x5d57; class = ${value}; }
`;
  const workspace = openWorkspace({ [FILE]: text('0x040000') });
  assert.deepEqual(codes(workspace), []);
  edit(workspace, text('0x030000'));
  assert.deepEqual(codes(workspace), ['MK-9']);
  edit(workspace, text('0x040000'));
  assert.deepEqual(codes(workspace), []);
});

test('an edit of one device asks as much in a file of a thousand as in a file of ten', () => {
  const asked = [10, 1000].map((count) => {
    const text = (last: string): string =>
      `driver d on pci { id_table { { vendor = 0x1234; } } }\n${Array.from(
        { length: count },
        (_, n) =>
          `device 0000:${n.toString(16).padStart(2, '0')}:00.0 on pci { vendor = 0x1234; device = 1; }\n`,
      ).join('')}device last on platform { compatible = "${last}"; }\n`;
    const workspace = openWorkspace({ [FILE]: text('a,b') });
    codes(workspace);
    const before = checkRuns(workspace, FILE);
    edit(workspace, text('a,c'));
    codes(workspace);
    return checkRuns(workspace, FILE) - before;
  });
  assert.equal(asked[0], asked[1]);
  assert.ok((asked[0] ?? 0) > 0);
});
