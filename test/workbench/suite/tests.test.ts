// The Testing view: the cases of the workspace, and those that are typed now.
import * as vscode from 'vscode';
import { api, open, replace, until } from './workbench.ts';

const SCENARIO = `scenario "let go" {
    unbind 0000:00:19.0;
    expect 0000:00:19.0 unbound;
}
`;

/** The cases below all files, by id. */
async function cases(): Promise<ReadonlyMap<string, vscode.TestItem>> {
  const { tests } = await api();
  const all = new Map<string, vscode.TestItem>();
  for (const [, file] of tests.items) for (const [id, it] of file.children) all.set(id, it);
  return all;
}

async function labels(): Promise<readonly string[]> {
  return [...(await cases()).values()].map((it) => it.label);
}

describe('Tests', () => {
  it('lists a scenario that is typed, at its title, and forgets it', async () => {
    const editor = await open('first.topo');
    const end = new vscode.Position(editor.document.lineCount, 0);
    await editor.edit((edit) => edit.insert(end, SCENARIO));
    await until('the scenario is listed', async () => (await labels()).includes('let go'));
    const item = [...(await cases()).values()].find((it) => it.label === 'let go');
    const title = item?.range && editor.document.getText(item.range);
    if (title !== '"let go"') throw new Error(`the range holds ${title}`);
    await vscode.commands.executeCommand('testing.runAll');
    await replace(editor, SCENARIO, '');
    await until('the scenario is gone', async () => !(await labels()).includes('let go'));
  });
});
