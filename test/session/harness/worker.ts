// The worker bundle in a bare context of its own: what a web worker has and nothing of Node, reached through a message channel.
import { createContext, runInContext } from 'node:vm';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { build } from 'esbuild';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type DataCallback,
  type Disposable,
  type Message,
  type MessageConnection,
} from 'vscode-languageserver/node';

export interface WorkerServer {
  readonly connection: MessageConnection;
  /** Runs an expression inside the worker's world. */
  evaluate(expression: string): unknown;
  end(): void;
}

export async function startWorker(): Promise<WorkerServer> {
  const { outputFiles } = await build({
    entryPoints: ['server/src/browser/main.ts'],
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    write: false,
    logLevel: 'warning',
  });
  const { port1, port2 } = new MessageChannel();
  const context = createContext({
    self: workerSelf(port2),
    performance: { now: () => performance.now() },
    console: { error: () => {}, warn: () => {}, log: () => {}, info: () => {} },
    setTimeout,
    clearTimeout,
    queueMicrotask,
    TextDecoder,
    TextEncoder,
  });
  runInContext(outputFiles[0]?.text ?? '', context, { filename: 'server.worker.js' });
  return {
    connection: createMessageConnection(new PortReader(port1), new PortWriter(port1)),
    evaluate: (expression) => runInContext(expression, context),
    end: () => port1.close(),
  };
}

/** The parts of a worker's global scope that the connection uses. */
interface WorkerSelf {
  onmessage?: (event: { readonly data: unknown }) => void;
  postMessage(message: unknown): void;
  addEventListener(): void;
}

function workerSelf(port: MessagePort): WorkerSelf {
  const self: WorkerSelf = {
    addEventListener: () => {},
    postMessage: (message) => port.postMessage(message),
  };
  port.on('message', (data) => self.onmessage?.({ data }));
  return self;
}

class PortReader extends AbstractMessageReader {
  readonly #port: MessagePort;

  constructor(port: MessagePort) {
    super();
    this.#port = port;
  }

  listen(callback: DataCallback): Disposable {
    this.#port.on('message', callback);
    return { dispose: () => this.#port.off('message', callback) };
  }
}

class PortWriter extends AbstractMessageWriter {
  readonly #port: MessagePort;

  constructor(port: MessagePort) {
    super();
    this.#port = port;
  }

  async write(message: Message): Promise<void> {
    this.#port.postMessage(message);
  }

  end(): void {}
}
