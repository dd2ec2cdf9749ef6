// The server as a Node process: over stdio (`--stdio`), IPC (`--node-ipc`), a pipe or a socket. Builds the host and nothing else.
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from '../lsp/server.ts';
import { createNodeHost } from './node-host.ts';

startServer(createConnection(ProposedFeatures.all), createNodeHost());
