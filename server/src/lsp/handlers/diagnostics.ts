// textDocument/diagnostic and workspace/diagnostic: with result ids, so that what has not changed is not sent again.
import {
  type CancellationToken,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import type { Context } from '../context.ts';
import { knownFile } from '../from-proto.ts';
import { diagnosticsOf } from '../to-proto.ts';
import { shownUri } from '../uris.ts';

export function documentDiagnostics(
  context: Context,
  params: DocumentDiagnosticParams,
): DocumentDiagnosticReport {
  const uri = knownFile(context.session, params.textDocument.uri);
  if (uri === undefined) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
  return report(context, uri, params.previousResultId);
}

export function workspaceDiagnostics(
  context: Context,
  params: WorkspaceDiagnosticParams,
  token: CancellationToken,
): WorkspaceDiagnosticReport {
  const { session } = context;
  const previous = new Map(params.previousResultIds?.map(({ uri, value }) => [uri, value]));
  const files = new Set(context.session.workspace.models().flatMap((model) => model.files));
  const items: WorkspaceDocumentDiagnosticReport[] = [];
  for (const file of files) {
    if (token.isCancellationRequested) break;
    const uri = shownUri(session, file);
    const version = session.open.get(file)?.version ?? null;
    items.push({ ...report(context, file, previous.get(uri)), uri, version });
  }
  return { items };
}

function report(
  { session }: Context,
  uri: string,
  previousResultId: string | undefined,
): DocumentDiagnosticReport {
  const items = diagnosticsOf(session, uri);
  const content = JSON.stringify(items);
  const told = session.told.get(uri);
  if (told !== undefined && told.content === content) {
    if (previousResultId === told.resultId) {
      return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: told.resultId };
    }
    return { kind: DocumentDiagnosticReportKind.Full, resultId: told.resultId, items };
  }
  const resultId = String(session.nextResultId++);
  session.told.set(uri, { resultId, content });
  return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
}
