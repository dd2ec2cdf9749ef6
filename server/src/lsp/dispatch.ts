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
    answer(context, type.method, () => handler(context, params, token), token),
  );
}

export function onNotification<P>(
  context: Context,
  type: NotificationType<P> | { readonly method: string },
  handler: NotificationHandler<P>,
): void {
  context.connection.onNotification(type.method, async (params: P) => {
    try {
      await handler(context, params);
    } catch (error) {
      report(context, type.method, error);
    }
  });
}

async function answer<R>(
  context: Context,
  method: string,
  handle: () => R | Promise<R>,
  token: CancellationToken,
): Promise<R> {
  const start = context.host.clock.now();
  try {
    await context.session.loading;
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
