// The outline of a file and the search for declarations by name. From declarations only; texts and trees are not looked at.
import type { TextRange } from '../base/text-range.ts';
import type { ItemView, RootModel } from '../db/model.ts';
import type { Workspace } from '../db/workspace.ts';
import type { Decl, Declared, DeviceDecl } from '../declare/declarations.ts';
import type { Site } from '../syntax/ast.ts';
import { modelOf } from './models-of.ts';

export type SymbolKind =
  | 'bus'
  | 'class'
  | 'contract'
  | 'table'
  | 'module'
  | 'driver'
  | 'device'
  | 'iommu'
  | 'kernel'
  | 'scenario'
  | 'callback'
  | 'flavour'
  | 'field'
  | 'function'
  | 'import';

export interface FileSymbol {
  readonly name: string;
  readonly kind: SymbolKind;
  readonly detail: string;
  /** The whole statement. */
  readonly range: TextRange;
  /** The name. */
  readonly selection: TextRange;
  readonly children: readonly FileSymbol[];
}

/** As many as a search answers. */
const MOST_FOUND = 200;

export function documentSymbols(workspace: Workspace, uri: string): readonly FileSymbol[] {
  const model = modelOf(workspace, uri);
  return model === undefined ? [] : model.items(uri).flatMap((item) => symbolsOfItem(model, item));
}

export interface FoundSymbol {
  readonly uri: string;
  readonly symbol: FileSymbol;
}

/** Declarations whose name holds the letters of the query in order; those that begin with it first. */
export function workspaceSymbols(workspace: Workspace, query: string): readonly FoundSymbol[] {
  const wanted = query.toLowerCase();
  const found = new Map<
    Draft,
    { readonly model: RootModel; readonly item: ItemView; readonly rank: number }
  >();
  const seen = new Set<string>();
  for (const model of workspace.models()) {
    for (const uri of model.files.filter((file) => !seen.has(file))) {
      seen.add(uri);
      for (const item of model.items(uri)) {
        for (const draft of item.decls.flatMap(drafts)) {
          const rank = rankOf(draft.name.toLowerCase(), wanted);
          if (rank !== undefined) found.set(draft, { model, item, rank });
        }
      }
    }
  }
  const best = [...found].sort(([, a], [, b]) => a.rank - b.rank).slice(0, MOST_FOUND);
  return best.flatMap(([draft, { model, item }]) => {
    const symbol = placed(model, item, draft);
    return symbol === undefined ? [] : [{ uri: item.file, symbol }];
  });
}

/** A declaration and all that it holds. */
function drafts(decl: Decl): readonly Draft[] {
  const symbol = decl.kind === 'import' ? undefined : symbolOf(decl);
  const all = (draft: Draft): readonly Draft[] => [draft, ...draft.children.flatMap(all)];
  return symbol === undefined ? [] : all(symbol);
}

function symbolsOfItem(model: RootModel, item: ItemView): readonly FileSymbol[] {
  const made = item.decls.flatMap((decl) => symbolOf(decl) ?? []);
  return made.flatMap((it) => placed(model, item, it) ?? []);
}

/** A symbol before its sites are turned into offsets. */
interface Draft {
  readonly name: string;
  readonly kind: SymbolKind;
  readonly detail: string;
  readonly site: Site;
  readonly nameSite: Site;
  readonly children: readonly Draft[];
}

function placed(model: RootModel, item: ItemView, draft: Draft): FileSymbol | undefined {
  const range = model.locate({ item: item.key, site: draft.site });
  if (range === undefined) return undefined;
  const name = model.locate({ item: item.key, site: draft.nameSite });
  const selection = name !== undefined && name.start >= range.start && name.end <= range.end ? name : range;
  const children = draft.children.flatMap((child) => placed(model, item, child) ?? []);
  const { kind, detail } = draft;
  return { name: draft.name === '' ? kind : draft.name, kind, detail, range, selection, children };
}

function symbolOf(decl: Decl): Draft | undefined {
  switch (decl.kind) {
    case 'bus':
    case 'class':
    case 'contract':
    case 'table':
    case 'module':
    case 'iommu':
      return declared(decl, decl.kind, '', partsOf(decl));
    case 'driver':
      return declared(decl, 'driver', `on ${decl.bus.text}`, partsOf(decl));
    case 'device':
      return deviceDraft(decl);
    case 'extend':
      return {
        ...declared(
          decl.adds,
          decl.adds.kind,
          'extend',
          decl.adds.kind === 'device' ? decl.adds.children.map(deviceDraft) : partsOf(decl.adds),
        ),
        name: decl.target.parts.map((part) => part.text).join('/'),
        site: decl.site,
        nameSite: decl.target.site,
      };
    case 'kernel':
      return {
        name: decl.version.text,
        kind: 'kernel',
        detail: 'kernel',
        site: decl.site,
        nameSite: decl.version.site,
        children: [],
      };
    case 'scenario':
      return {
        name: decl.title.text,
        kind: 'scenario',
        detail: 'scenario',
        site: decl.site,
        nameSite: decl.title.site,
        children: [],
      };
    case 'import':
      return {
        name: decl.path.text,
        kind: 'import',
        detail: 'import',
        site: decl.site,
        nameSite: decl.path.site,
        children: [],
      };
    default:
      return undefined;
  }
}

function declared(decl: Declared, kind: SymbolKind, detail: string, children: readonly Draft[]): Draft {
  return { name: decl.name.text, kind, detail, site: decl.site, nameSite: decl.name.site, children };
}

function deviceDraft(decl: DeviceDecl): Draft {
  const detail =
    decl.bus !== undefined
      ? `on ${decl.bus.text}`
      : decl.class !== undefined
        ? `of ${decl.class.text}`
        : decl.flavour !== undefined
          ? `flavour ${decl.flavour.text}`
          : decl.how;
  return declared(decl, 'device', detail, decl.children.map(deviceDraft));
}

/** What a body holds that is worth a line: functions of a contract, flavours, fields of a table. */
function partsOf(decl: Decl): readonly Draft[] {
  switch (decl.kind) {
    case 'contract':
      return decl.entries.map((it) => leaf(it, 'function', it.optional ? 'optional' : ''));
    case 'table':
    case 'class':
      return decl.fields.map((it) => leaf(it, 'field', it.type));
    case 'bus':
      return [
        ...decl.devices.map((it) => leaf(it, 'table', 'device struct')),
        ...decl.drivers.map((it) => leaf(it, 'table', 'driver struct')),
        ...decl.tables.map((it) => leaf({ ...it, name: it.struct }, 'table', 'id_table')),
      ];
    case 'driver':
    case 'module':
      return decl.flavours.map((it) => leaf(it, 'flavour', 'flavour'));
    default:
      return [];
  }
}

function leaf(
  part: { readonly site: Site; readonly name: { readonly site: Site; readonly text: string } },
  kind: SymbolKind,
  detail: string,
): Draft {
  return { name: part.name.text, kind, detail, site: part.site, nameSite: part.name.site, children: [] };
}

/** 0: begins with it, 1: holds it, 2: holds its letters in order. */
function rankOf(name: string, wanted: string): number | undefined {
  const at = name.indexOf(wanted);
  if (at >= 0) return at === 0 ? 0 : 1;
  let from = 0;
  for (const letter of wanted) {
    from = name.indexOf(letter, from) + 1;
    if (from === 0) return undefined;
  }
  return 2;
}
