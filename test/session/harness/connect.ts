// Wires a server and a client together inside one process: two streams, a real protocol connection on each end.
import { PassThrough } from 'node:stream';
import { type Connection, createConnection } from 'vscode-languageserver';
import {
  createMessageConnection,
  createProtocolConnection,
  type MessageConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { ServerHost } from '../../../server/src/lsp/host.ts';
import { startServer } from '../../../server/src/lsp/server.ts';

/** Starts a server on this host and answers the client's end of its connection. */
export function connectInProcess(host: ServerHost): MessageConnection {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const watchDog = { shutdownReceived: false, initialize: () => {}, exit: () => {} };
  const connection = createConnection(
    (logger) =>
      createProtocolConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient), logger),
    watchDog,
    ProposedFeatures.all,
  );
  startServer(connection as Connection, host);
  return createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
}
