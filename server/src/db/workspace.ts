// All files that the server knows, and the analysis of every root among them. The only mutable thing below the hosts:
// `applyChange` makes a new revision at once, models are made when asked for, from what the change can reach.
import { resolveUri } from '../base/uri.ts';
import type { ItemKey, LinkProblem, Place, RootKernel } from '../link/index.ts';
import { offsetAt, type Position, positionAt, type SyntaxTree, textOf } from '../syntax/index.ts';
import { analyzeRoot, unchanged } from './analyze-root.ts';
import type { Change, Config } from './change.ts';
import { type Counters, startCounters } from './counters.ts';
import { filesOfRoot, findRoots, importsOf } from './import-graph.ts';
import { librarySources } from './library.ts';
import type { Spot } from './locate.ts';
import type { RootModel } from './model.ts';
import { createModel } from './root-model.ts';
import type { RootState } from './root-state.ts';
import {
  changesImports,
  editFile,
  type FileDelta,
  type ItemSlot,
  openFile,
  replaceText,
  type SourceFile,
} from './source-file.ts';

/** The analysis of a root, and what changed since. */
interface RootEntry {
  state: RootState | undefined;
  model: RootModel | undefined;
  /** Not set: more than edits. */
  deltas: FileDelta[] | undefined;
}

export class Workspace {
  readonly counters: Counters = startCounters();
  #revision = 0;
  #config: Config = {};
  readonly #files = new Map<string, SourceFile>();
  readonly #missing = new Set<string>();
  readonly #kernels = new Map<string, NonNullable<Config['installed']>>();
  readonly #slots = new Map<ItemKey, ItemSlot>();
  readonly #roots = new Map<string, RootEntry>();
  #rootsKnown = false;
  #wanted: readonly string[] | undefined;

  get revision(): number {
    return this.#revision;
  }

