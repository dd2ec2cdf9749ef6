// The Testing view over a connection: which cases there are, what came of them, ids that stay.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { TestCase, TestResult } from '../../server/src/lsp/protocol.ts';
import type { FakeEditor } from './harness/fake-editor.ts';
import { session } from './harness/session.ts';
import { A, B, TWO_DEVICES } from './harness/texts.ts';

const list = (editor: FakeEditor) => editor.ask<TestCase[]>('buswright/test/list', {});
const run = (editor: FakeEditor, ids: readonly string[]) =>
  editor.ask<TestResult[]>('buswright/test/run', { ids });

const TESTS = `${TWO_DEVICES}
expect 0000:00:19.0 bound;
scenario "let go" { unbind 0000:00:19.0; expect 0000:00:19.0 unbound; }
scenario "fails" { unbind 0000:00:19.0; expect 0000:00:19.0 bound; }
scenario "let go" { }
`;

test('expectations and scenarios are cases with places and ids of their own', async () => {
  await session({}, async (editor) => {
    await editor.open(A, TESTS);
    await editor.open(B, TWO_DEVICES);
    const cases = await list(editor);
    assert.deepEqual(
      cases.map((it) => [it.kind, it.title]),
      [
        ['expectations', 'expectations'],
        ['scenario', 'let go'],
        ['scenario', 'fails'],
        ['scenario', 'let go'],
      ],
    );
    assert.equal(new Set(cases.map((it) => it.id)).size, cases.length);
    assert.deepEqual(cases[2]?.location.range.start, editor.at(A, 'scenario |"fails"'));
  });
});

test('a run says at which line a case fails; the id survives an edit, and one that is gone has no result', async () => {
  await session({}, async (editor) => {
    await editor.open(A, TESTS);
    const cases = await list(editor);
    const results = await run(
      editor,
      cases.map((it) => it.id),
    );
    assert.deepEqual(
      results.map((it) => it.failures.length),
      [0, 0, 1, 0],
    );
    const [failure] = results[2]?.failures ?? [];
    assert.match(failure?.message ?? '', /is unbound: .*\(LC-40\)/);
    assert.deepEqual(failure?.location.range.start, editor.at(A, '|expect 0000:00:19.0 bound; }'));
    const id = cases[2]?.id ?? '';
    await editor.edit(A, '\nscenario "fails" { unbind 0000:00:19.0;', '\n\nscenario "fails" {');
    assert.deepEqual(
      (await run(editor, [id, 'nothing'])).map((it) => [it.id, it.failures]),
      [[id, []]],
    );
  });
});

test('a run tells on request what the driver core did in a scenario', async () => {
  await session({}, async (editor) => {
    await editor.open(A, TESTS);
    const ids = (await list(editor)).map((it) => it.id);
    const results = await editor.ask<TestResult[]>('buswright/test/run', { ids, traces: true });
    assert.deepEqual(
      results.map(({ trace }) => trace?.split('\n')[0]?.replace(/^.*: /, '')),
      [undefined, 'let go', 'fails', 'let go'].map((it) => it && `scenario "${it}" (kernel 6.12)`),
    );
    assert.match(results[2]?.trace ?? '', /unbind 0000:00:19\.0;\n[\s\S]*\(LC-45\)[\s\S]*✗ /);
    assert.deepEqual(
      (await run(editor, ids)).map((it) => it.trace),
      ids.map(() => undefined),
    );
  });
});
