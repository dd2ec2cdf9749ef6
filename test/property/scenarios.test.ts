// Whatever the steps of a scenario are and in whatever order they come: it ends, does the same again, and leaves the machine whole.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import fc from 'fast-check';
import { rootFindings } from '../../server/src/checks/findings.ts';
import type { ScenarioReport } from '../../server/src/checks/scenarios/report.ts';
import { runScenario } from '../../server/src/checks/scenarios/run-scenario.ts';
import type { RootModel, Workspace } from '../../server/src/db/index.ts';
import { momentRun, perform, startScenario } from '../../server/src/driver-core/scenario/index.ts';
import type { Act } from '../../server/src/driver-core/scenario/script.ts';
import type { LinkedScenario } from '../../server/src/link/link-scenario.ts';
import type { ItemKey } from '../../server/src/link/place.ts';
import { openWorkspace } from '../harness/run-fixture.ts';
import { brokenInvariants } from './machine-invariants.ts';
import { acts, readings } from './random-steps.ts';

const MACHINE = readFileSync('test/property/machine.topo', 'utf8');

interface Drawn {
  readonly workspace: Workspace;
  readonly model: RootModel;
  readonly item: ItemKey;
  readonly scenario: LinkedScenario;
}

function draw(steps: readonly string[]): Drawn {
  const text = `${MACHINE}\nscenario "drawn" {\n${steps.join('\n')}\n}\n`;
  const workspace = openWorkspace({ '/machine.topo': text });
  const model = workspace.model('/machine.topo');
  const found = model.files
    .flatMap((file) => model.items(file))
    .flatMap(({ key }) => model.scenarios(key).map((scenario) => ({ item: key, scenario })))[0];
  assert.ok(found);
  return { workspace, model, ...found };
}

function runOf({ model, item, scenario }: Drawn): ScenarioReport {
  return runScenario({ model, item, scenario, strictness: 'relaxed' });
}

function actsOf({ scenario }: Drawn): readonly Act[] {
  return scenario.acts.flatMap((it) => it ?? []);
}

test('a scenario ends, says something of each of its steps, and does the same again', () => {
  const property = fc.property(acts, (steps) => {
    const drawn = draw(steps);
    const report = runOf(drawn);
    assert.equal(report.steps.length, drawn.scenario.decl.steps.length);
    assert.deepEqual(outcome(runOf(drawn)), outcome(report));
    for (const { message } of rootFindings(drawn.workspace, drawn.model, 'relaxed').all) {
      assert.doesNotMatch(message, /undefined|NaN|\[object/);
    }
  });
  fc.assert(property, { numRuns: 20 });
});

test('a step that fails is told once: by a check that knows why, else as an error that nobody expects', () => {
  const property = fc.property(acts, (steps) => {
    const { item, model, scenario } = draw(steps);
    const report = runScenario({ item, model, scenario, strictness: 'stricter' });
    assert.deepEqual(
      report.found.filter((it) => it.code === 'check/failed'),
      [],
    );
    for (const { step, outcome, findings } of report.steps) {
      const said = report.found.filter((it) => it.place.site === step.site && it.severity !== 'hint');
      const unexpected = findings.filter((it) => it.code === 'expect/error' && it.place.site === step.site);
      const isTold = said.some((it) => OF_FAILURES.has(it.code));
      if (outcome?.errno === undefined) assert.ok(!isTold && unexpected.length === 0, step.verb);
      else assert.ok(said.length > 0 ? unexpected.length === 0 : unexpected.length <= 1, step.verb);
    }
  });
  fc.assert(property, { numRuns: 35 });
});

/** Checks that say why an act fails. */
const OF_FAILURES: ReadonlySet<string> = new Set(['MK-89', 'MK-95', 'MK-103', 'SD-42']);

test('LC-1, LC-7, LC-55, LC-64: lists, drivers, numbers and what was made agree after every act', () => {
  const property = fc.property(acts, (steps) => {
    const drawn = draw(steps);
    const machine = startScenario(drawn.model.topology);
    for (const act of actsOf(drawn)) {
      perform(machine, act);
      assert.deepEqual(brokenInvariants(machine), [], `after ${JSON.stringify(act)}`);
    }
  });
  fc.assert(property, { numRuns: 100 });
});

test('a scenario that only reads leaves the machine as it booted', () => {
  const property = fc.property(readings, (steps) => {
    const { model, ...rest } = draw(steps);
    const report = runOf({ model, ...rest });
    assert.deepEqual(report.log, []);
    const now = momentRun(startScenario(model.topology));
    assert.deepEqual([...now.devices].sort(), [...model.run.devices].sort());
  });
  fc.assert(property, { numRuns: 30 });
});

test('LC-53: after a shutdown every act fails and changes nothing', () => {
  const property = fc.property(acts, (steps) => {
    const drawn = draw(steps);
    const machine = startScenario(drawn.model.topology);
    perform(machine, { act: 'shutdown' });
    const before = machine.log.length;
    for (const act of actsOf(drawn)) assert.equal(perform(machine, act).errno, 'ESHUTDOWN');
    assert.equal(machine.log.length, before);
  });
  fc.assert(property, { numRuns: 30 });
});

function outcome(report: ScenarioReport): unknown {
  return {
    log: report.log,
    steps: report.steps.map((it) => [it.outcome, it.findings.map((one) => one.message)]),
  };
}
