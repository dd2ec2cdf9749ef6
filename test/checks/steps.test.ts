// Checks that follow scenarios: what they find fails the scenario, is kept while nothing reaches it, and one that throws is told.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { StepCheck } from '../../server/src/checks/check.ts';
import { rootFindings, scenarioRuns } from '../../server/src/checks/findings.ts';
import { eachStep } from '../../server/src/checks/follow.ts';
import { failuresIn } from '../../server/src/checks/scenarios/failures.ts';
import { followScenario } from '../../server/src/checks/scenarios/follow-scenario.ts';
import type { RootModel, Workspace } from '../../server/src/db/index.ts';
import { openWorkspace } from '../harness/run-fixture.ts';

const FILE = '/main.topo';
const DRIVERS = `driver e1000e on pci { id_table { { vendor = 0x8086; device = 0x1502; } } }
module igb { loaded; }
driver igb on pci { id_table { { vendor = 0x8086; device = 0x1521; } } }
device 0000:00:19.0 on pci { vendor = 0x8086; device = 0x1502; }
device uart0 on platform;
`;

function found(workspace: Workspace): readonly string[] {
  const model = workspace.model(FILE);
  return rootFindings(workspace, model, 'relaxed').all.flatMap((it) =>
    it.severity === 'hint' ? [] : it.code,
  );
}

function failed(workspace: Workspace, model: RootModel): readonly string[] {
  const all = rootFindings(workspace, model, 'relaxed').all;
  return model
    .items(FILE)
    .flatMap(({ key, decls }) =>
      decls.flatMap((decl) =>
        decl.kind === 'scenario' && failuresIn(model, key, decl, all).length > 0 ? [decl.title.text] : [],
      ),
    );
}

test('a scenario fails by the error that a check finds in its steps, not by a warning, and not if that is expected or allowed', () => {
  const bind = 'unbind 0000:00:19.0; bind 0000:00:19.0 to igb;';
  const workspace = openWorkspace({
    [FILE]: `${DRIVERS}
scenario "fails" { ${bind} }
scenario "warned" { set 0000:00:19.0 driver_override = igb; }
scenario "expected" { ${bind} expect problem MK-89; }
scenario "allowed" { ${bind} allow MK-89 "it shows the error"; }
`,
  });
  assert.deepEqual(failed(workspace, workspace.model(FILE)), ['fails']);
});

test('what is found in the steps stays while an edit reaches something else, and goes with its cause', () => {
  const text = (name: string, device: string): string =>
    `${DRIVERS.replace('uart0', name).replace('0x1502; }\n', `${device}; }\n`)}
scenario "bind" { drivers_probe 0000:00:19.0; unbind 0000:00:19.0; bind 0000:00:19.0 to igb; }
`.replace('device = 0x1502; } } }', 'device = 0x1502; } { vendor = 0x8086; device = 0x1521; } } }');
  const workspace = openWorkspace({ [FILE]: text('uart0', '0x1502') });
  const edit = (next: string): void => workspace.applyChange({ files: new Map([[FILE, next]]) });
  assert.ok(found(workspace).includes('MK-89'));
  const before = scenarioRuns(workspace, FILE);
  edit(text('uart1', '0x1502'));
  assert.ok(found(workspace).includes('MK-89'));
  assert.equal(scenarioRuns(workspace, FILE), before);
  edit(text('uart1', '0x1521'));
  assert.ok(!found(workspace).includes('MK-89'));
});

test('a check that throws in a step is told at the title, and what others say stays', () => {
  const model = openWorkspace({ [FILE]: `${DRIVERS}scenario "s" { suspend; }\n` }).model(FILE);
  const head = {
    aliases: [],
    title: 'says something of every step',
    levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
    on: 'step',
    doc: { why: '', source: [], firing: '', corrected: '' },
  } as const;
  const sound: StepCheck = {
    ...head,
    code: 'MK-1',
    follow: eachStep(({ place }) => [{ message: 'sound', place }]),
  };
  const broken: StepCheck = {
    ...head,
    code: 'MK-2',
    follow: eachStep(() => {
      throw new TypeError('no such step');
    }),
  };
  const [item] = model.items(FILE).filter(({ decls }) => decls[0]?.kind === 'scenario');
  const [scenario] = model.scenarios(item?.key ?? 0);
  const [step] = scenario?.decl.steps ?? [];
  assert.ok(item && scenario && step);
  const following = followScenario([broken, sound], {
    model,
    scenario,
    item: item.key,
    strictness: 'relaxed',
  });
  const done = { step, place: { item: item.key, site: step.site }, events: [], open: () => [] };
  assert.deepEqual(
    following.step(done, model).map(({ code, message }) => `${code} ${message}`),
    [
      'check/failed Buswright itself failed to check the scenario "s" for MK-2 (TypeError: no such step); please report it',
      'MK-1 sound',
    ],
  );
});
