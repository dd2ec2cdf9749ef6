// Every check is whole: fixtures, a page, codes that mean one thing, examples that do what the page says, fixes that help.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import type { AnyCheck } from '../../server/src/checks/check.ts';
import {
  ALLOW_CODES,
  CHECK_CODES,
  EXPECT_CODES,
  NAME_CODES,
  RUN_CODES,
} from '../../server/src/checks/families.ts';
import type { Finding } from '../../server/src/checks/finding.ts';
import { rootFindings } from '../../server/src/checks/findings.ts';
import { CHECKS } from '../../server/src/checks/registry.ts';
import type { Strictness } from '../../server/src/checks/strictness.ts';
import type { Workspace } from '../../server/src/db/index.ts';
import { diagnosticPage } from '../../server/src/exporters/diagnostic-page.ts';
import type { Fix } from '../../server/src/link/fix.ts';
import { applyEdits } from '../harness/apply-edits.ts';
import { readFixture } from '../harness/fixture.ts';
import { type FixtureContext, openFixture, openWorkspace } from '../harness/run-fixture.ts';
import { sourcesBelow } from './sources.ts';

const FIXTURES = 'test/fixtures/checks';
const PAGES = 'docs/diagnostics';

const folderOf = (code: string): string => `${FIXTURES}/${code.replaceAll('/', '-')}`;

for (const check of CHECKS) {
  test(`${check.code} has its fixtures: one that fires it, one that stays silent, one for its fix`, () => {
    const fires = openFile(`${folderOf(check.code)}/fires.topo`);
    assert.ok(
      findingsOf(fires).some((it) => it.code === check.code),
      'fires.topo',
    );
    const silent = openFile(`${folderOf(check.code)}/silent.topo`);
    assert.deepEqual(
      findingsOf(silent).filter((it) => it.code === check.code),
      [],
      'silent.topo',
    );
    const hasFix = findingsOf(fires).some((it) => it.code === check.code && it.fixes().length > 0);
    assert.equal(existsSync(`${folderOf(check.code)}/fix.topo`), hasFix, 'fix.topo');
  });

  test(`${check.code}: the examples of its page do what the page says`, () => {
    assert.ok(check.doc.why.length > 80 && check.doc.source.length > 0);
    const level = firingLevel(check);
    assert.ok(
      findingsOfText(check.doc.firing, level).some((it) => it.code === check.code),
      'the firing example',
    );
    const left = findingsOfText(check.doc.corrected, level);
    assert.deepEqual(
      left.filter((it) => it.code === check.code || it.severity !== 'hint').map(show),
      [],
      'the corrected example',
    );
    const { firing } = check.doc;
    const others = findingsOfText(firing, 'relaxed').filter((it) => it.code !== check.code);
    assert.deepEqual(others.filter((it) => it.severity !== 'hint').map(show), [], 'nothing else fires');
  });
}

for (const path of topoFiles(FIXTURES).filter((it) => it.endsWith('/fires.topo'))) {
  test(`each fix of ${path.slice(FIXTURES.length + 1)} removes its finding and adds no error`, () => {
    const context = openFile(path);
    const before = findingsOf(context);
    for (const model of context.workspace.models()) {
      for (const finding of rootFindings(context.workspace, model, context.level).all) {
        for (const fix of finding.fixes()) helps({ ...context, model }, before, finding, fix);
      }
    }
  });
}

test('a code means one check, also by its aliases', () => {
  const all = CHECKS.flatMap((it) => [it.code, ...it.aliases]);
  assert.deepEqual(
    all.filter((code, index) => all.indexOf(code) !== index),
    [],
  );
});

test('the pages are in date', () => {
  execFileSync(process.execPath, ['scripts/generate-diagnostics.mjs', '--check'], { stdio: 'pipe' });
});

