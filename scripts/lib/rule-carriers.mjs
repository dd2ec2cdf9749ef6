// Who carries a rule of the kernel: the code and the tests that cite it. A rule about C code is carried by a finding: its check,
// and the fixture that makes it fire.
import { existsSync, readFileSync } from 'node:fs';
import { globSync } from './glob.mjs';
import { codeCitations, testCitations } from './rule-citations.mjs';

/** Id → `{ code, tests }`, lists of `{ path, name? }`; for every rule, also one that nobody carries. */
export function carriers(chapters) {
  const code = codeCitations();
  const tests = testCitations();
  const rules = Object.values(chapters).flatMap((it) => Object.entries(it));
  return new Map(
    rules.map(([id, { finding }]) => {
      const checks = finding === undefined ? [] : checksOf(finding);
      const fires = checks.map((it) => ({ path: `test/fixtures/checks/${it.code}/fires.topo` }));
      return [
        id,
        {
          code: [...checks.map(({ path }) => ({ path })), ...(code.get(id) ?? [])],
          tests: [...fires.filter(({ path }) => existsSync(path)), ...(tests.get(id) ?? [])],
        },
      ];
    }),
  );
}

/** The ids that code or tests cite. */
export function citedIds() {
  return [...new Set([...codeCitations().keys(), ...testCitations().keys()])].sort();
}

/** The check whose code or alias the finding is, as its source says. */
function checksOf(finding) {
  return globSync('server/src/checks', (it) => it.endsWith('.ts')).flatMap((path) => {
    const text = readFileSync(path, 'utf8');
    const aliases = /\baliases: \[([^\]]*)\]/.exec(text)?.[1] ?? '';
    const code = /\bcode: '([A-Z]+-\d+)'/.exec(text)?.[1];
    return code === finding || aliases.includes(`'${finding}'`) ? [{ path, code }] : [];
  });
}
