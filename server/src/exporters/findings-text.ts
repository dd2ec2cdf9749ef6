// The findings as text for people: place, severity, code and message on one line that editors can follow, a code frame, the
// related places with theirs, and what would repair it. Pure: text in, text out.
import { countOf } from '../base/count-of.ts';
import { codeFrame, type Mark } from './code-frame.ts';
import type { FindingsReport, ReportedFinding, Span } from './findings-report.ts';
import type { Style } from './style.ts';

export function findingsText(report: FindingsReport, style: Style): string {
  const blocks = report.findings.map((finding) => findingLines(finding, report, style).join('\n'));
  return `${[...blocks, summaryLine(report, style)].join('\n\n')}\n`;
}

/** `2 errors, 1 warning in 3 files`, or `no problems in 3 files`. */
function summaryLine({ counts, files }: FindingsReport, style: Style): string {
  const where = `in ${countOf(files.length, 'file')}`;
  const found = (['error', 'warning', 'hint'] as const)
    .filter((severity) => counts[severity] > 0)
    .map((severity) => style(severity, countOf(counts[severity], severity)));
  return found.length === 0 ? style('good', `no problems ${where}`) : `${found.join(', ')} ${where}`;
}

/** `src/a.topo:12:5` */
export function placeText({ file, start }: Span): string {
  return `${file}:${start.line}:${start.column}`;
}

function findingLines(finding: ReportedFinding, report: FindingsReport, style: Style): readonly string[] {
  const { code, severity, message, span } = finding;
  return [
    `${style('strong', placeText(span))}: ${style(severity, severity)} ${style('name', code)}: ${message}`,
    ...frameOf(span, report, { character: '^', role: severity }, style),
    ...finding.related.flatMap(({ span: place, message: text }) => [
      `  ${style('strong', placeText(place))}: ${style('faint', 'note:')} ${text}`,
      ...frameOf(place, report, { character: '-', role: 'hint' }, style),
    ]),
    ...finding.fixes.map(({ title }) => `  ${style('good', 'fix:')} ${title}`),
  ];
}

function frameOf(span: Span, report: FindingsReport, mark: Mark, style: Style): readonly string[] {
  const source = report.source(span.file);
  return source === undefined ? [] : codeFrame(span, source, mark, style).map((line) => `  ${line}`);
}
