// Questions to the client. A client that refuses, fails or never answers has said nothing: null. So nothing of the server waits for
// a client for ever.
import type { Context } from './context.ts';

/** Milliseconds after which an answer is no longer waited for. */
const PATIENCE = 10_000;

export async function ask({ connection, host }: Context, method: string, params?: object): Promise<unknown> {
  const answer: Promise<unknown> = (
    params === undefined ? connection.sendRequest(method) : connection.sendRequest(method, params)
  ).catch(() => null);
  let forget = () => {};
  const silence = new Promise<null>((resolve) => {
    forget = host.scheduler.after(PATIENCE, () => resolve(null));
  });
  const first = await Promise.race([answer, silence]);
  forget();
  return first;
}
