// A language server as an editor runs it: a process that is spoken to over stdin and stdout.
import { type ChildProcess, spawn } from 'node:child_process';
import {
  createMessageConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type MessageConnection,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

export interface LanguageServer {
  readonly process: ChildProcess;
  readonly connection: MessageConnection;
  open(uri: string, text: string): Promise<void>;
  /** Sends the edit, asks for diagnostics and answers them: the way from a keystroke to what is underlined. */
  edit(uri: string, range: Range, text: string): Promise<readonly Diagnostic[]>;
  diagnostics(uri: string): Promise<readonly Diagnostic[]>;
  stop(): Promise<void>;
}

export async function startLanguageServer(program: string): Promise<LanguageServer> {
  const child = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onClose(() => {
    if (isStopping) return;
    process.stderr.write(`${program} has ended\n`);
    process.exit(1);
  });
  connection.onRequest(() => null);
  let isStopping = false;
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: { textDocument: { diagnostic: { dynamicRegistration: false } } },
  });
  await connection.sendNotification('initialized', {});
  let version = 1;
  const resultIds = new Map<string, string>();
  const known = new Map<string, readonly Diagnostic[]>();
  const diagnostics = async (uri: string): Promise<readonly Diagnostic[]> => {
    const previousResultId = resultIds.get(uri);
    const report = await connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', {
      textDocument: { uri },
      ...(previousResultId === undefined ? {} : { previousResultId }),
    });
    if (report.resultId !== undefined) resultIds.set(uri, report.resultId);
    if (report.kind === 'full') known.set(uri, report.items);
    return known.get(uri) ?? [];
  };
  return {
    process: child,
    connection,
    diagnostics,
    open: (uri, text) =>
      connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'topo', version, text },
      }),
    async edit(uri, range, text) {
      version++;
      // The library writes in the order of the calls; nothing waits between the two.
      connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ range, text }],
      });
      return diagnostics(uri);
    },
    async stop() {
      isStopping = true;
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      connection.dispose();
      child.kill();
    },
  };
}
