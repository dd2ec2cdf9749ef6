// Registers handlers so that each one is isolated: a throw becomes an error answer and a log line, a cancelled or outdated
// request an answer that says so, a slow one a log line. The server goes on in every case.
import type {
  CancellationToken,
  NotificationType,
  ProtocolRequestType,
  RequestType,
} from 'vscode-languageserver';
import { ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Context } from './context.ts';
import { log } from './log.ts';
import type { Session } from './session.ts';
import { fileUri } from './uris.ts';

/** Answers one request. It may throw; it must not keep state outside the session. */
export type RequestHandler<P, R> = (context: Context, params: P, token: CancellationToken) => R | Promise<R>;
export type NotificationHandler<P> = (context: Context, params: P) => void | Promise<void>;

/** Milliseconds from which a request is worth a log line. */
const SLOW = 100;

type AnyRequestType<P, R> = RequestType<P, R, unknown> | ProtocolRequestType<P, R, never, unknown, unknown>;

export function onRequest<P, R>(
  context: Context,
  type: AnyRequestType<P, R> | { readonly method: string },
  handler: RequestHandler<P, R>,
): void {
  context.connection.onRequest<unknown, void>(type.method, (params: P, token: CancellationToken) =>
    answer(context, { method: type.method, params, token }, () => handler(context, params, token)),
  );
}

export function onNotification<P>(
  context: Context,
  type: NotificationType<P> | { readonly method: string },
  handler: NotificationHandler<P>,
): void {
  context.connection.onNotification(type.method, (params: P) =>
    isolated(context, type.method, () => handler(context, params)),
  );
}

/** Runs what nobody waits for; a throw becomes a log line. */
export async function isolated(
  context: Context,
  name: string,
  act: () => void | Promise<void>,
): Promise<void> {
  try {
    await act();
  } catch (error) {
    report(context, name, error);
  }
}

interface Call {
  readonly method: string;
  readonly params: unknown;
  readonly token: CancellationToken;
}

async function answer<R>(context: Context, call: Call, handle: () => R | Promise<R>): Promise<R> {
  const { method, params, token } = call;
  const start = context.host.clock.now();
  try {
    if (context.session.loading !== undefined) await whenLoaded(context, params);
    if (token.isCancellationRequested) throw cancelled();
    const result = await handle();
    if (token.isCancellationRequested) throw cancelled();
    return result;
  } catch (error) {
    if (error instanceof ResponseError) throw error;
    report(context, method, error);
    throw new ResponseError(ErrorCodes.InternalError, `${method}: ${messageOf(error)}`);
  } finally {
    const spent = context.host.clock.now() - start;
    if (spent > SLOW) log(context, 'info', `${method} took ${Math.round(spent)} ms`);
  }
}

/** Positions count in the text that they were asked in: an edit meanwhile makes the question void. */
async function whenLoaded({ session }: Context, params: unknown): Promise<void> {
  const version = versionOf(session, params);
  while (session.loading !== undefined) await session.loading;
  if (versionOf(session, params) !== version) {
    throw new ResponseError(LSPErrorCodes.ContentModified, 'the text has changed');
  }
}

function versionOf(session: Session, params: unknown): number | undefined {
  if (typeof params !== 'object' || params === null || !('position' in params && 'textDocument' in params)) {
    return undefined;
  }
  const { uri } = params.textDocument as { uri?: unknown };
  return typeof uri === 'string' ? session.open.get(fileUri(session, uri))?.version : undefined;
}

function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
}

function report(context: Context, method: string, error: unknown): void {
  const stack = error instanceof Error ? error.stack : undefined;
  log(context, 'error', `${method} failed: ${stack ?? messageOf(error)}`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
