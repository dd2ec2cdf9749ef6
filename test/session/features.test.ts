// Every editor feature once over a connection: what the protocol layer adds to the features, which fixtures try.
import assert from 'node:assert/strict';
import test from 'node:test';
import type {
  CodeAction,
  CompletionItem,
  DefinitionLink,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InlayHint,
  Location,
  MarkupContent,
  SemanticTokens,
  SemanticTokensDelta,
  SymbolInformation,
  TextDocumentEdit,
  TextEdit,
} from 'vscode-languageserver/node';
import { POOR } from './harness/capabilities.ts';
import type { FakeEditor } from './harness/fake-editor.ts';
import { session } from './harness/session.ts';
import { A, B, TWO_DEVICES } from './harness/texts.ts';

const document = (uri: string) => ({ textDocument: { uri } });
const at = (editor: FakeEditor, piece: string) => ({
  ...document(A),
  position: editor.at(A, piece),
});
const whole = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };

test('hover says what binds, in Markdown, for the name under the cursor', async () => {
  await session({}, async (editor) => {
    await editor.open(A, TWO_DEVICES);
    const hover = await editor.ask<Hover>('textDocument/hover', at(editor, '0000:|00:19.0'));
    const contents = hover.contents as MarkupContent;
    assert.equal(contents.kind, 'markdown');
    assert.match(contents.value, /\*\*bound to `e1000e`\*\*/);
    assert.deepEqual(hover.range, {
      start: editor.at(A, '|0000:00:19.0'),
      end: editor.at(A, '0000:00:19.0|'),
    });
  });
});

test('definition leads into the library under its own scheme, and the client gets its text', async () => {
  await session({}, async (editor) => {
    await editor.open(A, TWO_DEVICES);
    const [link] = await editor.ask<DefinitionLink[]>('textDocument/definition', at(editor, '|pci {\n'));
    assert.equal(link?.targetUri, 'topo-std:/pci.topo');
    const text = await editor.ask<string>('buswright/library', { uri: link.targetUri });
    const line = text.split('\n')[link.targetSelectionRange.start.line];
    assert.equal(line?.slice(link.targetSelectionRange.start.character).slice(0, 3), 'pci');
    await editor.open(link.targetUri, text);
    assert.deepEqual(await editor.diagnostics(link.targetUri), []);
    assert.notDeepEqual(await editor.ask('textDocument/documentSymbol', document(link.targetUri)), []);
  });
});

test('references, with and without the declaration', async () => {
  await session({}, async (editor) => {
    await editor.open(A, `${TWO_DEVICES}expect 0000:00:19.0 bound e1000e;\n`);
    const ask = (includeDeclaration: boolean) =>
      editor.ask<Location[]>('textDocument/references', {
        ...at(editor, 'bound |e1000e'),
        context: { includeDeclaration },
      });
    assert.equal((await ask(true)).length, 2);
    assert.equal((await ask(false)).length, 1);
  });
});

test('completion: best first whatever the labels, snippets only for clients that know them, cards on demand', async () => {
  await session({}, async (editor) => {
    await editor.open(A, `${TWO_DEVICES}device x on \n`);
    const items = await editor.ask<CompletionItem[]>('textDocument/completion', at(editor, 'x on |'));
    const sorted = [...items].sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
    assert.equal(sorted[0]?.label, 'pci');
    assert.equal(sorted[0]?.documentation, undefined);
    const resolved = await editor.ask<CompletionItem>('completionItem/resolve', sorted[0]);
    assert.match((resolved.documentation as MarkupContent).value, /\*\*bus\*\* `pci`/);
  });
  await session({ capabilities: POOR }, async (editor) => {
    await editor.open(A, 'dev');
    const items = await editor.ask<CompletionItem[]>('textDocument/completion', at(editor, 'dev|'));
    assert.ok(items.length > 5);
    assert.ok(items.every((item) => item.insertTextFormat === 1 && !item.textEdit?.newText.includes('$')));
  });
});

test('a blank offers only where a word must follow', async () => {
  await session({}, async (editor) => {
    await editor.open(A, 'device a on pci { }\ndevice b on \n');
    const typed = { context: { triggerKind: 2, triggerCharacter: ' ' } };
    const inBody = await editor.ask<CompletionItem[]>('textDocument/completion', {
      ...at(editor, 'pci { |'),
      ...typed,
    });
    assert.deepEqual(inBody, []);
    const afterOn = await editor.ask<CompletionItem[]>('textDocument/completion', {
      ...at(editor, 'b on |'),
      ...typed,
    });
    assert.ok(afterOn.length > 0);
  });
});

test('a quick fix names its finding and, applied, removes it', async () => {
  await session({}, async (editor) => {
    await editor.open(A, 'device a on pcie { }\n');
    const range = { start: editor.at(A, '|pcie'), end: editor.at(A, 'pcie|') };
    const [action] = await editor.ask<CodeAction[]>('textDocument/codeAction', {
      ...document(A),
      range,
      context: { diagnostics: [] },
    });
    assert.equal(action?.diagnostics?.[0]?.code, 'name/unknown');
    const changes = (action.edit?.documentChanges ?? []) as TextDocumentEdit[];
    const edit = changes[0]?.edits[0] as TextEdit | undefined;
    assert.ok(edit);
    await editor.change(A, edit.range, edit.newText);
    assert.deepEqual(await editor.diagnostics(A), []);
  });
});

