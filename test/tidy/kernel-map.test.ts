// The map of the kernel's rules is whole: each rule is carried out somewhere and proven by a test, and nothing cites a rule that
// is not there. What counts as citing: scripts/lib/rule-citations.mjs and docs/testing.md.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test from 'node:test';
import { Workspace } from '../../server/src/db/index.ts';
import { matchRule } from '../../server/src/driver-core/match-rule.ts';
import { RULE_CHAPTERS, ruleText } from '../../server/src/driver-core/rules.ts';
import type { BusType } from '../../server/src/driver-core/topology.ts';

interface Carried {
  readonly code: readonly unknown[];
  readonly findings: readonly string[];
  readonly tests: readonly string[];
}
interface Carriers {
  carriers(chapters: typeof RULE_CHAPTERS): ReadonlyMap<string, Carried>;
  citedIds(): readonly string[];
}

const { carriers, citedIds } = (await import(
  `file://${process.cwd()}/scripts/lib/rule-carriers.mjs`
)) as Carriers;

const carried = carriers(RULE_CHAPTERS);
/** What became of the proposals: cited by the pages of findings, and a rule only where it decides something. */
const HISTORY = /^HX-/;

const buses = libraryBuses();
const ids = Object.values(RULE_CHAPTERS).flatMap((rules) => Object.keys(rules));

test('an id means one rule', () => {
  assert.deepEqual(
    ids.filter((id, index) => ids.indexOf(id) !== index),
    [],
  );
});

test('every rule has its place in the code, or a finding that carries it', () => {
  const isCarried = ({ code, findings }: Carried): boolean => code.length + findings.length > 0;
  assert.equal(missing(isCarried), '');
});

test('every rule has a test that names it', () => {
  assert.equal(
    missing(({ tests }) => tests.length > 0),
    '',
  );
});

test('every id that is cited is a rule', () => {
  const known = new Set([...ids, ...buses.map(({ name }) => `BUS-${name}`)]);
  assert.equal(
    citedIds()
      .filter((id) => !known.has(id) && !HISTORY.test(id))
      .join(' '),
    '',
  );
});

test('every bus of the library on which something can match has its rule', () => {
  const rules = buses.filter(canMatch).map((bus) => matchRule(bus));
  assert.ok(rules.length > 90);
  assert.equal(rules.filter((rule) => !ids.includes(rule)).join(' '), '');
});

test('a bus of the user’s own has a rule by its name, and what is no rule has no text', () => {
  assert.equal(ruleText('LC-12'), RULE_CHAPTERS['Who is asked, and in which order']?.['LC-12']?.text);
  assert.match(ruleText('BUS-toy') ?? '', /`match`/);
  assert.equal(ruleText('LC-99'), undefined);
});

test('the page is in date', () => {
  execFileSync(process.execPath, ['scripts/generate-kernel-map.mjs', '--check'], { stdio: 'pipe' });
});

function missing(accepts: (carried: Carried) => boolean): string {
  return [...carried]
    .filter(([, it]) => !accepts(it))
    .map(([id]) => id)
    .join(' ');
}

/** The buses of the library under the newest kernel. */
function libraryBuses(): readonly BusType[] {
  const workspace = new Workspace();
  workspace.applyChange({ files: new Map([['/main.topo', 'kernel 6.14;\ndevice a on none;\n']]) });
  return [...workspace.model('/main.topo').topology.buses.values()];
}

/** Not the buses that the core keeps for itself, whose match() says never. */
function canMatch({ match }: BusType): boolean {
  return match === undefined || match.some(({ kind }) => kind !== 'never');
}
