// Test cases as the Testing view groups them.
import assert from 'node:assert/strict';
import test from 'node:test';
import { ordersText, testGroups, testLabel } from '../../client/src/test-groups.ts';
import type { TestCase } from '../../server/src/lsp/protocol.ts';

function testCase(uri: string, title: string, kind: TestCase['kind'] = 'scenario'): TestCase {
  const start = { line: 0, character: 0 };
  return { id: `${uri}#${title}`, kind, title, location: { uri, range: { start, end: start } } };
}

test('a file holds its cases, both in the order of the server', () => {
  const cases = [testCase('b', 'one'), testCase('a', 'two'), testCase('b', 'three')];
  assert.deepEqual(
    testGroups(cases).map(({ uri, cases: list }) => [uri, list.map((it) => it.title)]),
    [
      ['b', ['one', 'three']],
      ['a', ['two']],
    ],
  );
});

test('expectations have a name of their own, and several orders are said', () => {
  assert.equal(testLabel(testCase('a', 'expectations', 'expectations')), 'Expectations');
  assert.equal(testLabel(testCase('a', 'let go')), 'let go');
  assert.deepEqual(
    [ordersText(1, false), ordersText(4, false), ordersText(64, true)],
    [undefined, '4 orders tried', '64 orders tried, there are more'],
  );
});
