// The extension's manifest against the code: commands, settings, files, versions.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { DEFAULT_SETTINGS } from '../../server/src/lsp/settings.ts';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const { contributes } = manifest;
const properties: Readonly<Record<string, { readonly default: unknown }>> =
  contributes.configuration.properties;

interface MenuItem {
  readonly command: string;
  readonly when?: string;
}

function menuItems(): readonly MenuItem[] {
  return Object.values(contributes.menus as Readonly<Record<string, readonly MenuItem[]>>).flat();
}

test('every declared command is registered, and no other', () => {
  const source = readFileSync('client/src/commands.ts', 'utf8');
  const table = /const commands[^{]*\{(.*?)\n {2}\};/s.exec(source)?.[1] ?? '';
  const registered = [...table.matchAll(/^ {4}'?([\w.]+)'?(?::|,$)/gm)].map(
    ([, name]) => `buswright.${name}`,
  );
  const declared = contributes.commands.map(({ command }: { command: string }) => command);
  assert.deepEqual(registered.sort(), declared.sort());
});

test('commands share one category, and menus name only declared ones', () => {
  const declared = new Set(contributes.commands.map(({ command }: { command: string }) => command));
  for (const { category } of contributes.commands) assert.equal(category, 'Buswright');
  for (const { command } of menuItems()) assert.ok(declared.has(command), command);
});

test('links in welcome texts and status lead to commands that exist', () => {
  const declared = contributes.commands.map(({ command }: { command: string }) => command);
  const texts: readonly string[] = contributes.viewsWelcome.map(
    ({ contents }: { contents: string }) => contents,
  );
  const linked = texts.flatMap((text) => [...text.matchAll(/\(command:([\w.]+)\)/g)].map(([, id]) => id));
  for (const id of linked) assert.ok(declared.includes(id) || id === 'vscode.openFolder', id);
});

test('every settings default is the server’s own', () => {
  const { severity, kernelModules, inlayHints, formatIndent } = DEFAULT_SETTINGS;
  const expected: Record<string, unknown> = {
    'buswright.severity': severity,
    'buswright.kernel.modules': kernelModules ?? '',
    'buswright.format.indent': formatIndent,
  };
  for (const [name, value] of Object.entries(inlayHints)) expected[`buswright.inlayHints.${name}`] = value;
  for (const [name, value] of Object.entries(expected)) assert.equal(properties[name]?.default, value, name);
  const own = ['buswright.buses.followCursor', 'buswright.trace.server'];
  assert.deepEqual(Object.keys(properties).sort(), [...Object.keys(expected), ...own].sort());
});

test('the types of VS Code are those of the oldest supported version', () => {
  assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode']}`);
});

test('nothing starts the extension but its language and its view', () => {
  assert.deepEqual(manifest.activationEvents, []);
});

test('every file that the manifest names is there and in the package', () => {
  const text = JSON.stringify({ contributes, icon: `./${manifest.icon}` });
  const files = [...text.matchAll(/"(?:\.\/)((?:images|snippets|syntaxes)\/[^"]+)"/g)].map(
    ([, file = '']) => file,
  );
  assert.ok(files.length >= 8);
  const kept = readFileSync('.vscodeignore', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => new RegExp(`^${line.slice(1).replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`));
  for (const file of files) {
    assert.ok(existsSync(file), file);
    assert.ok(
      kept.some((pattern) => pattern.test(file)),
      `${file} is not packed`,
    );
  }
});
