// The language status item of `.topo` documents: how many devices, how many bound, how many problems, or that the server is down.
import * as vscode from 'vscode';
import { topologySelector } from './client-options.ts';
import type { Server } from './server.ts';
import { type StatusWords, statusWords } from './status-words.ts';

const SEVERITIES: Readonly<Record<StatusWords['severity'], vscode.LanguageStatusSeverity>> = {
  information: vscode.LanguageStatusSeverity.Information,
  warning: vscode.LanguageStatusSeverity.Warning,
  error: vscode.LanguageStatusSeverity.Error,
};

export function showStatus(server: Server): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('buswright.status', topologySelector());
  item.name = 'Buswright';
  const update = () => {
    const { text, detail, severity } = statusWords(server.state, server.summary);
    item.text = text;
    item.detail = detail ?? '';
    item.severity = SEVERITIES[severity];
    item.busy = server.state === 'starting';
    item.command =
      server.state === 'stopped'
        ? { command: 'buswright.restartServer', title: 'Restart' }
        : { command: 'buswright.buses.focus', title: 'Show Buses' };
  };
  update();
  return vscode.Disposable.from(item, server.onState(update), server.onTreeChanged(update));
}
