// What the client is told a moment after a change: pushed diagnostics, the Buses view, refresh requests.
import {
  DiagnosticRefreshRequest,
  InlayHintRefreshRequest,
  PublishDiagnosticsNotification,
} from 'vscode-languageserver';
import type { RootModel } from '../db/model.ts';
import { problemCount } from '../ide/findings.ts';
import { summaryOf } from '../ide/summary.ts';
import { changedNodes } from '../ide/tree/tree.ts';
import { applyChange } from './apply-change.ts';
import type { Context } from './context.ts';
import { loadKernels } from './files.ts';
import { TreeChangedNotification, type TreeChangedParams } from './protocol.ts';
import type { Notices } from './session.ts';
import { diagnosticsOf } from './to-proto.ts';
import { shownUri } from './uris.ts';

/** After `shutdown`. */
export function endNotices({ session }: Context): void {
  session.ended = true;
  session.notices.cancel?.();
}

/** Everything is to be asked for again, though no text changed: the settings did. */
export function refreshAll(context: Context): void {
  context.session.notices.told.clear();
  context.session.notices.refresh = true;
  applyChange(context, {});
}

/** Tells the client what the last changes came to. */
export function settle(context: Context): void {
  const { session, host } = context;
  const start = host.clock.now();
  session.notices.cancel = undefined;
  const models = session.workspace.models();
  const changed = whatChanged(session.notices, models);
  if (!session.features.pullDiagnostics) pushDiagnostics(context);
  if (changed.anything && session.features.tree) tellTree(context, models, changed.nodes);
  askToRefresh(context, changed);
  session.notices.cost = host.clock.now() - start;
  loadKernels(context);
}

/** Diagnostics of other documents are asked for by the client itself after an edit; hints are not. */
function askToRefresh(context: Context, changed: Changed): void {
  const { features, notices, open } = context.session;
  const { refresh } = notices;
  notices.refresh = false;
  if (refresh && features.refreshDiagnostics) send(context, DiagnosticRefreshRequest.method);
  if ((refresh || (changed.anything && open.size > 1)) && features.refreshInlayHints) {
    send(context, InlayHintRefreshRequest.method);
  }
}

interface Changed {
  readonly anything: boolean;
  /** Of the Buses view; not set: all may have changed. */
  readonly nodes: readonly string[] | undefined;
}

/** Since the client was last told. */
function whatChanged({ told }: Notices, models: readonly RootModel[]): Changed {
  const sameRoots = told.size === models.length && models.every((model) => told.has(model.root));
  const changes = models.map((model) => changedNodes(model, model.changesSince(told.get(model.root) ?? 0)));
  const all = !sameRoots || changes.includes(undefined);
  told.clear();
  for (const model of models) told.set(model.root, model.generation);
  const nodes = all ? undefined : changes.flatMap((ids) => ids ?? []);
  return { anything: nodes === undefined || nodes.length > 0, nodes };
}

function tellTree(context: Context, models: readonly RootModel[], ids: readonly string[] | undefined): void {
  const { workspace, settings, notices } = context.session;
  const problems = problemCount(workspace, settings.severity);
  const summary = { ...summaryOf(notices.counts, models), problems };
  const params: TreeChangedParams = ids === undefined ? { summary } : { ids, summary };
  context.connection.sendNotification(TreeChangedNotification, params).catch(() => {});
}

/** A request whose answer nobody needs. */
function send({ connection }: Context, method: string): void {
  connection.sendRequest(method).catch(() => {});
}

/** To clients that do not ask: the open documents whose diagnostics differ from what was sent, and once more those closed. */
function pushDiagnostics({ session, connection }: Context): void {
  for (const uri of new Set([...session.open.keys(), ...session.told.keys()])) {
    const diagnostics = session.open.has(uri) ? diagnosticsOf(session, uri) : [];
    const content = JSON.stringify(diagnostics);
    if ((session.told.get(uri)?.content ?? '[]') === content && session.told.has(uri)) continue;
    if (session.open.has(uri)) session.told.set(uri, { resultId: '', content });
    else session.told.delete(uri);
    const version = session.open.get(uri)?.version;
    const params = {
      uri: shownUri(session, uri),
      diagnostics,
      ...(version === undefined ? {} : { version }),
    };
    connection.sendNotification(PublishDiagnosticsNotification.type, params).catch(() => {});
  }
}
