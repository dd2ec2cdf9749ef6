// What happens when the connection to the server breaks: the server is started again, a few times, and the user is told why it
// ended; after that only on request.
import * as vscode from 'vscode';
import { CloseAction, ErrorAction, type ErrorHandler } from 'vscode-languageclient';
import { restartPolicy } from './restart-policy.ts';

const REASON_WAIT_MS = 1000;
const MESSAGE_MS = 10_000;
const MAX_WRITE_ERRORS = 3;

/** `ended` settles with the reason; the exit is often heard of a moment after the connection closed. */
export function createCrashHandler(ended: () => Promise<string> | undefined): ErrorHandler {
  const policy = restartPolicy();
  return {
    error: (_error, _message, count) => ({
      action: (count ?? 0) <= MAX_WRITE_ERRORS ? ErrorAction.Continue : ErrorAction.Shutdown,
    }),
    async closed() {
      const reason = await Promise.race([ended() ?? unknownReason(), unknownReason()]);
      if (policy.crashed(Date.now()) === 'restart') {
        const message = `The language server stopped: ${reason}. Starting it again.`;
        vscode.window.setStatusBarMessage(`$(warning) Buswright: ${message}`, MESSAGE_MS);
        return { action: CloseAction.Restart, message, handled: true };
      }
      const message = `The language server stopped too often: ${reason}. It is not started again.`;
      void offerRestart(message);
      return { action: CloseAction.DoNotRestart, message, handled: true };
    },
  };
}

/** An error message with the two things that help. */
export async function offerRestart(message: string): Promise<void> {
  const choice = await vscode.window.showErrorMessage(`Buswright: ${message}`, 'Restart', 'Show Output');
  if (choice === 'Restart') await vscode.commands.executeCommand('buswright.restartServer');
  if (choice === 'Show Output') await vscode.commands.executeCommand('buswright.showOutput');
}

function unknownReason(): Promise<string> {
  return new Promise((resolve) => {
    setTimeout(() => resolve('its connection was closed'), REASON_WAIT_MS);
  });
}
