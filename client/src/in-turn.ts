// Handles events one call after the other: those that come while a call is under way wait and come together in the next.
import type * as vscode from 'vscode';

export function inTurn<T>(
  event: vscode.Event<T>,
  handle: (events: readonly T[]) => Promise<unknown>,
): vscode.Disposable {
  let waiting: T[] = [];
  let busy = false;
  const work = async () => {
    busy = true;
    try {
      while (waiting.length > 0) {
        const events = waiting;
        waiting = [];
        await handle(events);
      }
    } finally {
      busy = false;
    }
  };
  return event((value) => {
    waiting.push(value);
    if (!busy) void work();
  });
}
