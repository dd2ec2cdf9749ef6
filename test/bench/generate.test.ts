// The texts of the benchmark are sound: what it measures is not the printing of findings.
import assert from 'node:assert/strict';
import test from 'node:test';
import { generateText } from '../../bench/generate.ts';
import { aliasesOfMachine, generateMachine } from '../../bench/generate-machine.ts';
import { keystrokesFor } from '../../bench/measure/edits.ts';
import { rootFindings } from '../../server/src/checks/findings.ts';
import { openWorkspace } from '../harness/run-fixture.ts';

function analyze(text: string) {
  const workspace = openWorkspace({ '/a.topo': text });
  const model = workspace.model('/a.topo');
  return { workspace, model, findings: rootFindings(workspace, model, 'relaxed').all };
}

test('a large topology has as many lines as asked for and no finding', () => {
  const text = generateText(500);
  const lines = text.split('\n').length - 1;
  assert.ok(lines >= 500 && lines < 530, `${lines} lines`);
  assert.deepEqual(analyze(text).findings, []);
});

test('each keystroke does to the findings what it says, and is taken back whole', () => {
  const text = generateText(500);
  for (const { title, range, text: by, back, breaks } of keystrokesFor(text)) {
    const { workspace } = analyze(text);
    const offset = (at: { readonly line: number; readonly character: number }) =>
      workspace.offsetAt('/a.topo', at.line, at.character);
    const edit = (where: typeof range, newText: string) => {
      const change = { start: offset(where.start), end: offset(where.end), newText };
      workspace.applyChange({ edits: new Map([['/a.topo', [change]]]) });
    };
    edit(range, by);
    const { all } = rootFindings(workspace, workspace.model('/a.topo'), 'relaxed');
    assert.equal(all.length > 0, breaks, title);
    edit(back.range, back.text);
    assert.equal(workspace.text('/a.topo'), text, title);
  }
});

test('every device of a machine is bound, by the row whose alias it fits', () => {
  const size = { devices: 40, drivers: 10, rows: 5 };
  const { model, findings } = analyze(generateMachine(size));
  assert.deepEqual(findings, []);
  const aliases = aliasesOfMachine(size).map((it) => it.slice(0, it.indexOf('sv')));
  for (const { driver, modalias } of model.run.devices.values()) {
    const row = aliases.findIndex((it) => modalias?.startsWith(it));
    assert.equal(driver, `driver:pci/drv_${Math.floor(row / size.rows)}`);
  }
});
