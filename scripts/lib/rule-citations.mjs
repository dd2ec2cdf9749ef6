// Finds where the rules of the kernel (server/src/driver-core/rules.ts) are cited: by the code that carries them out, and by the
// tests that prove them. A range (`LC-10 to LC-20`) cites nothing: it says neither which code nor which test.
import { readFileSync } from 'node:fs';
import { globSync } from './glob.mjs';

const ID = /\b(?:LC|KM|MA|DMA|HX)-\d+\b|\bBUS-[a-z0-9_]+(?:-[a-z0-9_]+)*/g;
const RANGE = /\b([A-Z]+)-\d+ to \1-\d+\b/g;
const DECLARATION = /^(?:export )?(?:async )?(?:function\*?|const|interface|type) (\w+)/;
const TEST_TITLE = /\btest\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g;
const TABLES = /^server\/src\/driver-core\/rules(\.ts$|\/)/;

/** Id → places `{ path, name? }`: the function, constant or type that cites it, or the file where its head does. */
export function codeCitations() {
  const found = new Map();
  for (const path of globSync('server/src', (it) => /(?<!\.generated)\.ts$/.test(it) && !TABLES.test(it))) {
    const lines = readFileSync(path, 'utf8').split('\n');
    for (const [index, line] of lines.entries()) {
      for (const id of idsIn(line)) addTo(found, id, { path, name: declaredAround(lines, index) });
    }
  }
  for (const path of globSync('server/stdlib', (it) => it.endsWith('.topo'))) {
    const text = readFileSync(path, 'utf8');
    for (const id of idsIn(text)) addTo(found, id, { path });
    for (const [, bus] of text.matchAll(/^bus ([\w-]+)/gm)) addTo(found, `BUS-${bus}`, { path });
  }
  return found;
}

/** Id → files whose test title, or in a topology whose first line or section title, names it. */
export function testCitations() {
  const found = new Map();
  for (const path of globSync('test', (it) => /\.(test\.ts|topo|txt)$/.test(it))) {
    for (const id of titlesIn(path, readFileSync(path, 'utf8')).flatMap(idsIn)) addTo(found, id, { path });
  }
  return found;
}

function titlesIn(path, text) {
  if (path.endsWith('.test.ts')) return [...text.matchAll(TEST_TITLE)].map(([, , title]) => title);
  return [
    text.slice(0, text.indexOf('\n')),
    ...[...text.matchAll(/^\/\/# (.*)$/gm)].map(([, title]) => title),
  ];
}

function idsIn(text) {
  return text.replace(RANGE, '').match(ID) ?? [];
}

/** The declaration that a comment stands above, else the last one above the line. */
function declaredAround(lines, index) {
  let below = index;
  while (/^(\/\*\*|\/\/| \*)/.test(lines[below] ?? '')) below++;
  const after = DECLARATION.exec(lines[below] ?? '');
  if (after) return after[1];
  return lines
    .slice(0, index)
    .map((line) => DECLARATION.exec(line)?.[1])
    .findLast((name) => name !== undefined);
}

function addTo(found, id, place) {
  const places = found.get(id) ?? [];
  if (!places.some((it) => it.path === place.path && it.name === place.name))
    found.set(id, [...places, place]);
}
