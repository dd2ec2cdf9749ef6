// buswright/explain: the driver core's decisions for one device, as the text of a document.
import { explainAt, explain as explainDevice } from '../../ide/explain.ts';
import type { Context } from '../context.ts';
import { filePosition } from '../from-proto.ts';
import type { ExplainParams, ExplainResult } from '../protocol.ts';

export function explain({ session }: Context, params: ExplainParams): ExplainResult | null {
  if ('id' in params) return explainDevice(session.workspace.models(), params.id, params.driver) ?? null;
  const at = filePosition(session, { textDocument: { uri: params.uri }, position: params.position });
  return at === undefined ? null : (explainAt(session.workspace, at) ?? null);
}
