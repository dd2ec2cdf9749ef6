// Brings files into the workspace: those of the folders at the start, imports when they are wanted, what changed on disk. Reads
// through the client or the host, whoever offers it; requests wait meanwhile (`session.loading`).
import { URI } from 'vscode-uri';
import type { FileProvider } from '../base/ports.ts';
import { KERNEL_FILES, kernelModules } from '../ide/kernel-modules.ts';
import { libraryDocuments } from '../ide/library.ts';
import { applyChange } from './apply-change.ts';
import { ask } from './ask.ts';
import type { Context } from './context.ts';
import { log } from './log.ts';
import { FindFilesRequest, type ReadFileParams, ReadFileRequest } from './protocol.ts';
import { reachOf } from './reach.ts';
import { fileUri } from './uris.ts';

/** Runs one loading task after the others; requests wait for all of them. A task that fails is logged and passed over. */
export function whileLoading(context: Context, task: () => Promise<void>): void {
  const { session } = context;
  const before = session.loading ?? Promise.resolve();
  const loading = before.then(task).catch((error: unknown) => {
    log(context, 'error', `reading files failed: ${String(error)}`);
  });
  session.loading = loading;
  void loading.then(() => {
    if (session.loading === loading) session.loading = undefined;
  });
}

/** Reads every `.topo` file of the folders that is not open. */
export function loadWorkspace(context: Context): void {
  whileLoading(context, async () => {
    const { session } = context;
    await writeLibrary(context);
    const found = session.folders.length === 0 ? [] : await providerOf(context).find();
    const uris = found.map((uri) => fileUri(session, uri));
    const done = startProgress(context, uris.length);
    applyChange(context, { files: (await readClosed(context, uris)).files });
    done();
    await loadWanted(context);
  });
}

/** Files that changed, came or went on disk. */
export function readAgain(context: Context, uris: readonly string[]): void {
  whileLoading(context, async () => {
    const { files, missing } = await readClosed(context, uris);
    context.session.notices.refresh = true;
    applyChange(context, { files, removed: missing });
    await loadWanted(context);
  });
}

/** Reads what is imported and not known, until nothing more is wanted. */
export function loadImports(context: Context): void {
  if (context.session.workspace.wanted().length > 0) whileLoading(context, () => loadWanted(context));
}

/** Reads the kernel folders that roots name (`modules = "DIR"`) and that nobody has read. */
export function loadKernels(context: Context): void {
  const wanted = context.session.workspace.wantedKernels();
  if (wanted.length === 0) return;
  whileLoading(context, async () => {
    const read = await Promise.all(wanted.map((uri) => readKernel(context, uri)));
    context.session.notices.refresh = true;
    applyChange(context, { kernels: new Map(wanted.map((uri, at) => [uri, read[at] ?? kernelModules([])])) });
  });
}

/** A kernel's modules for roots that name none; `undefined`: none. */
export async function loadKernel(context: Context, folder: string | undefined): Promise<void> {
  const installed = folder === undefined ? undefined : await readKernel(context, folderUri(folder));
  const reach = reachOf(context.session);
  applyChange(context, { config: { ...reach, ...(installed && { installed }) } });
}

async function loadWanted(context: Context): Promise<void> {
  const { workspace } = context.session;
  for (let wanted = workspace.wanted(); wanted.length > 0; wanted = workspace.wanted()) {
    applyChange(context, await readClosed(context, wanted));
  }
}

async function readKernel(context: Context, folder: string) {
  const provider = providerOf(context);
  const texts = await Promise.all(KERNEL_FILES.map((name) => provider.read(`${folder}/${name}`)));
  return kernelModules(texts);
}

function folderUri(folder: string): string {
  const uri = folder.includes('://') ? folder : URI.file(folder).toString();
  return uri.replace(/\/$/, '');
}

interface ReadFiles {
  readonly files: ReadonlyMap<string, string>;
  readonly missing: readonly string[];
}

/** What the editor has open, also since the reading began, is the editor's and left out. */
async function readClosed(context: Context, uris: readonly string[]): Promise<ReadFiles> {
  const { open } = context.session;
  const provider = providerOf(context);
  const texts = await Promise.all(uris.map((uri) => (open.has(uri) ? undefined : provider.read(uri))));
  const files = new Map<string, string>();
  const missing: string[] = [];
  for (const [at, uri] of uris.entries()) {
    const text = texts[at];
    if (open.has(uri)) continue;
    if (text === undefined) missing.push(uri);
    else files.set(uri, text);
  }
  return { files, missing };
}

const NO_FILES: FileProvider = { read: async () => undefined, find: async () => [] };

function providerOf(context: Context): FileProvider {
  const { host, session } = context;
  if (!session.features.clientFiles) return host.files?.(session.folders) ?? NO_FILES;
  return {
    async read(uri) {
      const params: ReadFileParams = { uri };
      const text = await ask(context, ReadFileRequest, params);
      return typeof text === 'string' ? text : undefined;
    },
    async find() {
      const uris = await ask(context, FindFilesRequest);
      return Array.isArray(uris) ? uris.filter((uri): uri is string => typeof uri === 'string') : [];
    },
  };
}

/** For editors that cannot show a library file under its own scheme. */
async function writeLibrary({ session, host }: Context): Promise<void> {
  if (session.features.libraryScheme !== undefined || host.writeLibraryFile === undefined) return;
  for (const { uri, name, text } of libraryDocuments()) {
    const shown = await host.writeLibraryFile(name, text).catch(() => undefined);
    if (shown === undefined) continue;
    session.uris.set(shown, uri);
    session.uris.set(URI.parse(shown).toString(), uri);
    session.shownLibrary.set(uri, shown);
  }
}

/** Waits for nobody: a client that never answers gets no progress. */
function startProgress({ connection, session }: Context, files: number): () => void {
  if (!session.features.workDoneProgress || files < 2) return () => {};
  const progress = connection.window.createWorkDoneProgress();
  progress.then((it) => it.begin('Buswright', undefined, `reading ${files} topologies`)).catch(() => {});
  return () => {
    progress.then((it) => it.done()).catch(() => {});
  };
}
