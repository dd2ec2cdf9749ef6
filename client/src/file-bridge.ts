// Answers the server's requests for files through VS Code, so that one server works on disk, remote and in the browser.
// Only reads, and never fails: what cannot be read is not there.
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { FindFilesRequest, type ReadFileParams, ReadFileRequest } from '../../server/src/lsp/protocol.ts';

/** Folders that hold other people's files. */
const PASSED_OVER = '**/{node_modules,.git,.hg,.svn}/**';

export function answerFileRequests(client: BaseLanguageClient): void {
  client.onRequest(ReadFileRequest, ({ uri }: ReadFileParams) =>
    readFile(client.protocol2CodeConverter.asUri(uri)),
  );
  client.onRequest(FindFilesRequest, async () => {
    const files = await vscode.workspace.findFiles('**/*.topo', PASSED_OVER);
    return files.map((uri) => client.code2ProtocolConverter.asUri(uri));
  });
}

async function readFile(uri: vscode.Uri): Promise<string | null> {
  try {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return null;
  }
}
