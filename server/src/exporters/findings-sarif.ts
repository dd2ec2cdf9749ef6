// The findings as a SARIF 2.1.0 log, which code hosts and editors read: rules with help, places as relative URIs, related
// places, fixes as replacements. Source: OASIS Static Analysis Results Interchange Format 2.1.0 (section numbers below).
import { assertNever } from '../base/assert-never.ts';
import type { AnyCheck } from '../checks/check.ts';
import type { Severity } from '../checks/finding.ts';
import type { FindingsReport, ReportedEdit, ReportedFinding, ReportedFix, Span } from './findings-report.ts';
import type { Tool } from './tool.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
/** What relative URIs are relative to (3.14.14): the folder that the command ran in. */
const BASE_ID = 'SRCROOT';

/** `checks` gives rules their words; a code without a check (syntax, names) is a rule with only its id and page. */
export function findingsSarif(report: FindingsReport, tool: Tool, checks: readonly AnyCheck[]): string {
  const codes = [...new Set(report.findings.map(({ code }) => code))].sort();
  const run = {
    tool: { driver: driver(tool, codes, checks) },
    columnKind: 'utf16CodeUnits',
    artifacts: report.files.map((file) => ({ location: artifact(file) })),
    results: report.findings.map((finding) => result(finding, codes)),
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function driver(tool: Tool, codes: readonly string[], checks: readonly AnyCheck[]): object {
  return {
    name: tool.name,
    semanticVersion: tool.version,
    informationUri: tool.homepage,
    rules: codes.map((code) => rule(code, tool, checks)),
  };
}

function rule(code: string, tool: Tool, checks: readonly AnyCheck[]): object {
  const check = checks.find((it) => it.code === code);
  const words =
    check === undefined
      ? {}
      : {
          shortDescription: { text: check.title },
          help: { text: check.doc.why, markdown: check.doc.why },
          ...(check.aliases.length > 0 ? { properties: { tags: check.aliases } } : {}),
        };
  return { id: code, helpUri: tool.helpUri(code), ...words };
}

function result(finding: ReportedFinding, codes: readonly string[]): object {
  const { code, severity, message, span, related, fixes } = finding;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: levelOf(severity),
    message: { text: message },
    locations: [{ physicalLocation: physicalLocation(span) }],
    ...(related.length > 0 ? { relatedLocations: related.map(relatedLocation) } : {}),
    ...(fixes.length > 0 ? { fixes: fixes.map(fix) } : {}),
  };
}

/** 3.58.6 */
function levelOf(severity: Severity): string {
  switch (severity) {
    case 'error':
      return 'error';
    case 'warning':
      return 'warning';
    case 'hint':
      return 'note';
    default:
      return assertNever(severity);
  }
}

function relatedLocation({ span, message }: ReportedFinding['related'][number], index: number): object {
  return { id: index + 1, physicalLocation: physicalLocation(span), message: { text: message } };
}

/** 3.55: one change a file, its replacements in text order. */
function fix({ title, edits }: ReportedFix): object {
  const files = [...new Set(edits.map(({ span }) => span.file))];
  return {
    description: { text: title },
    artifactChanges: files.map((file) => ({
      artifactLocation: artifact(file),
      replacements: edits.filter(({ span }) => span.file === file).map(replacement),
    })),
  };
}

function replacement({ span, newText }: ReportedEdit): object {
  return {
    deletedRegion: region(span),
    ...(newText === '' ? {} : { insertedContent: { text: newText } }),
  };
}

function physicalLocation(span: Span): object {
  return { artifactLocation: artifact(span.file), region: region(span) };
}

/** Files below the working folder are relative; what has a scheme (a library file) stays absolute. */
function artifact(file: string): object {
  if (/^[a-z][a-z0-9+-]+:/.test(file)) return { uri: file };
  const path = file.split('/').map(encodeURIComponent).join('/');
  return file.startsWith('/') ? { uri: `file://${path}` } : { uri: path, uriBaseId: BASE_ID };
}

function region({ start, end }: Span): object {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}