test('every code that is reported has a page, and a place on it', () => {
  const sources = sourcesBelow('server/src').map(({ text }) => text);
  const reported = sources.flatMap((text) => [
    ...text.matchAll(/'((?:name|expect|allow|check|run)\/[a-z-]+)'/g),
  ]);
  const families = {
    name: NAME_CODES,
    expect: EXPECT_CODES,
    allow: ALLOW_CODES,
    check: CHECK_CODES,
    run: RUN_CODES,
  };
  const documented = Object.entries(families).flatMap(([family, codes]) =>
    codes.map(({ code }) => `${family}/${code}`),
  );
  assert.deepEqual([...new Set(reported.map(([, code]) => code))].sort(), documented.sort());
  for (const code of [...documented, ...syntaxCodes(), ...CHECKS.map((it) => it.code)]) {
    const [page = '', part] = diagnosticPage(code).split('#');
    const text = readFileSync(`${PAGES}/${page}`, 'utf8');
    assert.ok(part === undefined || text.includes(`\n## ${part}\n`), code);
  }
});

test('every rule of the two lists is checked, waits for its check, or is said to be out of reach', async () => {
  const { NOT_CHECKED_YET, NOT_EXPRESSIBLE } = await rules();
  const listed = [...Object.keys(NOT_CHECKED_YET), ...Object.keys(NOT_EXPRESSIBLE)];
  const checked = CHECKS.flatMap((it) => [it.code, ...it.aliases]).filter((it) => /^(MK|SD)-/.test(it));
  const wanted = [...numbered('MK', 132), ...numbered('SD', 65)];
  assert.deepEqual([...listed, ...checked].sort(), wanted.sort());
});

function numbered(list: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${list}-${index + 1}`);
}

interface Rules {
  readonly NOT_CHECKED_YET: Readonly<Record<string, string>>;
  readonly NOT_EXPRESSIBLE: Readonly<Record<string, string>>;
}

async function rules(): Promise<Rules> {
  const url = `file://${process.cwd()}/scripts/lib/rules-not-checked.mjs`;
  return (await import(url)) as Rules;
}

/** Codes that the reader reports, as its sources spell them. */
function syntaxCodes(): readonly string[] {
  const text = sourcesBelow('server/src/syntax')
    .map((it) => it.text)
    .join('\n');
  const found = [...text.matchAll(/\breport\(\s*state,\s*'([a-z-]+)'/g)].map(([, code]) => `syntax/${code}`);
  assert.ok(found.length > 20);
  return [...new Set(found)];
}

/** The first level at which the check says anything. */
function firingLevel({ levels }: AnyCheck): Strictness {
  if (levels.relaxed !== 'off') return 'relaxed';
  return levels.strict !== 'off' ? 'strict' : 'stricter';
}

function openFile(path: string): FixtureContext {
  return openFixture(readFixture(readFileSync(path, 'utf8')));
}

function findingsOf({ workspace, level }: FixtureContext): readonly Finding[] {
  return allFindings(workspace, level);
}

function findingsOfText(text: string, level: Strictness): readonly Finding[] {
  return allFindings(openWorkspace({ '/main.topo': text }), level);
}

function allFindings(workspace: Workspace, level: Strictness): readonly Finding[] {
  return workspace
    .models()
    .flatMap((model) => rootFindings(workspace, model, level).all.filter((it) => !it.expected));
}

function show({ code, severity, message }: Finding): string {
  return `${severity}[${code}] ${message}`;
}

/** The finding is no longer said, or with less weight; there are no new errors. */
function helps(context: FixtureContext, before: readonly Finding[], finding: Finding, fix: Fix): void {
  const texts = Object.fromEntries(
    context.fixture.files.map(({ path }) => [path, context.workspace.text(path) ?? '']),
  );
  for (const [uri, edits] of context.model.edits(fix.edits)) {
    texts[uri] = applyEdits(texts[uri] ?? '', edits);
  }
  const after = allFindings(openWorkspace(texts), context.level).map(show);
  const many = (all: readonly string[], text: string): number => all.filter((it) => it === text).length;
  const was = before.map(show);
  const what = `${finding.code}: ${fix.title}\n${Object.values(texts).join('\n')}`;
  assert.ok(many(after, show(finding)) < many(was, show(finding)), `is still there after ${what}`);
  const errors = after.filter((it) => it.startsWith('error') && many(after, it) > many(was, it));
  assert.deepEqual(errors, [], `new errors after ${what}`);
}

function topoFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.topo'))
    .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`)
    .sort();
}
