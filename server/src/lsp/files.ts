// Brings files into the workspace: those of the folders at the start, imports when they are wanted, what changed on disk. Reads
// through the client or the host, whoever offers it; requests wait meanwhile (`session.loading`).
import { URI } from 'vscode-uri';
import type { FileProvider } from '../base/ports.ts';
import { KERNEL_FILES, kernelModules } from '../ide/kernel-modules.ts';
import { libraryDocuments } from '../ide/library.ts';
import { applyChange } from './apply-change.ts';
import type { Context } from './context.ts';
import { log } from './log.ts';
import { FindFilesRequest, type ReadFileParams, ReadFileRequest } from './protocol.ts';
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
    const provider = providerOf(context);
    const found = session.folders.length === 0 ? [] : await provider.find();
    const uris = found.map((uri) => fileUri(session, uri)).filter((uri) => !session.open.has(uri));
    const progress = await startProgress(context, uris.length);
    applyChange(context, { files: (await readAll(provider, uris)).files });
    progress();
    await loadWanted(context);
  });
}

/** Files that changed, came or went on disk. */
export function readAgain(context: Context, uris: readonly string[]): void {
  whileLoading(context, async () => {
    const { files, missing } = await readAll(providerOf(context), uris);
    for (const uri of context.session.open.keys()) files.delete(uri);
    applyChange(context, { files, removed: missing.filter((uri) => !context.session.open.has(uri)) });
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
    applyChange(context, { kernels: new Map(wanted.map((uri, at) => [uri, read[at] ?? kernelModules([])])) });
  });
}

/** A kernel's modules for roots that name none; `undefined`: none. */
export async function loadKernel(context: Context, folder: string | undefined): Promise<void> {
  const installed = folder === undefined ? undefined : await readKernel(context, folderUri(folder));
  applyChange(context, { config: installed === undefined ? {} : { installed } });
}

async function loadWanted(context: Context): Promise<void> {
  const { workspace } = context.session;
  const provider = providerOf(context);
  for (let wanted = workspace.wanted(); wanted.length > 0; wanted = workspace.wanted()) {
    const { files, missing } = await readAll(provider, wanted);
    applyChange(context, { files, missing });
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

async function readAll(provider: FileProvider, uris: readonly string[]) {
  const texts = await Promise.all(uris.map((uri) => provider.read(uri)));
  const files = new Map<string, string>();
  const missing: string[] = [];
  for (const [at, uri] of uris.entries()) {
    const text = texts[at];
    if (text === undefined) missing.push(uri);
    else files.set(uri, text);
  }
  return { files, missing };
}

const NO_FILES: FileProvider = { read: async () => undefined, find: async () => [] };

function providerOf({ connection, host, session }: Context): FileProvider {
  if (!session.features.clientFiles) return host.files?.(session.folders) ?? NO_FILES;
  return {
    async read(uri) {
      const params: ReadFileParams = { uri };
      const text: unknown = await connection.sendRequest(ReadFileRequest, params).catch(() => null);
      return typeof text === 'string' ? text : undefined;
    },
    async find() {
      const uris: unknown = await connection.sendRequest(FindFilesRequest).catch(() => []);
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

async function startProgress({ connection, session }: Context, files: number): Promise<() => void> {
  if (!session.features.workDoneProgress || files < 2) return () => {};
  const progress = await connection.window.createWorkDoneProgress();
  progress.begin('Buswright', undefined, `reading ${files} topologies`);
  return () => progress.done();
}
