// A small editor for tests: it keeps documents, edits them, asks, and remembers what the server told it. It never sleeps:
// every wait is for an answer or a notice of the server, and a failure prints what went over the wire.
import assert from 'node:assert/strict';
import type {
  ClientCapabilities,
  Diagnostic,
  DocumentDiagnosticReport,
  MessageConnection,
  Position,
  PublishDiagnosticsParams,
  Range,
} from 'vscode-languageserver/node';
import type { InitializationOptions, TreeChangedParams } from '../../../server/src/lsp/protocol.ts';
import { RICH } from './capabilities.ts';

export interface EditorOptions {
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: InitializationOptions;
  /** URI → text of the files on the editor's disk; served through the file bridge. */
  readonly files?: Readonly<Record<string, string>>;
  readonly folders?: readonly string[];
  /** The answer to `workspace/configuration`. */
  readonly configuration?: unknown;
  /** Requests of the server that are answered only when this is done. */
  readonly before?: Readonly<Record<string, Promise<void>>>;
}

export interface FakeEditor {
  readonly connection: MessageConnection;
  readonly initializeResult: Awaited<ReturnType<typeof initialize>>;
  /** The files on disk; a change of them is told by `changeOnDisk`. */
  readonly files: Map<string, string>;
  readonly published: Map<string, readonly Diagnostic[]>;
  readonly log: readonly string[];
  open(uri: string, text: string): Promise<void>;
  /** Replaces a piece of the text that occurs once. */
  edit(uri: string, from: string, to: string): Promise<void>;
  change(uri: string, range: Range | undefined, text: string): Promise<void>;
  close(uri: string): Promise<void>;
  changeOnDisk(uri: string, text: string | undefined): Promise<void>;
  configure(configuration: unknown): Promise<void>;
  text(uri: string): string;
  /** Where a piece of the text begins; `|` in it is the cursor. */
  at(uri: string, piece: string): Position;
  ask<R>(method: string, params: unknown): Promise<R>;
  diagnostics(uri: string): Promise<readonly Diagnostic[]>;
  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport>;
  /** Waits for the next notice or request of this method. */
  next<P>(method: string): Promise<P>;
  stop(): Promise<void>;
}

