// Selects in the Buses view what the cursor stands on, a moment after it rests, without taking the focus. Does nothing while the
// view is hidden, when the user has switched it off, or when the cursor was moved by a click in the view.
import * as vscode from 'vscode';
import type { BusesView } from './buses-view.ts';
import { LANGUAGE } from './client-options.ts';

const REST_MS = 150;

export function followCursor(buses: BusesView): vscode.Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked: vscode.CancellationTokenSource | undefined;
  // One after the other: an earlier node that is unfolded slowly must not be selected last.
  let working: Promise<void> = Promise.resolve();

  const cancel = () => {
    clearTimeout(timer);
    asked?.cancel();
    asked?.dispose();
    asked = undefined;
  };
  const follow = (editor: vscode.TextEditor) => {
    const { document, selection } = editor;
    if (document.languageId !== LANGUAGE || !buses.view.visible) return;
    if (buses.isOwnMove(document.uri, selection.active)) return;
    if (!vscode.workspace.getConfiguration('buswright').get('buses.followCursor', true)) return;
    cancel();
    asked = new vscode.CancellationTokenSource();
    const { token } = asked;
    timer = setTimeout(() => {
      working = working.then(() => select(buses, editor, token));
    }, REST_MS);
  };
  return vscode.Disposable.from(
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => follow(textEditor)),
    vscode.window.onDidChangeActiveTextEditor((editor) => editor && follow(editor)),
    { dispose: cancel },
  );
}

async function select(
  buses: BusesView,
  { document, selection }: vscode.TextEditor,
  token: vscode.CancellationToken,
): Promise<void> {
  if (token.isCancellationRequested) return;
  const entry = await buses.provider.find(document.uri, selection.active, token);
  if (entry === undefined || token.isCancellationRequested || !buses.view.visible) return;
  if (buses.view.selection[0] === entry) return;
  try {
    await buses.view.reveal(entry, { select: true, focus: false, expand: false });
  } catch {
    // The node went while it was looked for: the news of that draws the view.
  }
}
