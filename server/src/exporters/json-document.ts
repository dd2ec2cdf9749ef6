// The frame of every JSON document: its version, who wrote it, then its fields. The schemas are in docs/schemas; a version
// changes when a reader of the old form would be misled, fields may be added without.
import type { ExplainReport } from './explain-report.ts';
import type { FindingsReport } from './findings-report.ts';
import type { TestReport } from './test-report.ts';
import type { Tool } from './tool.ts';
import type { TopologyReport } from './topology-report.ts';
import type { TraceReport } from './trace-report.ts';
import type { VerifyReport } from './verify-report.ts';

const FINDINGS_VERSION = 1;
const TOPOLOGY_VERSION = 1;
const EXPLAIN_VERSION = 1;
const TEST_VERSION = 1;
const TRACE_VERSION = 1;
const VERIFY_VERSION = 1;

/** docs/schemas/check.schema.json */
export function findingsJson({ files, findings, counts }: FindingsReport, tool: Tool): string {
  return jsonDocument(FINDINGS_VERSION, tool, {
    files,
    findings: findings.map((finding) => ({ ...finding, help: tool.helpUri(finding.code) })),
    summary: { errors: counts.error, warnings: counts.warning, hints: counts.hint },
  });
}

/** docs/schemas/tree.schema.json */
export function topologyJson(report: TopologyReport, tool: Tool): string {
  return jsonDocument(TOPOLOGY_VERSION, tool, report);
}

/** docs/schemas/explain.schema.json */
export function explainJson(report: ExplainReport, tool: Tool): string {
  return jsonDocument(EXPLAIN_VERSION, tool, report);
}

/** docs/schemas/test.schema.json */
export function testJson({ files, passed, failed }: TestReport, tool: Tool): string {
  return jsonDocument(TEST_VERSION, tool, { files, summary: { passed, failed } });
}

/** docs/schemas/trace.schema.json */
export function traceJson(report: TraceReport, tool: Tool): string {
  return jsonDocument(TRACE_VERSION, tool, report);
}

/** docs/schemas/verify.schema.json */
export function verifyJson({ trace, ...verdict }: VerifyReport, tool: Tool): string {
  return jsonDocument(VERIFY_VERSION, tool, { ...verdict, ...trace });
}

function jsonDocument(version: number, { name, version: of }: Tool, fields: object): string {
  return `${JSON.stringify({ version, tool: { name, version: of }, ...fields }, null, 2)}\n`;
}
