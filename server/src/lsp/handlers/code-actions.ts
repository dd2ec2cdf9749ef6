// textDocument/codeAction: the quick fixes of findings.
import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver';
import { quickFixes } from '../../ide/quick-fixes.ts';
import type { Context } from '../context.ts';
import { knownFile, textRange } from '../from-proto.ts';
import { diagnosticOf, workspaceEditOf } from '../to-proto.ts';

export function codeActions({ session }: Context, params: CodeActionParams): CodeAction[] {
  const uri = knownFile(session, params.textDocument.uri);
  const { only } = params.context;
  if (uri === undefined || !session.features.codeActionLiterals) return [];
  if (only !== undefined && !only.some((kind) => kind === '' || kind === CodeActionKind.QuickFix)) return [];
  const range = textRange(session, uri, params.range);
  return quickFixes(session.workspace, uri, range, session.settings.severity).map((fix) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnosticOf(session, uri, fix.finding)],
    ...(fix.preferred ? { isPreferred: true } : {}),
    edit: workspaceEditOf(session, fix.edits),
  }));
}
