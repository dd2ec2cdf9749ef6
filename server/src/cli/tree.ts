// `buswright tree`: the resulting buses of one topology.
import { topologyJson } from '../exporters/json-document.ts';
import { topologyReport } from '../exporters/topology-report.ts';
import { type TreeOrder, treeText } from '../exporters/tree-text.ts';
import type { CliHost } from './host.ts';
import { loadRoot } from './load-root.ts';
import { done, type Outcome, refuse } from './outcome.ts';
import type { Arguments } from './parse-arguments.ts';

const ORDERS: readonly TreeOrder[] = ['bus', 'device', 'class'];

export async function tree({ positionals, values, switches }: Arguments, host: CliHost): Promise<Outcome> {
  const [name = ''] = positionals;
  const loaded = await loadRoot(name, host.cwd, values.get('kernel'));
  if (loaded.kind === 'wrong') return refuse(loaded.message);
  const report = topologyReport(loaded.model, loaded.file);
  const { notes: err } = loaded;
  if (switches.has('json')) return { ...done(topologyJson(report, host.tool())), err };
  const order = ORDERS.find((it) => it === values.get('by')) ?? 'bus';
  return { ...done(treeText(report, order, host.style)), err };
}