test('formatting, of a range and while typing, changes white space only', async () => {
  await session({}, async (editor) => {
    await editor.open(A, 'device   a on pci;\ndevice   b on pci;\n');
    const options = { tabSize: 4, insertSpaces: true };
    const all = await editor.ask<TextEdit[]>('textDocument/formatting', { ...document(A), options });
    assert.deepEqual(
      all.map((edit) => edit.newText),
      ['', ''],
    );
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 5 } };
    const some = await editor.ask<TextEdit[]>('textDocument/rangeFormatting', {
      ...document(A),
      range,
      options,
    });
    assert.deepEqual(
      some.map((edit) => edit.range.start.line),
      [1],
    );
    await editor.open(B, 'driver d on pci {\n    probe {\n        }\n}\n');
    const typed = await editor.ask<TextEdit[]>('textDocument/onTypeFormatting', {
      ...document(B),
      position: { line: 2, character: 9 },
      ch: '}',
      options,
    });
    assert.deepEqual(
      typed.map((edit) => edit.newText),
      [''],
    );
  });
});

test('semantic tokens: the difference, put together, is what a full answer says; a range is part of it', async () => {
  await session({}, async (editor) => {
    await editor.open(A, TWO_DEVICES);
    const full = () => editor.ask<SemanticTokens>('textDocument/semanticTokens/full', document(A));
    const before = await full();
    await editor.edit(A, 'device 0000:03:00.0', '\n\ndevice 0000:04:00.0');
    const delta = await editor.ask<SemanticTokensDelta>('textDocument/semanticTokens/full/delta', {
      ...document(A),
      previousResultId: before.resultId,
    });
    const data = [...before.data];
    for (const edit of delta.edits) data.splice(edit.start, edit.deleteCount, ...(edit.data ?? []));
    assert.deepEqual(data, (await full()).data);
    assert.ok((delta.edits[0]?.data?.length ?? 0) < data.length);
    const range = await editor.ask<SemanticTokens>('textDocument/semanticTokens/range', {
      ...document(A),
      range: { start: editor.at(A, '|device 0000:00:19'), end: editor.at(A, 'device 0000:00:19|') },
    });
    assert.ok(range.data.length > 0 && range.data.length < data.length);
    const stale = await editor.ask<SemanticTokens>('textDocument/semanticTokens/full/delta', {
      ...document(A),
      previousResultId: 'no such result',
    });
    assert.deepEqual(stale.data, data);
  });
});

test('inlay hints follow the settings', async () => {
  await session({}, async (editor) => {
    await editor.open(A, TWO_DEVICES);
    const hints = () => editor.ask<InlayHint[]>('textDocument/inlayHint', { ...document(A), range: whole });
    const labels = (await hints()).map((hint) => hint.label);
    assert.ok(labels.includes('→ e1000e'));
    await editor.configure({ inlayHints: { binding: false, devices: false } });
    assert.deepEqual(await hints(), []);
  });
});

test('outline, search and folding', async () => {
  await session({}, async (editor) => {
    await editor.open(A, TWO_DEVICES);
    const symbols = await editor.ask<DocumentSymbol[]>('textDocument/documentSymbol', document(A));
    assert.deepEqual(
      symbols.map((symbol) => symbol.name),
      ['e1000e', '0000:00:19.0', '0000:03:00.0'],
    );
    const found = await editor.ask<SymbolInformation[]>('workspace/symbol', { query: 'e1000' });
    assert.deepEqual(
      found.map((symbol) => symbol.name),
      ['e1000e'],
    );
    const folds = await editor.ask<FoldingRange[]>('textDocument/foldingRange', document(A));
    assert.deepEqual(folds, [{ startLine: 0, endLine: 1 }]);
  });
  await session({ capabilities: POOR }, async (editor) => {
    await editor.open(A, 'device a on none { device b on pci; }\n');
    const flat = await editor.ask<SymbolInformation[]>('textDocument/documentSymbol', document(A));
    assert.deepEqual(
      flat.map((symbol) => symbol.name),
      ['a', 'b'],
    );
  });
});

test('a dump is imported; the syntax tree is shown', async () => {
  await session({}, async (editor) => {
    const text =
      'P: /devices/pci0000:00/0000:00:19.0\nE: SUBSYSTEM=pci\nE: PCI_ID=8086:1502\nE: PCI_SUBSYS_ID=0:0\nE: PCI_CLASS=20000\nE: PCI_SLOT_NAME=0000:00:19.0\nE: MODALIAS=pci:v00008086d00001502sv00000000sd00000000bc02sc00i00\n\n';
    const imported = await editor.ask<{ text: string; devices: number }>('buswright/import', {
      text,
      name: 'dump',
    });
    assert.ok(imported.devices > 0);
    assert.match(imported.text, /device 0000:00:19\.0 on pci/);
    await editor.open(A, TWO_DEVICES);
    assert.match(await editor.ask<string>('buswright/syntaxTree', { uri: A }), /file driver/);
  });
});
