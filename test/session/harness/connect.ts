// Wires a server and a client together inside one process: two streams, a real protocol connection on each end.
import { PassThrough } from 'node:stream';
import { createConnection as createCommonConnection } from 'vscode-languageserver';
import {
  type createConnection,
  createProtocolConnection,
  ProposedFeatures,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { ServerHost } from '../../../server/src/lsp/host.ts';
import { startServer } from '../../../server/src/lsp/server.ts';

/** Starts a server on this host and answers the client's end of its connection. */
export function connectInProcess(host: ServerHost): ProtocolConnection {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const watchDog = { shutdownReceived: false, initialize: () => {}, exit: () => toClient.end() };
  const connection = createCommonConnection(
    (logger) =>
      createProtocolConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient), logger),
    watchDog,
    ProposedFeatures.all,
  );
  startServer(connection as ReturnType<typeof createConnection>, host);
  return createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
}