/** Initializes the server behind a connection and answers an editor for it. */
export async function startEditor(
  connection: MessageConnection,
  options: EditorOptions = {},
): Promise<FakeEditor> {
  const files = new Map(Object.entries(options.files ?? {}));
  const documents = new Map<string, { version: number; text: string }>();
  const published = new Map<string, readonly Diagnostic[]>();
  const log: string[] = [];
  const waiting = new Map<string, ((params: unknown) => void)[]>();
  let configuration = options.configuration;

  const arrive = (method: string, params: unknown) => {
    log.push(`← ${method} ${JSON.stringify(params)}`);
    for (const wake of waiting.get(method) ?? []) wake(params);
    waiting.delete(method);
  };
  connection.onNotification((method, params) => {
    if (method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = params as PublishDiagnosticsParams;
      published.set(uri, diagnostics);
    }
    arrive(method, params);
  });
  connection.onUnhandledProgress((params) => arrive('$/progress', params));
  connection.onRequest(async (method, params) => {
    arrive(method, params);
    await options.before?.[method];
    return answerServer(method, params, { files, configuration, folders: options.folders ?? [] });
  });
  connection.listen();
  const initializeResult = await initialize(connection, options);

  const notify = (method: string, params: unknown) => {
    log.push(`→ ${method} ${JSON.stringify(params)}`);
    return connection.sendNotification(method, params);
  };
  const documentOf = (uri: string) => {
    const document = documents.get(uri);
    assert.ok(document, `${uri} is not open`);
    return document;
  };
  const editor: FakeEditor = {
    connection,
    initializeResult,
    files,
    published,
    log,
    async open(uri, text) {
      documents.set(uri, { version: 1, text });
      await notify('textDocument/didOpen', { textDocument: { uri, languageId: 'topo', version: 1, text } });
    },
    async edit(uri, from, to) {
      const { text } = documentOf(uri);
      const start = text.indexOf(from);
      assert.ok(start >= 0 && text.indexOf(from, start + 1) < 0, `'${from}' must occur once`);
      await editor.change(
        uri,
        { start: positionAt(text, start), end: positionAt(text, start + from.length) },
        to,
      );
    },
    async change(uri, range, newText) {
      const document = documentOf(uri);
      document.version++;
      document.text = range === undefined ? newText : spliced(document.text, range, newText);
      const contentChanges = [range === undefined ? { text: newText } : { range, text: newText }];
      await notify('textDocument/didChange', {
        textDocument: { uri, version: document.version },
        contentChanges,
      });
    },
    async close(uri) {
      documents.delete(uri);
      await notify('textDocument/didClose', { textDocument: { uri } });
    },
    async changeOnDisk(uri, text) {
      const type = text === undefined ? 3 : files.has(uri) ? 2 : 1;
      if (text === undefined) files.delete(uri);
      else files.set(uri, text);
      await notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type }] });
    },
    async configure(value) {
      configuration = value;
      await notify('workspace/didChangeConfiguration', { settings: { buswright: value } });
    },
    text: (uri) => documentOf(uri).text,
    at(uri, piece) {
      const { text } = documentOf(uri);
      const cursor = Math.max(0, piece.indexOf('|'));
      const start = text.indexOf(piece.replace('|', ''));
      assert.ok(start >= 0, `'${piece}' is not in ${uri}`);
      return positionAt(text, start + cursor);
    },
    async ask<R>(method: string, params: unknown): Promise<R> {
      log.push(`→ ${method} ${JSON.stringify(params)}`);
      const result = await connection.sendRequest<R>(method, params);
      log.push(`= ${JSON.stringify(result)}`);
      return result;
    },
    async diagnostics(uri) {
      const report = await editor.pull(uri);
      assert.equal(report.kind, 'full');
      return report.kind === 'full' ? report.items : [];
    },
    pull: (uri, previousResultId) =>
      editor.ask('textDocument/diagnostic', {
        textDocument: { uri },
        ...(previousResultId === undefined ? {} : { previousResultId }),
      }),
    next: <P>(method: string) =>
      new Promise<P>((resolve) => {
        const list = waiting.get(method) ?? [];
        list.push((params) => resolve(params as P));
        waiting.set(method, list);
      }),
    async stop() {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      connection.dispose();
    },
  };
  return editor;
}

async function initialize(connection: MessageConnection, options: EditorOptions) {
  const folders = options.folders ?? [];
  const result = await connection.sendRequest<{ capabilities: Record<string, unknown> }>('initialize', {
    processId: null,
    rootUri: folders[0] ?? null,
    workspaceFolders: folders.map((uri) => ({ uri, name: uri })),
    capabilities: options.capabilities ?? RICH,
    initializationOptions: options.initializationOptions ?? { files: 'client', libraryScheme: 'topo-std' },
  });
  await connection.sendNotification('initialized', {});
  return result;
}

interface Answers {
  readonly files: ReadonlyMap<string, string>;
  readonly configuration: unknown;
  readonly folders: readonly string[];
}

function answerServer(method: string, params: unknown, { files, configuration, folders }: Answers): unknown {
  switch (method) {
    case 'workspace/configuration':
      return (params as { items: unknown[] }).items.map(() => configuration ?? null);
    case 'buswright/fs/read':
      return files.get((params as { uri: string }).uri) ?? null;
    case 'buswright/fs/find':
      return [...files.keys()].filter(
        (uri) => uri.endsWith('.topo') && folders.some((it) => uri.startsWith(`${it}/`)),
      );
    default:
      return null;
  }
}

/** What the server's summary said last, for tests of the tree. */
export type TreeNotice = TreeChangedParams;

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

function offsetAt(text: string, { line, character }: Position): number {
  let start = 0;
  for (let n = 0; n < line; n++) start = text.indexOf('\n', start) + 1;
  return start + character;
}

function spliced(text: string, range: Range, newText: string): string {
  return text.slice(0, offsetAt(text, range.start)) + newText + text.slice(offsetAt(text, range.end));
}
