// The commands of the manifest. Each is a few words to the part that does the work.
import * as vscode from 'vscode';
import type { TreeOrder } from '../../server/src/lsp/protocol.ts';
import type { AnswerDocuments } from './answer-document.ts';
import type { BusesView } from './buses-view.ts';
import { LANGUAGE } from './client-options.ts';
import { FIRST_TOPOLOGY } from './first-topology.ts';
import { importDump } from './import-dump.ts';
import type { Server } from './server.ts';
import type { TreeEntry } from './tree-model.ts';

export interface Parts {
  readonly server: Server;
  readonly buses: BusesView;
  readonly answers: AnswerDocuments;
  readonly output: vscode.LogOutputChannel;
}

export function registerCommands(parts: Parts): vscode.Disposable {
  const { server, buses, answers, output } = parts;
  const arrange = (order: TreeOrder) => () => buses.arrange(order);
  /** From a menu the node comes as the argument; from a key it is the selected one. */
  const onNode = (act: (entry: TreeEntry) => unknown) => (entry?: TreeEntry) => {
    const target = entry ?? buses.view.selection[0];
    return target === undefined ? undefined : act(target);
  };
  const copy = (member: 'name' | 'sysfsPath' | 'modalias') =>
    onNode(({ node }) => vscode.env.clipboard.writeText(node[member] ?? ''));
  const commands: Readonly<Record<string, (...args: never[]) => unknown>> = {
    explainBinding: (entry?: TreeEntry) => explain(parts, entry),
    importUdev: (from?: vscode.Uri) => importDump(server, from),
    newTopology,
    restartServer: () => server.start(),
    showOutput: () => output.show(),
    showSyntaxTree: () => {
      const document = topologyEditor()?.document;
      return document && answers.showSyntaxTree(document);
    },
    'buses.byBus': arrange('bus'),
    'buses.byDevice': arrange('device'),
    'buses.byClass': arrange('class'),
    'buses.open': onNode((entry) => buses.open(entry)),
    'buses.copyName': copy('name'),
    'buses.copySysfsPath': copy('sysfsPath'),
    'buses.copyModalias': copy('modalias'),
  };
  const registered = Object.entries(commands).map(([name, run]) =>
    vscode.commands.registerCommand(`buswright.${name}`, run as (...args: unknown[]) => unknown),
  );
  return vscode.Disposable.from(...registered);
}

/** For a node of the view, else for what the cursor of the active editor stands on. */
async function explain({ server, buses, answers }: Parts, entry?: TreeEntry): Promise<void> {
  const node = entry?.node ?? (await deviceAtCursor(buses));
  const editor = topologyEditor();
  const found =
    node !== undefined
      ? await answers.explain({ id: node.id })
      : editor !== undefined &&
        (await answers.explain({ uri: server.text(editor.document.uri), position: editor.selection.active }));
  if (!found) {
    void vscode.window.showInformationMessage('Put the cursor on a device to explain its binding.');
  }
}

/** Its id stays true when the text above it moves, which a position does not. */
async function deviceAtCursor(buses: BusesView): Promise<TreeEntry['node'] | undefined> {
  const editor = topologyEditor();
  if (editor === undefined) return undefined;
  const node = (await buses.provider.find(editor.document.uri, editor.selection.active))?.node;
  return node?.kind === 'device' ? node : undefined;
}

function topologyEditor(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor?.document.languageId === LANGUAGE ? editor : undefined;
}

async function newTopology(): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: LANGUAGE, content: FIRST_TOPOLOGY });
  await vscode.window.showTextDocument(document);
}
