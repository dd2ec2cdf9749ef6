// Imports point down the layers of ARCHITECTURE.md, and never in a circle. The table there is read by this test: it is the rule.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { importsOf, resolveImport, sourcesBelow } from './sources.ts';

const PROTOCOL = 'server/src/lsp/protocol.ts';
const PACKAGES: Readonly<Record<string, RegExp>> = {
  lsp: /^vscode-languageserver($|-types$|-textdocument$)|^vscode-uri$/,
  node: /^node:|^vscode-languageserver\/node$/,
  browser: /^vscode-languageserver\/browser$/,
  cli: /^node:/,
  client: /^vscode$|^vscode-languageclient(\/|$)|^vscode-languageserver-(protocol|types)$|^node:/,
};

/** Layer → the layers that it may import, from the table of ARCHITECTURE.md (rows `| `name` | `a b` … |`). */
function layerTable(): ReadonlyMap<string, ReadonlySet<string>> {
  const rows = readFileSync('ARCHITECTURE.md', 'utf8').matchAll(
    /^\| `([a-z-]+)`(?:, `([a-z-]+)`)? \| ([^|]*)\|/gm,
  );
  const table = new Map<string, Set<string>>();
  for (const [, first = '', second, allowed = ''] of rows) {
    const named = new Set([...allowed.matchAll(/`([^`]+)`/g)].flatMap(([, names = '']) => names.split(' ')));
    for (const layer of [first, second]) if (layer !== undefined) table.set(layer, named);
  }
  for (const [layer, named] of table) {
    if (/ and below/.test(rowText(layer))) for (const below of belowOf(table, [...named])) named.add(below);
  }
  return table;
}

function rowText(layer: string): string {
  return new RegExp(`^\\| .*\`${layer}\`.*$`, 'm').exec(readFileSync('ARCHITECTURE.md', 'utf8'))?.[0] ?? '';
}

function belowOf(
  table: ReadonlyMap<string, ReadonlySet<string>>,
  layers: readonly string[],
): ReadonlySet<string> {
  const below = new Set<string>();
  const visit = (layer: string): void => {
    for (const next of table.get(layer) ?? []) {
      if (below.has(next)) continue;
      below.add(next);
      visit(next);
    }
  };
  layers.forEach(visit);
  return below;
}

function layerOf(path: string): string | undefined {
  if (path.startsWith('client/')) return 'client';
  return /^server\/src\/([a-z-]+)\//.exec(path)?.[1];
}

const sources = [...sourcesBelow('server/src'), ...sourcesBelow('client/src')];

test('every folder of the sources has a row in the table of layers', () => {
  const table = layerTable();
  const layers = new Set(sources.map((source) => layerOf(source.path)));
  assert.deepEqual(
    [...layers].filter((layer) => layer === undefined || !table.has(layer)),
    [],
  );
});

test('imports point down the layers', () => {
  const table = layerTable();
  const wrong: string[] = [];
  for (const source of sources) {
    const layer = layerOf(source.path) ?? '';
    for (const specifier of importsOf(source)) {
      if (!specifier.startsWith('.')) {
        if (!(PACKAGES[layer] ?? /^$/).test(specifier)) wrong.push(`${source.path}: package ${specifier}`);
        continue;
      }
      const target = resolveImport(source.path, specifier);
      const to = layerOf(target) ?? '';
      const allowed =
        to === layer ||
        to === 'base' ||
        (layer === 'client' ? target === PROTOCOL : table.get(layer)?.has(to));
      if (!allowed) wrong.push(`${source.path} imports ${target}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('there is no import cycle', () => {
  const graph = new Map(
    sources.map((source) => [
      source.path,
      importsOf(source)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => resolveImport(source.path, specifier)),
    ]),
  );
  assert.deepEqual(findCycle(graph), []);
});

/** The first cycle found, as the list of its files; empty if there is none. */
function findCycle(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (node: string): readonly string[] | undefined => {
    if (done.has(node)) return undefined;
    const at = path.indexOf(node);
    if (at >= 0) return path.slice(at);
    path.push(node);
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next);
      if (cycle) return cycle;
    }
    path.pop();
    done.add(node);
    return undefined;
  };
  for (const node of graph.keys()) {
    const cycle = visit(node);
    if (cycle) return cycle;
  }
  return [];
}
