// What the editor shows of a topology: problems, hovers, definitions in the library, inlay hints.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { open, placeOf, replace, until } from './workbench.ts';

/** The text of all hovers at a place, once there is one. */
function hoverText(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
  return until('a hover', async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      position,
    );
    const contents = hovers.flatMap((hover) => hover.contents);
    return (
      contents.map((content) => (typeof content === 'string' ? content : content.value)).join('\n') ||
      undefined
    );
  });
}

describe('editor', () => {
  it('marks a mistake while it stands and no longer', async () => {
    const editor = await open('first.topo');
    const problems = () => vscode.languages.getDiagnostics(editor.document.uri);
    const errors = () => problems().filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
    await replace(editor, 'driver iwlwifi on pci', 'driver iwlwifi on pcx');
    const error = await until('the error', () => errors().find(({ message }) => message.includes('pcx')));
    assert.equal(error.source, 'buswright');
    assert.equal(editor.document.getText(error.range), 'pcx');
    await replace(editor, 'driver iwlwifi on pcx', 'driver iwlwifi on pci');
    await until('no error', () => errors().length === 0);
  });

  it('tells in a hover which driver a device binds to', async () => {
    const { document } = await open('first.topo');
    const text = await hoverText(document, placeOf(document, '0000:00:19.0').translate(0, 2));
    assert.match(text, /e1000e/);
  });

  it('goes from a bus to the read-only library', async () => {
    const { document } = await open('first.topo');
    const place = placeOf(document, 'pci {').translate(0, 1);
    const [found] = await until('a definition', async () => {
      const all = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
        'vscode.executeDefinitionProvider',
        document.uri,
        place,
      );
      return all.length > 0 && all;
    });
    assert.ok(found);
    const uri = 'targetUri' in found ? found.targetUri : found.uri;
    const range = 'targetUri' in found ? (found.targetSelectionRange ?? found.targetRange) : found.range;
    assert.equal(uri.scheme, 'topo-std');
    const library = await vscode.workspace.openTextDocument(uri);
    assert.equal(library.languageId, 'topo');
    assert.match(library.lineAt(range.start.line).text, /\bbus pci\b/);
    assert.equal(vscode.workspace.fs.isWritableFileSystem(uri.scheme) ?? false, false);
  });

  it('writes the bound driver beside a device', async () => {
    const { document } = await open('first.topo');
    await until('the hint', async () => {
      const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
        'vscode.executeInlayHintProvider',
        document.uri,
        new vscode.Range(0, 0, document.lineCount, 0),
      );
      const texts = hints.map(({ label }) =>
        typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
      );
      return texts.some((label) => label.includes('e1000e'));
    });
  });
});
