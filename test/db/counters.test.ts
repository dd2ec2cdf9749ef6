// How much an edit costs, counted: blanks cost nothing downstream, a device that stands alone costs itself, names cost more.
import assert from 'node:assert/strict';
import test from 'node:test';
import { checkRuns, rootFindings } from '../../server/src/checks/findings.ts';
import type { Counters, Workspace } from '../../server/src/db/index.ts';
import { openWorkspace } from '../harness/run-fixture.ts';

const DEVICES = 200;

const FILE = [
  'driver a on pci { id_table { { vendor = 0x8086; device = 0x1502; } } }',
  'driver b on pci { id_table { { vendor = 0x15b3; } } }',
  ...Array.from({ length: DEVICES }, (_, index) => {
    const slot = (index % 32).toString(16).padStart(2, '0');
    const bus = Math.floor(index / 32)
      .toString(16)
      .padStart(2, '0');
    return `device 0000:${bus}:${slot}.0 on pci { vendor = 0x8086; device = 0x1502; }`;
  }),
  'device 0000:ff:00.0 on pci { vendor = 0x15b3; }',
  'expect 0000:00:03.0 bound a;',
  '',
].join('\n');

interface Cost extends Counters {
  readonly checks: number;
}

/** What an edit costs: the first `find` in the file becomes `text`. */
function costOf(workspace: Workspace, find: string, text: string): Cost {
  const before = { ...workspace.counters };
  const checks = checkRuns(workspace, '/a.topo');
  const start = workspace.text('/a.topo')?.indexOf(find) ?? -1;
  assert.ok(start >= 0, find);
  workspace.applyChange({
    edits: new Map([['/a.topo', [{ start, end: start + find.length, newText: text }]]]),
  });
  look(workspace);
  const after = workspace.counters;
  const spent = Object.entries(after).map(([name, count]) => [name, count - before[name as keyof Counters]]);
  return {
    ...(Object.fromEntries(spent) as unknown as Counters),
    checks: checkRuns(workspace, '/a.topo') - checks,
  };
}

function look(workspace: Workspace): readonly string[] {
  const found = rootFindings(workspace, workspace.model('/a.topo'), 'relaxed').all;
  return found.map((it) => `${it.code} ${it.message}`);
}

function opened(): Workspace {
  const workspace = openWorkspace({ '/a.topo': FILE });
  look(workspace);
  return workspace;
}

const NO_WORK = { itemsLinked: 0, namesCollected: 0, typesLinked: 0, fullRuns: 0, reruns: 0, checks: 0 };

function work({ itemsRead: _, itemsLowered: __, ...rest }: Cost) {
  return rest;
}

test('a comment costs reading its item and nothing else', () => {
  const workspace = opened();
  const cost = costOf(workspace, 'device 0000:02:03.0', '// a comment\n/* more */ device   0000:02:03.0');
  assert.ok(cost.itemsRead <= 4, `${cost.itemsRead} items read`);
  assert.deepEqual(work(cost), NO_WORK);
});

test('a device id costs its device: no names, no types, no full run', () => {
  const workspace = opened();
  const cost = costOf(
    workspace,
    '0000:02:03.0 on pci { vendor = 0x8086',
    '0000:02:03.0 on pci { vendor = 0x15b3',
  );
  assert.deepEqual({ ...work(cost), checks: 0 }, { ...NO_WORK, itemsLinked: 1, reruns: 1 });
  assert.ok(cost.checks < 150, `${cost.checks} checks for one of ${DEVICES} devices`);
  const result = workspace.model('/a.topo').run.devices.get('device:pci/0000:02:03.0');
  assert.equal(result?.driver, 'driver:pci/b');
});

test('an expectation costs itself', () => {
  const workspace = opened();
  const cost = costOf(workspace, 'bound a;', 'bound b;');
  assert.deepEqual({ ...work(cost), checks: 0 }, NO_WORK);
  assert.ok(cost.checks < 5, `${cost.checks} checks`);
  assert.ok(look(workspace).some((it) => it.startsWith('expect/bound')));
});

test('an expectation is judged again when its device changes', () => {
  const workspace = opened();
  assert.deepEqual(
    look(workspace).filter((it) => it.startsWith('expect/')),
    [],
  );
  const cost = costOf(
    workspace,
    '0000:00:03.0 on pci { vendor = 0x8086',
    '0000:00:03.0 on pci { vendor = 0x15b3',
  );
  assert.equal(cost.fullRuns, 0);
  assert.equal(look(workspace).filter((it) => it.startsWith('expect/')).length, 1);
});

test('a new name costs linking its own item, and those that looked the name up', () => {
  const workspace = opened();
  const cost = costOf(workspace, 'device 0000:02:03.0 on pci', 'device 0000:99:03.0 on pci');
  assert.equal(cost.itemsLinked, 1);
  assert.equal(cost.fullRuns, 1);
  assert.equal(cost.typesLinked, 0);
});

test('results of devices that did not change are the same objects', () => {
  const workspace = opened();
  const before = workspace.model('/a.topo').run.devices.get('device:pci/0000:03:03.0');
  costOf(workspace, '0000:02:03.0 on pci { vendor = 0x8086', '0000:02:03.0 on pci { vendor = 0x15b3');
  assert.equal(workspace.model('/a.topo').run.devices.get('device:pci/0000:03:03.0'), before);
});
