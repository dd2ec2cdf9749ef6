// The test cases of the server as the Testing view groups them: a node a file, with its cases in text order. Plain data, without the
// editor.
import type { TestCase } from '../../server/src/lsp/protocol.ts';

export interface TestGroup {
  /** The file's URI as the server writes it: the id of the node as well. */
  readonly uri: string;
  readonly cases: readonly TestCase[];
}

export function testGroups(cases: readonly TestCase[]): readonly TestGroup[] {
  const files = new Map<string, TestCase[]>();
  for (const it of cases) {
    const known = files.get(it.location.uri);
    if (known) known.push(it);
    else files.set(it.location.uri, [it]);
  }
  return [...files].map(([uri, list]) => ({ uri, cases: list }));
}

/** What the view shows for a case. */
export function testLabel({ kind, title }: TestCase): string {
  return kind === 'scenario' ? title : 'Expectations';
}

/** Behind a case that was run in several orders. */
export function ordersText(orders: number, more: boolean): string | undefined {
  if (more) return `${orders} orders tried, there are more`;
  return orders > 1 ? `${orders} orders tried` : undefined;
}
