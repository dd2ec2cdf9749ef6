// What `check` found, as plain data with lines and columns: the one input of the text, JSON, SARIF and GitHub forms.
// Made from the models of all roots; it renders nothing and knows no disk.
import type { Finding, Severity } from '../checks/finding.ts';
import type { Location, RootModel } from '../db/model.ts';
import { type Position, type SourceText, sourceText } from './source-text.ts';

export interface Span {
  /** As shown and as written into reports: relative to where the command runs, with `/`; a library file's URI. */
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

export interface ReportedEdit {
  readonly span: Span;
  readonly newText: string;
}

export interface ReportedFix {
  readonly title: string;
  readonly edits: readonly ReportedEdit[];
}

export interface ReportedFinding {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  readonly related: readonly { readonly span: Span; readonly message: string }[];
  readonly fixes: readonly ReportedFix[];
}

export interface FindingsReport {
  /** The files that were checked. */
  readonly files: readonly string[];
  /** By file, then by place. */
  readonly findings: readonly ReportedFinding[];
  readonly counts: Readonly<Record<Severity, number>>;
  /** A file's text, for code frames; `undefined` if it is not known. */
  source(file: string): SourceText | undefined;
}

export interface RootFindings {
  readonly model: RootModel;
  readonly findings: readonly Finding[];
}

/** What the host knows of files: how one is shown, and its text. */
export interface Files {
  show(uri: string): string;
  text(uri: string): string | undefined;
}

/** A file that is in several roots is reported once for each different finding, not once a root. */
export function findingsReport(
  checked: readonly string[],
  roots: readonly RootFindings[],
  files: Files,
): FindingsReport {
  const sources = sourceCache(files);
  const found = new Map<string, ReportedFinding>();
  for (const { model, findings } of roots) {
    for (const finding of findings) {
      if (finding.expected) continue;
      const reported = reportFinding(finding, model, sources);
      if (reported !== undefined) found.set(identity(reported), reported);
    }
  }
  const findings = [...found.values()].sort(byPlace);
  const counts = { error: 0, warning: 0, hint: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return { files: checked.map((uri) => files.show(uri)), findings, counts, source: sources.shown };
}

/** Places as they are reported, and the texts of the files that were shown. */
export interface Sources {
  span(location: Location): Span;
  shown(file: string): SourceText | undefined;
}

export function sourceCache(files: Files): Sources {
  const known = new Map<string, SourceText>();
  const ofUri = (uri: string): SourceText => {
    const file = files.show(uri);
    const source = known.get(file) ?? sourceText(files.text(uri) ?? '');
    known.set(file, source);
    return source;
  };
  return {
    span(location) {
      const source = ofUri(location.uri);
      const { start, end } = location;
      return { file: files.show(location.uri), start: source.position(start), end: source.position(end) };
    },
    shown: (file) => known.get(file),
  };
}

function reportFinding(finding: Finding, model: RootModel, sources: Sources): ReportedFinding | undefined {
  const location = model.locate(finding.place);
  if (location === undefined) return undefined;
  const related = finding.related.flatMap(({ place, message }) => {
    const at = model.locate(place);
    return at === undefined ? [] : [{ span: sources.span(at), message }];
  });
  const { code, severity, message } = finding;
  const span = sources.span(location);
  return { code, severity, message, span, related, fixes: reportFixes(finding, model, sources) };
}

function reportFixes(finding: Finding, model: RootModel, sources: Sources): readonly ReportedFix[] {
  const fixes = finding.fixes().map(({ title, edits }) => ({
    title,
    edits: [...model.edits(edits)].flatMap(([uri, changes]) =>
      changes.map(({ start, end, newText }) => ({ span: sources.span({ uri, start, end }), newText })),
    ),
  }));
  return fixes.filter(({ edits }) => edits.length > 0);
}

function identity({ code, message, span }: ReportedFinding): string {
  return [code, span.file, span.start.line, span.start.column, message].join('\n');
}

function byPlace(a: ReportedFinding, b: ReportedFinding): number {
  return (
    compareText(a.span.file, b.span.file) ||
    a.span.start.line - b.span.start.line ||
    a.span.start.column - b.span.start.column ||
    compareText(a.code, b.code)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
