// Who carries a rule of the kernel: the code and the tests that cite it, and the findings that rest on it. A rule about C code,
// which no run shows, is carried by a finding alone.
import { existsSync, readFileSync } from 'node:fs';
import { globSync } from './glob.mjs';
import { codeCitations, testCitations } from './rule-citations.mjs';

/**
 * Id → `{ code, findings, tests }`: places `{ path, name? }`, codes of checks, paths of files. For every rule, also one that nobody
 * carries.
 */
export function carriers(chapters) {
  const code = codeCitations();
  const tests = testCitations();
  const checks = checkCodes();
  const rules = Object.values(chapters).flatMap((it) => Object.entries(it));
  return new Map(
    rules.map(([id, { finding }]) => {
      const places = code.get(id) ?? [];
      const own = [...checks].filter(([, codes]) => codes.includes(finding)).map(([path]) => path);
      const cited = places.map(({ path }) => path).filter((path) => checks.has(path));
      const proofs = own.map((path) => `test/fixtures/checks/${checks.get(path)?.[0]}/fires.topo`);
      return [
        id,
        {
          code: withoutHeads(places.filter(({ path }) => !checks.has(path))),
          findings: [...new Set([...own, ...cited].map((path) => checks.get(path)?.[0]))],
          tests: [
            ...proofs.filter((path) => existsSync(path)),
            ...(tests.get(id) ?? []).map(({ path }) => path),
          ],
        },
      ];
    }),
  );
}

/** The ids that code or tests cite. */
export function citedIds() {
  return [...new Set([...codeCitations().keys(), ...testCitations().keys()])].sort();
}

/** The head of a file says what is in it: where a function of it cites the rule too, that is the place. */
function withoutHeads(places) {
  return places.filter(
    ({ path, name }) => name !== undefined || !places.some((it) => it.path === path && it.name !== undefined),
  );
}

/** Path of a check → its code and its aliases, as its source says them. */
function checkCodes() {
  const found = new Map();
  for (const path of globSync('server/src/checks', (it) => it.endsWith('.ts'))) {
    const text = readFileSync(path, 'utf8');
    const code = /^ {2}code: '([A-Z]+-\d+)',$/m.exec(text)?.[1];
    const aliases = /^ {2}aliases: \[([^\]]*)\]/m.exec(text)?.[1] ?? '';
    if (code !== undefined) found.set(path, [code, ...(aliases.match(/[A-Z]+-\d+/g) ?? [])]);
  }
  return found;
}
