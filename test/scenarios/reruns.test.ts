// Which scenarios an edit runs again: those that it changes, and those that depend on what it changes; and what is kept is right.
import assert from 'node:assert/strict';
import test from 'node:test';
import { rootFindings, scenarioRuns } from '../../server/src/checks/findings.ts';
import type { Workspace } from '../../server/src/db/index.ts';
import { openWorkspace } from '../harness/run-fixture.ts';

const FILE = `driver igb on pci { id_table { { vendor = 0x8086; device = 0x1521; } } }
driver uart on platform { of_match_table "acme,uart"; }
driver other on spi { id_table other; }
module spare;
device 0000:01:00.0 on pci { vendor = 0x8086; device = 0x1521; }
device 0000:02:00.0 on pci { vendor = 0x8086; device = 0x1521; }
device uart0 on platform { compatible = "acme,uart"; }
device uart1 on platform { compatible = "acme,uart"; }
scenario "one" { unbind 0000:01:00.0; expect 0000:01:00.0 unbound; }
scenario "two" { unbind uart0; expect uart0 bound; }
scenario "three" { modprobe spare; expect module spare loaded; }
`;

function look(workspace: Workspace): readonly string[] {
  const found = rootFindings(workspace, workspace.model('/a.topo'), 'relaxed').all;
  return found.map((it) => `${it.code} ${it.message}`);
}

/** Runs that an edit causes, with the findings checked against those of the text read anew. */
function runsOf(find: string, text: string, file = FILE): number {
  const workspace = openWorkspace({ '/a.topo': file });
  look(workspace);
  const before = scenarioRuns(workspace, '/a.topo');
  const start = file.indexOf(find);
  assert.ok(start >= 0, find);
  const edit = { start, end: start + find.length, newText: text };
  workspace.applyChange({ edits: new Map([['/a.topo', [edit]]]) });
  const found = look(workspace);
  const fresh = openWorkspace({ '/a.topo': file.replace(find, text) });
  assert.deepEqual([...found].sort(), [...look(fresh)].sort());
  return scenarioRuns(workspace, '/a.topo') - before;
}

const EDITS: readonly (readonly [title: string, find: string, text: string, runs: number])[] = [
  ['a comment runs nothing', 'driver other', '// a comment\ndriver other', 0],
  ['a step runs its scenario', 'expect uart0 bound;', 'expect uart0 unbound;', 1],
  ['blanks in a scenario run nothing', 'unbind uart0;', 'unbind\n  uart0;', 0],
  ['a new scenario runs itself', 'scenario "one"', 'scenario "new" { unbind uart1; }\nscenario "one"', 1],
  ['one that goes runs nothing', 'scenario "two" { unbind uart0; expect uart0 bound; }\n', '', 0],
  [
    'a device runs what is about its bus',
    '0000:01:00.0 on pci { vendor = 0x8086',
    '0000:01:00.0 on pci { vendor = 0x8087',
    1,
  ],
  [
    'a driver runs what is about its bus',
    '"acme,uart"; }\ndriver other',
    '"acme,uart"; probe { fails EIO; } }\ndriver other',
    1,
  ],
  [
    'a driver of another bus runs nothing',
    'driver other on spi { id_table other; }',
    'driver other on spi { id_table others; }',
    0,
  ],
  ['a new device runs what is about its bus', 'device uart1', 'device uart2 on platform;\ndevice uart1', 1],
  ['a module runs what loads it', 'module spare;', 'module spare { depends = igb; }', 1],
  [
    'a supplier runs what is about either',
    'device uart1 on platform {',
    'device uart1 on platform { supplier uart0;',
    1,
  ],
  ['the kernel runs all', 'driver igb', 'kernel 6.1;\ndriver igb', 3],
  ['modprobe’s configuration runs all', 'module spare;', 'modprobe { blacklist spare; }\nmodule spare;', 3],
];

for (const [title, find, text, runs] of EDITS) {
  test(title, () => assert.equal(runsOf(find, text), runs));
}

test('what made a device at the boot counts, wherever it is', () => {
  const file = `module sim { loaded; init { creates none sim0; } flavour part { u32 n; creates auxiliary sim.part { id = ida; } } }
driver part on auxiliary { id_table sim.part; }
device other on spi;
scenario "asked for" { create p flavour part on sim0 { n = 1; } expect p bound part; }
`;
  assert.equal(runsOf('u32 n; creates auxiliary sim.part', 'u32 n; creates auxiliary sim.other', file), 1);
  assert.equal(runsOf('device other on spi', 'device others on spi', file), 0);
});

test('a scenario that asks for findings runs again with every device', () => {
  const file = `${FILE}scenario "open" { unbind uart0; expect no problem; }\n`;
  assert.equal(
    runsOf('0000:01:00.0 on pci { vendor = 0x8086', '0000:01:00.0 on pci { vendor = 0x8087', file),
    2,
  );
});

test('what comes to bear a name that a scenario says runs it, wherever it is', () => {
  const said = 'scenario "said" { unbind uart0; }\n';
  const far = `${FILE}device uart7 on spi;\n`;
  assert.equal(runsOf('uart7 on spi', 'uart0 on spi', far + said), 2);
  assert.equal(runsOf('uart7 on spi', 'uart8 on spi', far + said), 0);
});

test('a scenario that says a name of nothing is offered what comes near it', () => {
  const file = `${FILE}scenario "lost" { unbind uart9; }\n`;
  assert.equal(runsOf('device uart1', 'device uart90 on spi;\ndevice uart1', file), 1);
});

test('a scenario that asks for findings runs again when others are expected or allowed', () => {
  const file = `${FILE}scenario "open" { unbind uart0; expect no problem; }\n`;
  assert.equal(runsOf('module spare;', 'module spare;\nexpect problem MK-36;', file), 1);
});
