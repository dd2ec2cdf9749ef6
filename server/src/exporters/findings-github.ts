// The findings as workflow commands of GitHub Actions: one line each, shown there beside the changed line.
// Source: docs.github.com, "Workflow commands for GitHub Actions".
import { assertNever } from '../base/assert-never.ts';
import type { Severity } from '../checks/finding.ts';
import type { FindingsReport, ReportedFinding } from './findings-report.ts';

/** One `::error file=…,line=…,col=…,endLine=…,endColumn=…,title=…::message` a line; empty without findings. */
export function findingsGithub(report: FindingsReport): string {
  return report.findings.map((finding) => `${command(finding)}\n`).join('');
}

function command({ code, severity, message, span, related }: ReportedFinding): string {
  const { file, start, end } = span;
  const properties = {
    file,
    line: start.line,
    endLine: end.line,
    col: start.column,
    // A column range is only shown within one line; GitHub refuses one across lines.
    ...(end.line === start.line ? { endColumn: end.column } : {}),
    title: code,
  };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  const notes = related.map((it) => `${it.span.file}:${it.span.start.line}: ${it.message}`);
  return `::${kindOf(severity)} ${list.join(',')}::${escapeData([message, ...notes].join('\n'))}`;
}

function kindOf(severity: Severity): string {
  switch (severity) {
    case 'error':
      return 'error';
    case 'warning':
      return 'warning';
    case 'hint':
      return 'notice';
    default:
      return assertNever(severity);
  }
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