  /** Takes the change in; nothing is analyzed yet. */
  applyChange(change: Change): void {
    this.#revision++;
    for (const uri of change.removed ?? []) this.#remove(uri);
    for (const [uri, text] of change.files ?? []) this.#set(uri, text);
    for (const [uri, edits] of change.edits ?? []) {
      const file = this.#files.get(uri);
      if (file) this.#take(editFile(file, edits, this.counters));
    }
    for (const uri of change.missing ?? []) if (!this.#files.has(uri)) this.#missing.add(uri);
    if (change.missing) this.#wanted = undefined;
    for (const [uri, kernel] of change.kernels ?? []) this.#kernels.set(uri, kernel);
    if (change.config) this.#config = change.config;
    if (change.config || change.kernels) for (const entry of this.#roots.values()) entry.deltas = undefined;
    for (const entry of this.#roots.values()) entry.model = undefined;
  }

  has(uri: string): boolean {
    return this.tree(uri) !== undefined;
  }

  /** Of a file of the workspace or of the library. */
  tree(uri: string): SyntaxTree | undefined {
    return this.#file(uri)?.tree;
  }

  text(uri: string): string | undefined {
    const tree = this.tree(uri);
    return tree && textOf(tree);
  }

  /** URIs of the workspace's own files. */
  files(): readonly string[] {
    return [...this.#files.keys()].sort();
  }

  /** UTF-16 line and character, from 0. */
  positionAt(uri: string, offset: number): Position {
    const tree = this.tree(uri);
    return tree ? positionAt(tree, offset) : { line: 0, character: 0 };
  }

  offsetAt(uri: string, line: number, character: number): number {
    const tree = this.tree(uri);
    return tree ? offsetAt(tree, { line, character }) : 0;
  }

  /** The URI that `import "PATH"` in a file means. */
  importUri(uri: string, path: string): string {
    return resolveUri(uri, path);
  }

  /** Imported files that may be read and are neither known nor known to be missing. */
  wanted(): readonly string[] {
    this.#wanted ??= [...new Set([...this.#files.values()].flatMap(importsOf))].filter(
      (it) => !this.#files.has(it) && !this.#missing.has(it),
    );
    return this.#wanted.filter((it) => this.#mayRead(it));
  }

  /** Folders of kernels that roots name (`modules = "DIR"`), that may be read and that nobody has read. */
  wantedKernels(): readonly string[] {
    const uris = this.models()
      .map((it) => this.#kernelUri(it.root))
      .filter((it): it is string => it !== undefined);
    return [...new Set(uris)].filter((it) => !this.#kernels.has(it) && this.#mayRead(it));
  }

  roots(): readonly string[] {
    this.#findRoots();
    return [...this.#roots.keys()].sort();
  }

  models(): readonly RootModel[] {
    return this.roots().map((it) => this.model(it));
  }

  /** Of the roots that a file belongs to; for a file of the library, of all roots. */
  modelsOf(uri: string): readonly RootModel[] {
    return librarySources().has(uri) ? this.models() : this.models().filter((it) => it.files.includes(uri));
  }

  /** How many roots hold a file, as far as they have been analyzed. */
  rootCount(uri: string): number {
    return [...this.#roots.values()].filter((it) => it.state?.files.some((file) => file.uri === uri)).length;
  }

  /** @param root one of `roots()` */
  model(root: string): RootModel {
    this.#findRoots();
    const entry = this.#roots.get(root) ?? { state: undefined, model: undefined, deltas: undefined };
    entry.model ??= this.#analyze(root, entry);
    return entry.model;
  }

  /** Items of a file with syntax errors, in text order. */
  brokenItems(uri: string): readonly ItemSlot[] {
    return [...(this.#file(uri)?.broken ?? [])].sort((a, b) => a.index - b.index);
  }

  /** Imports that lead nowhere, and the folder of a kernel that may not be read. */
  importProblems(uri: string): readonly LinkProblem[] {
    const file = this.#files.get(uri);
    const imports = file?.imports.map((slot) => this.#importProblem(slot)) ?? [];
    return [...imports, this.#kernelProblem(uri)].filter((it): it is LinkProblem => it !== undefined);
  }

  #importProblem(slot: ItemSlot): LinkProblem | undefined {
    const decl = slot.decls[0];
    if (decl?.kind !== 'import') return undefined;
    const uri = resolveUri(slot.file, decl.path.text);
    if (this.#files.has(uri)) return undefined;
    const place: Place = { item: slot.key, site: decl.path.site };
    const { text } = decl.path;
    return importProblem(place, this.#mayRead(uri) ? `there is no file \`${text}\`` : notRead(text));
  }

  #kernelProblem(uri: string): LinkProblem | undefined {
    const kernels = [...this.#roots.values()].map((it) => it.state?.kernel);
    const meant = kernels.find((it) => it?.modules?.file === uri && !this.#mayRead(folderOf(it) ?? ''));
    return meant?.modules && importProblem(meant.modules.place, notRead(meant.modules.folder));
  }

  #mayRead(uri: string): boolean {
    return this.#config.mayRead?.(uri) ?? true;
  }

  #analyze(root: string, entry: RootEntry): RootModel {
    if (entry.state === undefined || entry.deltas === undefined || entry.deltas.length > 0) {
      entry.state = analyzeRoot(this.#input(root), entry.state, entry.deltas);
    } else entry.state = unchanged(entry.state);
    entry.deltas = [];
    return createModel(entry.state, {
      revision: this.#revision,
      spotOf: (item) => this.#spotOf(item),
      file: (uri) => this.#file(uri),
    });
  }

  #input(root: string) {
    const uris = filesOfRoot(root, this.#files);
    const files = uris.map((it) => this.#files.get(it)).filter((it): it is SourceFile => it !== undefined);
    return {
      root,
      files,
      installed: (kernel: RootKernel) => this.#kernels.get(folderOf(kernel) ?? '') ?? this.#config.installed,
      counters: this.counters,
    };
  }

  #kernelUri(root: string): string | undefined {
    const kernel = this.#roots.get(root)?.state?.kernel;
    return kernel && folderOf(kernel);
  }

  #file(uri: string): SourceFile | undefined {
    return this.#files.get(uri) ?? librarySources().get(uri);
  }

  #spotOf(key: ItemKey): Spot | undefined {
    const slot = this.#slots.get(key) ?? librarySlot(key);
    const file = slot && this.#file(slot.file);
    return file && slot && { slot, file };
  }

  #set(uri: string, text: string): void {
    const known = this.#files.get(uri);
    if (known) {
      this.#take(replaceText(known, text, this.counters));
      return;
    }
    const file = openFile(uri, text, false, this.counters);
    this.#files.set(uri, file);
    this.#missing.delete(uri);
    for (const it of file.slots) this.#slots.set(it.key, it);
    this.#forgetRoots();
  }

  #remove(uri: string): void {
    for (const it of this.#files.get(uri)?.slots ?? []) this.#slots.delete(it.key);
    this.#files.delete(uri);
    this.#forgetRoots();
  }

  #take(delta: FileDelta): void {
    for (const it of delta.removed) this.#slots.delete(it.key);
    for (const it of delta.added) this.#slots.set(it.key, it);
    if (changesImports(delta)) this.#forgetRoots();
    for (const entry of this.#roots.values()) {
      if (entry.state?.files.some((it) => it.uri === delta.file)) entry.deltas?.push(delta);
    }
  }

  /** Which files belong together may have changed: every root is analyzed anew. */
  #forgetRoots(): void {
    this.#rootsKnown = false;
    this.#wanted = undefined;
    for (const entry of this.#roots.values()) entry.deltas = undefined;
  }

  #findRoots(): void {
    if (this.#rootsKnown) return;
    const roots = findRoots(this.#files);
    for (const it of [...this.#roots.keys()]) if (!roots.includes(it)) this.#roots.delete(it);
    for (const it of roots) {
      if (!this.#roots.has(it))
        this.#roots.set(it, { state: undefined, model: undefined, deltas: undefined });
    }
    this.#rootsKnown = true;
  }
}

function importProblem(place: Place, message: string): LinkProblem {
  return { code: 'name/import', severity: 'error', place, message, related: [], fixes: [] };
}

function notRead(path: string): string {
  return `\`${path}\` is not read: the workspace is not trusted, and this lies outside of its folders`;
}

/** The URI of the folder that a root's `kernel` names. */
function folderOf({ modules }: RootKernel): string | undefined {
  return modules && resolveUri(modules.file, modules.folder);
}

let libraryByKey: ReadonlyMap<ItemKey, ItemSlot> | undefined;

function librarySlot(key: ItemKey): ItemSlot | undefined {
  libraryByKey ??= new Map(
    [...librarySources().values()].flatMap((it) => it.slots.map((slot) => [slot.key, slot] as const)),
  );
  return libraryByKey.get(key);
}
