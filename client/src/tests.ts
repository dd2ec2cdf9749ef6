// Scenarios and expectations in the Testing view: the server lists and runs them, the editor shows what came of each at its lines.
import * as vscode from 'vscode';
import {
  type TestCase,
  TestListRequest,
  type TestResult,
  TestRunRequest,
} from '../../server/src/lsp/protocol.ts';
import { LANGUAGE } from './client-options.ts';
import { inTurn } from './in-turn.ts';
import type { Server } from './server.ts';
import { ordersText, testGroups, testLabel } from './test-groups.ts';

export interface Tests extends vscode.Disposable {
  readonly controller: vscode.TestController;
}

export function provideTests(server: Server): Tests {
  const controller = vscode.tests.createTestController('buswright.tests', 'Buswright');
  const refresh = async () => {
    const cases = await server.ask<readonly TestCase[]>(TestListRequest, {});
    if (cases !== undefined) show(controller, server, cases);
  };
  const changes = new vscode.EventEmitter<void>();
  const changed = () => changes.fire();
  controller.refreshHandler = refresh;
  controller.createRunProfile(
    'Run',
    vscode.TestRunProfileKind.Run,
    (request, token) => run(controller, server, request, token),
    true,
  );
  const all = vscode.Disposable.from(
    controller,
    changes,
    inTurn(changes.event, refresh),
    server.onTreeChanged(changed),
    server.onState((state) => {
      if (state === 'running') changed();
    }),
    afterTyping(changed),
  );
  return { controller, dispose: () => all.dispose() };
}

/** Milliseconds without a change of a topology after which its cases are looked up; the server has the text by then. */
const PAUSE = 300;

function afterTyping(act: () => void): vscode.Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listener = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (document.languageId !== LANGUAGE || contentChanges.length === 0) return;
    clearTimeout(timer);
    timer = setTimeout(act, PAUSE);
  });
  return new vscode.Disposable(() => {
    clearTimeout(timer);
    listener.dispose();
  });
}

/** Items that stay keep their results. */
function show(controller: vscode.TestController, server: Server, cases: readonly TestCase[]): void {
  controller.items.replace(
    testGroups(cases).map((group) => {
      const uri = server.uri(group.uri);
      const file =
        controller.items.get(group.uri) ??
        controller.createTestItem(group.uri, vscode.workspace.asRelativePath(uri), uri);
      file.children.replace(group.cases.map((it) => itemOf(controller, file, it)));
      return file;
    }),
  );
}

function itemOf(controller: vscode.TestController, file: vscode.TestItem, it: TestCase): vscode.TestItem {
  const item = file.children.get(it.id) ?? controller.createTestItem(it.id, testLabel(it), file.uri);
  item.range = rangeOf(it.location.range);
  return item;
}

function rangeOf({ start, end }: TestCase['location']['range']): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

async function run(
  controller: vscode.TestController,
  server: Server,
  request: vscode.TestRunRequest,
  token: vscode.CancellationToken,
): Promise<void> {
  const run = controller.createTestRun(request);
  const items = wanted(controller, request);
  for (const item of items.values()) run.started(item);
  const ids = [...items.keys()];
  // Of all cases at once nobody reads what each of them did.
  const traces = request.include !== undefined;
  const results = await server.ask<readonly TestResult[]>(TestRunRequest, { ids, traces }, token);
  for (const result of results ?? []) {
    const item = items.get(result.id);
    if (item) tell(server, run, item, result);
    items.delete(result.id);
  }
  for (const item of items.values()) run.skipped(item);
  run.end();
}

/** The cases that are asked for, files and exclusions resolved; by id. */
function wanted(
  controller: vscode.TestController,
  { include, exclude }: vscode.TestRunRequest,
): Map<string, vscode.TestItem> {
  const items = new Map<string, vscode.TestItem>();
  const add = (item: vscode.TestItem): void => {
    if (exclude?.includes(item)) return;
    if (item.parent) items.set(item.id, item);
    for (const [, child] of item.children) add(child);
  };
  if (include) for (const item of include) add(item);
  else for (const [, item] of controller.items) add(item);
  return items;
}

function tell(server: Server, run: vscode.TestRun, item: vscode.TestItem, result: TestResult): void {
  const { failures, orders, more, trace } = result;
  const note = ordersText(orders, more);
  if (note !== undefined) run.appendOutput(`${item.label}: ${note}\r\n`, undefined, item);
  if (trace !== undefined) run.appendOutput(trace.replaceAll('\n', '\r\n'), undefined, item);
  if (failures.length === 0) {
    run.passed(item);
    return;
  }
  const messages = failures.map(({ message, location }) => {
    const it = new vscode.TestMessage(message);
    it.location = new vscode.Location(server.uri(location.uri), rangeOf(location.range));
    return it;
  });
  run.failed(item, messages);
}
