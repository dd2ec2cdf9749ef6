// The JSON of `check` keeps its published schema.
import assert from 'node:assert/strict';
import test from 'node:test';
import { findingsJson } from '../../server/src/exporters/json-document.ts';
import { schemaErrors } from './json-schemas.ts';
import { report, sampleReport, TOOL } from './sample-report.ts';

test('findings are valid against docs/schemas/check.schema.json', () => {
  assert.deepEqual(schemaErrors('check', findingsJson(sampleReport(), TOOL)), []);
  assert.deepEqual(schemaErrors('check', findingsJson(report('a.topo', '', []), TOOL)), []);
});

test('the schema refuses what it does not name', () => {
  const document = JSON.parse(findingsJson(sampleReport(), TOOL));
  document.findings[0].severity = 'fatal';
  assert.notDeepEqual(schemaErrors('check', JSON.stringify(document)), []);
});

test('a finding says where it is, counted from 1, and how it is repaired', () => {
  const [finding] = JSON.parse(findingsJson(sampleReport(), TOOL)).findings;
  assert.deepEqual(finding.span, {
    file: 'boards/first.topo',
    start: { line: 2, column: 8 },
    end: { line: 2, column: 14 },
  });
  assert.deepEqual(finding.fixes[0].edits, [{ span: finding.span, newText: 'e1000e-2' }]);
});
