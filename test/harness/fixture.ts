// Fixtures: topologies as text with what is expected of them written into comments. Read here, compared and rewritten by
// run-fixture.ts. The form (docs/testing.md has it by example):
//   //- /path          begins a file; without one, the text is the file `/main.topo`
//   $0                 a cursor
//   // ^^^ LEVEL[CODE] message    a finding, under its range; `//<^^^` one that begins in column 0
//   //@ ACTION args    something to do; its result is the section `//== ACTION args`

export interface Mark {
  /** From 0, in the cleaned text. */
  readonly line: number;
  readonly column: number;
  readonly length: number;
  /** `error[MK-36] message` */
  readonly text: string;
}

export interface FixtureFile {
  readonly path: string;
  /** Without marks, actions and cursors. */
  readonly text: string;
  readonly marks: readonly Mark[];
  /** Offsets of `$0`. */
  readonly cursors: readonly number[];
}

export interface FixtureAction {
  readonly name: string;
  readonly args: string;
}

export interface Section {
  /** `hover`, or `fix Rename`: the action as written. */
  readonly title: string;
  readonly text: string;
}

export interface Fixture {
  /** The comment lines above the first file. */
  readonly preamble: readonly string[];
  readonly files: readonly FixtureFile[];
  readonly actions: readonly FixtureAction[];
  readonly sections: readonly Section[];
  /** Whether files have headers. */
  readonly isNamed: boolean;
}

const HEADER = /^\/\/- (\S+)\s*$/;
const SECTION = /^\/\/== (.*?)\s*$/;
const ACTION = /^\s*\/\/@ (\S+)\s*(.*?)\s*$/;
const MARK = /^\s*\/\/(<?)( *)(\^+) (.*?)\s*$/;

export function readFixture(source: string): Fixture {
  const lines = source.split('\n');
  const firstSection = lines.findIndex((it) => SECTION.test(it));
  const body = firstSection < 0 ? lines : lines.slice(0, firstSection);
  const sections = firstSection < 0 ? [] : readSections(lines.slice(firstSection));
  const firstHeader = body.findIndex((it) => HEADER.test(it));
  const preamble = firstHeader < 0 ? [] : body.slice(0, firstHeader);
  const actions = body.flatMap((it) => {
    const found = ACTION.exec(it);
    return found ? [{ name: found[1] ?? '', args: found[2] ?? '' }] : [];
  });
  return {
    preamble,
    files: readFiles(body.slice(preamble.length)),
    actions,
    sections,
    isNamed: firstHeader >= 0,
  };
}

function readSections(lines: readonly string[]): readonly Section[] {
  const sections: { title: string; lines: string[] }[] = [];
  for (const line of lines) {
    const title = SECTION.exec(line)?.[1];
    if (title !== undefined) sections.push({ title, lines: [] });
    else sections.at(-1)?.lines.push(line);
  }
  return sections.map((it) => ({ title: it.title, text: it.lines.join('\n').trimEnd() }));
}

function readFiles(lines: readonly string[]): readonly FixtureFile[] {
  const files: { path: string; lines: string[] }[] = [];
  for (const line of lines) {
    const path = HEADER.exec(line)?.[1];
    if (path !== undefined) files.push({ path, lines: [] });
    else if (files.length === 0) files.push({ path: '/main.topo', lines: [line] });
    else files.at(-1)?.lines.push(line);
  }
  return files.map((it) => readFile(it.path, it.lines));
}

function readFile(path: string, lines: readonly string[]): FixtureFile {
  const kept: string[] = [];
  const marks: Mark[] = [];
  const cursors: number[] = [];
  let offset = 0;
  for (const line of lines) {
    const mark = MARK.exec(line);
    if (ACTION.test(line)) continue;
    if (mark) marks.push(toMark(line, mark, kept.length - 1));
    else {
      for (let at = line.indexOf('$0'); at >= 0; at = line.indexOf('$0', at + 2))
        cursors.push(offset + at - 2 * countIn(line, at));
      const text = line.replaceAll('$0', '');
      kept.push(text);
      offset += text.length + 1;
    }
  }
  return { path, text: kept.join('\n'), marks, cursors };
}

/** Cursors of the line before a place. */
function countIn(line: string, at: number): number {
  return line.slice(0, at).split('$0').length - 1;
}

function toMark(line: string, mark: RegExpExecArray, above: number): Mark {
  const carets = mark[3] ?? '';
  return {
    line: above,
    column: mark[1] === '<' ? 0 : line.indexOf('^'),
    length: carets.length,
    text: mark[4] ?? '',
  };
}

/** The fixture's text with other marks and sections: what UPDATE=1 writes. */
export function printFixture(
  source: string,
  marks: ReadonlyMap<string, readonly Mark[]>,
  sections: readonly Section[],
): string {
  const fixture = readFixture(source);
  const lines = source.split('\n');
  const firstSection = lines.findIndex((it) => SECTION.test(it));
  const body = (firstSection < 0 ? lines : lines.slice(0, firstSection)).slice(fixture.preamble.length);
  const acc: string[] = [...fixture.preamble];
  let path = '/main.topo';
  let at = -1;
  for (const line of body) {
    const header = HEADER.exec(line)?.[1];
    if (MARK.test(line)) continue;
    acc.push(line);
    if (header !== undefined) {
      path = header;
      at = -1;
    } else if (!ACTION.test(line)) {
      at++;
      acc.push(...(marks.get(path) ?? []).filter((it) => it.line === at).map(printMark));
    }
  }
  const text = `${acc.join('\n').trimEnd()}\n`;
  return text + sections.map((it) => `//== ${it.title}\n${it.text}\n`).join('');
}

function printMark(mark: Mark): string {
  const carets = '^'.repeat(mark.length);
  const lead = mark.column < 2 ? '//<' : `//${' '.repeat(mark.column - 2)}`;
  return `${lead}${carets} ${mark.text}`;
}

export function markKey(mark: Mark): string {
  return `${mark.line + 1}:${mark.column < 2 ? 1 : mark.column + 1}+${mark.length} ${mark.text}`;
}
