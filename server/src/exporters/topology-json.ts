// The resulting buses as JSON for scripts. Its schema is docs/schemas/tree.schema.json; `version` changes when a reader of the
// old form would be misled.
import type { Tool } from './tool.ts';
import type { TopologyReport } from './topology-report.ts';

export const TOPOLOGY_VERSION = 1;

export function topologyJson(report: TopologyReport, tool: Tool): string {
  const document = {
    version: TOPOLOGY_VERSION,
    tool: { name: tool.name, version: tool.version },
    ...report,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
