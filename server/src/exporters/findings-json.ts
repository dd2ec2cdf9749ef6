// The findings as JSON of our own form, for scripts. Its schema is docs/schemas/check.schema.json; `version` changes when a
// reader of the old form would be misled.
import type { FindingsReport } from './findings-report.ts';
import type { Tool } from './tool.ts';

export const FINDINGS_VERSION = 1;

export function findingsJson(report: FindingsReport, tool: Tool): string {
  const { error, warning, hint } = report.counts;
  const document = {
    version: FINDINGS_VERSION,
    tool: { name: tool.name, version: tool.version },
    files: report.files,
    findings: report.findings.map((finding) => ({ ...finding, help: tool.helpUri(finding.code) })),
    summary: { errors: error, warnings: warning, hints: hint },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
