// Every feature at any place of any text: it answers or finds nothing, but never throws, and its ranges lie in the text.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import type { TextRange } from '../../server/src/base/text-range.ts';
import { Workspace } from '../../server/src/db/index.ts';
import { completion } from '../../server/src/ide/completion/completion.ts';
import { definition } from '../../server/src/ide/definition.ts';
import { explainAt } from '../../server/src/ide/explain.ts';
import { findingsOf } from '../../server/src/ide/findings.ts';
import { foldingRanges } from '../../server/src/ide/folding-ranges.ts';
import { hover } from '../../server/src/ide/hover/hover.ts';
import { inlayHints } from '../../server/src/ide/inlay-hints.ts';
import { quickFixes } from '../../server/src/ide/quick-fixes.ts';
import { references } from '../../server/src/ide/references.ts';
import { documentSymbols, type FileSymbol } from '../../server/src/ide/symbols.ts';
import { semanticTokens } from '../../server/src/ide/tokens/semantic-tokens.ts';
import { childNodes, findNode, topNodes } from '../../server/src/ide/tree/tree.ts';

function topoFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return topoFiles(path);
    return entry.name.endsWith('.topo') ? [readFileSync(path, 'utf8')] : [];
  });
}

const TEXTS = [...topoFiles('examples'), ...topoFiles('server/stdlib')].filter(
  (text) => text.length < 20_000,
);
const URI = '/main.topo';

/** An example, cut off somewhere or with a piece taken out, and a place in it. */
const damaged = fc
  .record({ text: fc.constantFrom(...TEXTS), from: fc.nat(), length: fc.nat(40), at: fc.nat() })
  .map(({ text, from, length, at }) => {
    const start = from % text.length;
    const left = text.slice(0, start) + (length === 0 ? '' : text.slice(start + length));
    return { text: left, offset: at % (left.length + 1) };
  });

function assertInside(range: TextRange, length: number, what: string): void {
  assert.ok(
    range.start >= 0 && range.start <= range.end && range.end <= length,
    `${what}: ${range.start}-${range.end}`,
  );
}

function assertNested(symbol: FileSymbol): void {
  assert.ok(
    symbol.selection.start >= symbol.range.start && symbol.selection.end <= symbol.range.end,
    symbol.name,
  );
  assert.notEqual(symbol.name, '');
  symbol.children.forEach(assertNested);
}

test('every feature answers at any place of a damaged example', () => {
  assert.ok(TEXTS.length > 20);
  fc.assert(
    fc.property(damaged, ({ text, offset }) => {
      const workspace = new Workspace();
      workspace.applyChange({ files: new Map([[URI, text]]) });
      const at = { uri: URI, offset };
      const hovered = hover(workspace, at);
      if (hovered !== undefined) assertInside(hovered.range, text.length, 'hover');
      for (const item of completion(workspace, at)) {
        assertInside(item.range, text.length, item.label);
        assert.ok(
          item.range.start <= offset && offset <= item.range.end,
          `${item.label} replaces what is typed`,
        );
      }
      for (const target of definition(workspace, at)) assertInside(target.origin, text.length, 'definition');
      references(workspace, at);
      explainAt(workspace, at);
      documentSymbols(workspace, URI).forEach(assertNested);
      for (const fold of foldingRanges(workspace, URI)) assertInside(fold, text.length, 'fold');
      const shown = { start: 0, end: text.length };
      inlayHints(workspace, URI, shown, {
        binding: true,
        row: true,
        modalias: true,
        devices: true,
        rank: true,
      });
      for (const finding of findingsOf(workspace, URI, 'stricter'))
        assertInside(finding, text.length, finding.code);
      quickFixes(workspace, URI, { start: offset, end: offset }, 'stricter');
      const tree = workspace.tree(URI);
      assert.ok(tree);
      assert.equal(semanticTokens(tree).length % 5, 0);
      for (const node of topNodes(workspace.models(), 'device')) {
        const found = findNode(workspace.models(), node.id);
        if (found !== undefined) childNodes(found.model, found.id);
      }
    }),
    { numRuns: 120 },
  );
});
