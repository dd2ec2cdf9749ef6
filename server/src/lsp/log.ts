// The server's log: messages in the client's output. Silent once the client has said `shutdown`, when nobody listens any more.
import type { Context } from './context.ts';

export function log(
  { connection, session }: Context,
  level: 'info' | 'warn' | 'error',
  message: string,
): void {
  if (!session.ended) connection.console[level](message);
}
