// From the workspace to LSP: ranges, locations, symbols, diagnostics, tree nodes. The only file that builds LSP values.
import {
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentSymbol,
  type FoldingRange,
  type InlayHint,
  InsertTextFormat,
  type Location,
  type MarkupContent,
  MarkupKind,
  type Position,
  type Range,
  type SymbolInformation,
  SymbolKind,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { TextEdit as FileEdit, TextRange } from '../base/text-range.ts';
import type { Location as FileLocation } from '../db/model.ts';
import { diagnosticUrl } from '../exporters/diagnostic-page.ts';
import type { ItemKind, CompletionItem as Offer } from '../ide/completion/item.ts';
import { findingsOf, type ShownFinding } from '../ide/findings.ts';
import type { Fold } from '../ide/folding-ranges.ts';
import type { InlayHint as Hint } from '../ide/inlay-hints.ts';
import type { FileSymbol, SymbolKind as Kind } from '../ide/symbols.ts';
import type { TreeItem } from '../ide/tree/tree-node.ts';
import type { TreeNode } from './protocol.ts';
import type { Session } from './session.ts';
import { shownUri } from './uris.ts';

function positionOf(session: Session, uri: string, offset: number): Position {
  return session.workspace.positionAt(uri, offset);
}

export function rangeOf(session: Session, uri: string, { start, end }: TextRange): Range {
  return { start: positionOf(session, uri, start), end: positionOf(session, uri, end) };
}

export function locationOf(session: Session, location: FileLocation): Location {
  return { uri: shownUri(session, location.uri), range: rangeOf(session, location.uri, location) };
}

export function textEditOf(session: Session, uri: string, edit: FileEdit): TextEdit {
  return { range: rangeOf(session, uri, edit), newText: edit.newText };
}

export function workspaceEditOf(
  session: Session,
  edits: ReadonlyMap<string, readonly FileEdit[]>,
): WorkspaceEdit {
  const changes = [...edits].map(([uri, list]) => ({
    textDocument: { uri: shownUri(session, uri), version: session.open.get(uri)?.version ?? null },
    edits: list.map((edit) => textEditOf(session, uri, edit)),
  }));
  if (session.features.documentChanges) return { documentChanges: changes };
  return { changes: Object.fromEntries(changes.map((it) => [it.textDocument.uri, it.edits])) };
}

export type Markup = 'markdown' | 'plaintext';

export function markup(value: string, kind: Markup): MarkupContent {
  if (kind === 'markdown') return { kind: MarkupKind.Markdown, value };
  return { kind: MarkupKind.PlainText, value: value.replace(/[`*\\]/g, '') };
}

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  hint: DiagnosticSeverity.Information,
} as const;

/** What is to be shown in a file, in text order. */
export function diagnosticsOf(session: Session, uri: string): Diagnostic[] {
  return findingsOf(session.workspace, uri, session.settings.severity).map((it) =>
    diagnosticOf(session, uri, it),
  );
}

export function diagnosticOf(session: Session, uri: string, finding: ShownFinding): Diagnostic {
  const { code, severity, message, related } = finding;
  return {
    range: rangeOf(session, uri, finding),
    severity: SEVERITIES[severity],
    code,
    ...(session.features.codeDescription && { codeDescription: { href: diagnosticUrl(code) } }),
    source: 'buswright',
    message,
    ...(code === 'allow/unused' ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(related.length > 0 && session.features.relatedInformation
      ? {
          relatedInformation: related.map((it) => ({
            location: locationOf(session, it.location),
            message: it.message,
          })),
        }
      : {}),
  };
}

const SYMBOL_KINDS: Readonly<Record<Kind, SymbolKind>> = {
  bus: SymbolKind.Class,
  class: SymbolKind.Class,
  contract: SymbolKind.Interface,
  table: SymbolKind.Struct,
  module: SymbolKind.Module,
  driver: SymbolKind.Method,
  device: SymbolKind.Object,
  iommu: SymbolKind.Object,
  kernel: SymbolKind.Package,
  scenario: SymbolKind.Event,
  callback: SymbolKind.Function,
  flavour: SymbolKind.Constructor,
  field: SymbolKind.Field,
  function: SymbolKind.Function,
  import: SymbolKind.File,
};

export function documentSymbolOf(session: Session, uri: string, symbol: FileSymbol): DocumentSymbol {
  const { name, kind, detail, range, selection, children } = symbol;
  return {
    name,
    detail,
    kind: SYMBOL_KINDS[kind],
    range: rangeOf(session, uri, range),
    selectionRange: rangeOf(session, uri, selection),
    ...(children.length > 0 ? { children: children.map((it) => documentSymbolOf(session, uri, it)) } : {}),
  };
}

export function symbolInformationOf(session: Session, uri: string, symbol: FileSymbol): SymbolInformation {
  const { name, kind, detail, selection } = symbol;
  return {
    name,
    kind: SYMBOL_KINDS[kind],
    location: locationOf(session, { uri, ...selection }),
    ...(detail === '' ? {} : { containerName: detail }),
  };
}

export function foldingRangeOf(session: Session, uri: string, fold: Fold): FoldingRange {
  const start = positionOf(session, uri, fold.start);
  const end = positionOf(session, uri, fold.end);
  const kind = fold.kind === undefined ? {} : { kind: fold.kind };
  if (!session.features.lineFoldingOnly) {
    const characters = { startCharacter: start.character, endCharacter: end.character };
    return { startLine: start.line, endLine: end.line, ...characters, ...kind };
  }
  // The line of the `}` stays.
  const endLine = fold.kind === undefined ? Math.max(start.line, end.line - 1) : end.line;
  return { startLine: start.line, endLine, ...kind };
}

export function inlayHintOf(session: Session, uri: string, hint: Hint): InlayHint {
  return {
    position: positionOf(session, uri, hint.offset),
    label: hint.label,
    paddingLeft: true,
    ...(hint.tooltip === undefined ? {} : { tooltip: markup(hint.tooltip, session.features.markup) }),
  };
}

const ITEM_KINDS: Readonly<Record<ItemKind, CompletionItemKind>> = {
  keyword: CompletionItemKind.Keyword,
  snippet: CompletionItemKind.Snippet,
  bus: CompletionItemKind.Class,
  class: CompletionItemKind.Class,
  contract: CompletionItemKind.Interface,
  device: CompletionItemKind.Variable,
  driver: CompletionItemKind.Method,
  module: CompletionItemKind.Module,
  field: CompletionItemKind.Field,
  flag: CompletionItemKind.Property,
  function: CompletionItemKind.Function,
  value: CompletionItemKind.EnumMember,
  code: CompletionItemKind.Constant,
  file: CompletionItemKind.File,
  table: CompletionItemKind.Struct,
};

/** `order`: its place among the items, which clients would otherwise sort by label. */
export function completionItemOf(session: Session, uri: string, item: Offer, order: number): CompletionItem {
  const { features } = session;
  const snippet = features.snippets ? item.snippet : undefined;
  return {
    label: item.label,
    kind: ITEM_KINDS[item.kind],
    sortText: String(order).padStart(5, '0'),
    insertTextFormat: snippet === undefined ? InsertTextFormat.PlainText : InsertTextFormat.Snippet,
    textEdit: { range: rangeOf(session, uri, item.range), newText: snippet ?? item.insert ?? item.label },
    ...(item.detail === undefined ? {} : { detail: item.detail }),
    ...(item.doc === undefined ? {} : { documentation: markup(item.doc, features.completionMarkup) }),
    ...(item.about === undefined ? {} : { data: item.about }),
    ...(item.tooNew && features.completionTags ? { tags: [CompletionItemTag.Deprecated] } : {}),
  };
}

export function treeNodeOf(session: Session, { location, ...item }: TreeItem): TreeNode {
  return location === undefined ? item : { ...item, location: locationOf(session, location) };
}
