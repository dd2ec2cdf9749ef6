// Selects in the Buses view what the cursor stands on, a moment after it rests, without taking the focus; if the view is hidden or
// does not have that yet, when it is shown or its tree changes next. Does nothing when the user has switched it off, or when the
// cursor was moved by a click in the view.
import * as vscode from 'vscode';
import type { BusesView } from './buses-view.ts';
import { LANGUAGE } from './client-options.ts';

const REST_MS = 150;

export function followCursor(buses: BusesView): vscode.Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked: vscode.CancellationTokenSource | undefined;
  // One after the other: an earlier node that is unfolded slowly must not be selected last.
  let working: Promise<void> = Promise.resolve();
  /** The editor whose cursor rests on what could not be selected. */
  let waiting: vscode.TextEditor | undefined;

  const cancel = () => {
    clearTimeout(timer);
    asked?.cancel();
    asked?.dispose();
    asked = undefined;
  };
  const follow = (editor: vscode.TextEditor) => {
    const { document, selection } = editor;
    if (document.languageId !== LANGUAGE) return;
    if (!buses.view.visible) {
      waiting = editor;
      return;
    }
    if (buses.isOwnMove(document.uri, selection.active)) return;
    if (!vscode.workspace.getConfiguration('buswright').get('buses.followCursor', true)) return;
    cancel();
    asked = new vscode.CancellationTokenSource();
    const { token } = asked;
    waiting = undefined;
    timer = setTimeout(() => {
      working = working.then(async () => {
        const isDone = await select(buses, editor, token);
        if (!isDone && !token.isCancellationRequested) waiting = editor;
      });
    }, REST_MS);
  };
  const followAgain = () => {
    if (waiting && waiting === vscode.window.activeTextEditor) follow(waiting);
  };
  return vscode.Disposable.from(
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => follow(textEditor)),
    vscode.window.onDidChangeActiveTextEditor((editor) => editor && follow(editor)),
    buses.provider.onDidChangeTreeData(followAgain),
    buses.view.onDidChangeVisibility(followAgain),
    { dispose: cancel },
  );
}

/** False if the view could not select it. */
async function select(
  buses: BusesView,
  { document, selection }: vscode.TextEditor,
  token: vscode.CancellationToken,
): Promise<boolean> {
  if (token.isCancellationRequested) return false;
  const entry = await buses.provider.find(document.uri, selection.active, token);
  if (entry === undefined || token.isCancellationRequested || !buses.view.visible) return false;
  if (buses.view.selection[0] === entry) return true;
  try {
    await buses.view.reveal(entry, { select: true, focus: false, expand: false });
    return true;
  } catch {
    // The node went while it was looked for.
    return false;
  }
}
