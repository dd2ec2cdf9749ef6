// The SARIF log is valid against the OASIS schema and says what the text form says.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { Ajv } from 'ajv';
import { CHECKS } from '../../server/src/checks/registry.ts';
import { findingsSarif } from '../../server/src/exporters/findings-sarif.ts';
import { report, sampleReport, TOOL } from './sample-report.ts';

/** The schema is of draft 4; what differs in later drafts, its `id`, plays no part in it. */
function sarifErrors(document: string): readonly string[] {
  const { $schema, id, ...schema } = JSON.parse(
    readFileSync('test/fixtures/schemas/sarif-2.1.0.schema.json', 'utf8'),
  );
  assert.match(`${$schema} ${id}`, /draft-04.*sarif-2\.1\.0/);
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false });
  const validate = ajv.compile(schema);
  validate(JSON.parse(document));
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
}

const sarif = (): string => findingsSarif(sampleReport('boards/my first.topo'), TOOL, CHECKS);

test('a log with findings, related places and fixes is valid SARIF 2.1.0', () => {
  assert.deepEqual(sarifErrors(sarif()), []);
});

test('a log without findings is valid too', () => {
  assert.deepEqual(sarifErrors(findingsSarif(report('a.topo', '', []), TOOL, CHECKS)), []);
});

test('the schema is one that refuses', () => {
  assert.notDeepEqual(sarifErrors(sarif().replace('"ruleId"', '"rule"')), []);
});

test('rules carry their page, results refer to them by index', () => {
  const [run] = JSON.parse(sarif()).runs;
  for (const result of run.results) assert.equal(run.tool.driver.rules[result.ruleIndex].id, result.ruleId);
  const rule = run.tool.driver.rules.find((it: { id: string }) => it.id === 'MK-36');
  assert.equal(rule.helpUri, 'https://example.org/buswright/MK-36');
  assert.equal(rule.shortDescription.text, 'two drivers of one name on a bus');
});

test('places are relative URIs, lines and columns count from 1', () => {
  const [run] = JSON.parse(sarif()).runs;
  assert.deepEqual(run.results[0].locations[0].physicalLocation, {
    artifactLocation: { uri: 'boards/my%20first.topo', uriBaseId: 'SRCROOT' },
    region: { startLine: 2, startColumn: 8, endLine: 2, endColumn: 14 },
  });
  assert.equal(run.results[0].relatedLocations[0].message.text, 'the driver that is meant');
  assert.deepEqual(run.results[0].fixes[0].artifactChanges[0].replacements, [
    {
      deletedRegion: { startLine: 2, startColumn: 8, endLine: 2, endColumn: 14 },
      insertedContent: { text: 'e1000e-2' },
    },
  ]);
  assert.deepEqual(
    run.results.map((result: { level: string }) => result.level),
    ['error', 'note'],
  );
});
