// What follows a change: the workspace learns of it at once; a moment later, when no more changes wait, the client learns what
// became of it (pushed diagnostics, the Buses view, refresh requests). The moment grows with what the last analysis cost.
import {
  DiagnosticRefreshRequest,
  InlayHintRefreshRequest,
  PublishDiagnosticsNotification,
} from 'vscode-languageserver';
import type { Change } from '../db/change.ts';
import type { RootModel } from '../db/model.ts';
import { problemCount } from '../ide/findings.ts';
import { summaryOf } from '../ide/summary.ts';
import { changedNodes } from '../ide/tree/tree.ts';
import type { Context } from './context.ts';
import { TreeChangedNotification, type TreeChangedParams } from './protocol.ts';
import { diagnosticsOf } from './to-proto.ts';
import { shownUri } from './uris.ts';

/** The longest wait in milliseconds. */
const LONGEST_WAIT = 250;

export function applyChange(context: Context, change: Change): void {
  const { workspace, notices } = context.session;
  workspace.applyChange(change);
  notices.cancel?.();
  if (context.session.ended) return;
  const wait = notices.cost < 5 ? 0 : Math.min(LONGEST_WAIT, notices.cost);
  notices.cancel = context.host.scheduler.after(wait, () => settle(context));
}

/** After `shutdown`. */
export function endNotices({ session }: Context): void {
  session.ended = true;
  session.notices.cancel?.();
}

/** Everything is to be asked for again, though no text changed: settings, a kernel's modules, files on disk. */
export function refreshAll(context: Context): void {
  context.session.notices.nodes = 'all';
  context.session.notices.elsewhere = true;
  applyChange(context, {});
}

/** The models as they are now; what changed since the last look is kept until the client is told. */
export function currentModels(context: Context): readonly RootModel[] {
  const { workspace, notices } = context.session;
  const start = context.host.clock.now();
  const models = workspace.models();
  if (workspace.revision !== notices.revision) {
    notices.revision = workspace.revision;
    notices.cost = context.host.clock.now() - start;
    for (const model of models) noteChanges(context, model);
  }
  return models;
}

function noteChanges({ session: { notices, open } }: Context, model: RootModel): void {
  if (model.delta.kind === 'none') return;
  if (open.size > 1) notices.elsewhere = true;
  const changed = changedNodes(model);
  if (changed === undefined || notices.nodes === 'all') notices.nodes = 'all';
  else for (const id of changed) notices.nodes.add(id);
}

function settle(context: Context): void {
  const { session, connection } = context;
  const models = currentModels(context);
  session.notices.cancel = undefined;
  if (!session.features.pullDiagnostics) pushDiagnostics(context);
  if (session.features.tree) tellTree(context, models);
  if (!session.notices.elsewhere) return;
  session.notices.elsewhere = false;
  const ignore = () => {};
  if (session.features.refreshDiagnostics)
    connection.sendRequest(DiagnosticRefreshRequest.type).catch(ignore);
  if (session.features.refreshInlayHints) connection.sendRequest(InlayHintRefreshRequest.type).catch(ignore);
}

function tellTree({ session, connection }: Context, models: readonly RootModel[]): void {
  const { notices } = session;
  const { nodes } = notices;
  if (nodes !== 'all' && nodes.size === 0) return;
  notices.nodes = new Set();
  const params: TreeChangedParams = {
    ...(nodes === 'all' ? {} : { ids: [...nodes] }),
    summary: { ...summaryOf(models), problems: problemCount(session.workspace, session.settings.severity) },
  };
  connection.sendNotification(TreeChangedNotification, params).catch(() => {});
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
