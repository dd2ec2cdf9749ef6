// The one place that calls the API for fixtures: a workspace in memory, findings of every root against the marks, actions
// against their sections. With UPDATE=1 marks and sections are rewritten in place instead.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Finding } from '../../server/src/checks/finding.ts';
import { rootFindings } from '../../server/src/checks/findings.ts';
import type { Strictness } from '../../server/src/checks/strictness.ts';
import { type RootModel, Workspace } from '../../server/src/db/index.ts';
import { ACTIONS } from './actions.ts';
import { type Fixture, type Mark, markKey, printFixture, readFixture, type Section } from './fixture.ts';

/** What an action may look at. */
export interface FixtureContext {
  readonly workspace: Workspace;
  readonly fixture: Fixture;
  readonly level: Strictness;
  /** Of the file that holds the cursor, else of the last file. */
  readonly model: RootModel;
  readonly cursor: { readonly uri: string; readonly offset: number } | undefined;
}

export function openWorkspace(files: Readonly<Record<string, string>>): Workspace {
  const workspace = new Workspace();
  workspace.applyChange({ files: new Map(Object.entries(files)) });
  return workspace;
}

export function runFixture(path: string): void {
  const source = readFileSync(path, 'utf8');
  const context = openFixture(readFixture(source));
  const marks = actualMarks(context);
  const sections = runActions(context);
  if (process.env.UPDATE === '1') writeFileSync(path, printFixture(source, marks, sections));
  else compare(context.fixture, marks, sections);
}

export function openFixture(fixture: Fixture): FixtureContext {
  const workspace = openWorkspace(Object.fromEntries(fixture.files.map((it) => [it.path, it.text])));
  const level = levelOf(fixture);
  const file = fixture.files.find((it) => it.cursors.length > 0);
  const uri = file?.path ?? fixture.files.at(-1)?.path ?? '';
  const [model] = workspace.modelsOf(uri);
  assert.ok(model, `no root holds ${uri}`);
  const offset = file?.cursors[0];
  return { workspace, fixture, level, model, cursor: offset === undefined ? undefined : { uri, offset } };
}

function levelOf(fixture: Fixture): Strictness {
  const said = fixture.actions.find((it) => it.name === 'level')?.args;
  return said === 'strict' || said === 'stricter' ? said : 'relaxed';
}

/** Findings of all roots, each once, by file. */
function actualMarks(context: FixtureContext): ReadonlyMap<string, readonly Mark[]> {
  const acc = new Map<string, Map<string, Mark>>();
  for (const model of context.workspace.models()) {
    for (const finding of rootFindings(context.workspace, model, context.level).all) {
      const at = model.locate(finding.place);
      if (finding.expected || at === undefined) continue;
      const marks = acc.get(at.uri) ?? new Map<string, Mark>();
      const mark = toMark(context.workspace, finding, at);
      acc.set(at.uri, marks.set(markKey(mark), mark));
    }
  }
  return new Map(
    [...acc].map(([uri, marks]) => [uri, [...marks.values()].sort((a, b) => a.column - b.column)]),
  );
}

/** A range of several lines is marked on its first; an empty one with one caret. */
function toMark(
  workspace: Workspace,
  finding: Finding,
  at: { readonly uri: string; readonly start: number; readonly end: number },
): Mark {
  const { line, character } = workspace.positionAt(at.uri, at.start);
  const rest = workspace.text(at.uri)?.slice(at.start, at.end).split('\n')[0]?.length ?? 0;
  return {
    line,
    column: character,
    length: Math.max(rest, 1),
    text: `${finding.severity}[${finding.code}] ${finding.message}`,
  };
}

function runActions(context: FixtureContext): readonly Section[] {
  return context.fixture.actions.flatMap(({ name, args }) => {
    if (name === 'level') return [];
    const action = ACTIONS[name];
    assert.ok(action, `there is no action \`${name}\``);
    const title = args === '' ? name : `${name} ${args}`;
    return [{ title, text: action(context, args).trimEnd() }];
  });
}

function compare(
  fixture: Fixture,
  marks: ReadonlyMap<string, readonly Mark[]>,
  sections: readonly Section[],
): void {
  for (const file of fixture.files) {
    const actual = (marks.get(file.path) ?? []).map(markKey).sort();
    assert.deepEqual(actual, file.marks.map(markKey).sort(), `findings of ${file.path}`);
  }
  assert.deepEqual(sections, fixture.sections);
}
