// The handshake with clients that can do everything and with clients that say nothing about themselves.
import assert from 'node:assert/strict';
import test from 'node:test';
import { POOR, RICH } from './harness/capabilities.ts';
import { session } from './harness/session.ts';
import { A, TWO_DEVICES } from './harness/texts.ts';

test('a client that asks for diagnostics is offered that, another is not', async () => {
  await session({ capabilities: RICH }, async ({ initializeResult }) => {
    assert.ok(initializeResult.capabilities.diagnosticProvider);
    assert.equal(initializeResult.capabilities.positionEncoding, 'utf-16');
  });
  await session({ capabilities: POOR }, async ({ initializeResult }) => {
    assert.equal(initializeResult.capabilities.diagnosticProvider, undefined);
    assert.ok(initializeResult.capabilities.hoverProvider);
  });
});

test('a rich client is asked for its settings and to watch topologies', async () => {
  await session({ capabilities: RICH }, async (editor) => {
    await editor.open(A, TWO_DEVICES);
    await editor.diagnostics(A);
    const asked = editor.log.join('\n');
    assert.match(asked, /workspace\/configuration/);
    assert.match(asked, /\*\*\/\*\.topo/);
  });
});

test('null instead of settings means the defaults', async () => {
  await session({ configuration: null }, async (editor) => {
    await editor.open(A, TWO_DEVICES);
    assert.deepEqual(await editor.diagnostics(A), []);
  });
});

test('plain text for a client that shows no Markdown', async () => {
  await session({ capabilities: POOR, initializationOptions: {} }, async (editor) => {
    await editor.open(A, TWO_DEVICES);
    const hover = await editor.ask<{ contents: { kind: string; value: string } }>('textDocument/hover', {
      textDocument: { uri: A },
      position: editor.at(A, 'device 0000:|00:19.0'),
    });
    assert.equal(hover.contents.kind, 'plaintext');
    assert.doesNotMatch(hover.contents.value, /[`*]/);
  });
});
