// Makes the pictures of the README, docs/images/*.png, from the real workbench: the editor with the Buses view, a hover, a trace. To be
// looked at before they are committed.
// Usage: node scripts/screenshot.mjs
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setUpHost } from '../tools/vscode-host/setup.mjs';
import { openBrowser, startServer } from '../tools/vscode-host/workbench.mjs';
import { hoverOver, openFile, runCommand, showBuses, treeItem } from './lib/workbench-page.mjs';
import { packageExtension } from './package.mjs';

const root = path.resolve(import.meta.dirname, '..');
const settings = {
  'workbench.colorTheme': 'Default Light Modern',
  'editor.minimap.enabled': false,
  'editor.fontSize': 13,
  'breadcrumbs.enabled': false,
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'editor.occurrencesHighlight': 'off',
  '[plaintext]': { 'editor.wordWrap': 'on', 'editor.lineNumbers': 'off' },
};

setUpHost();
const workspace = mkdtempSync(path.join(os.tmpdir(), 'buswright-pictures-'));
copyFileSync(path.join(root, 'docs/images/demo.topo'), path.join(workspace, 'demo.topo'));
const vsix = await packageExtension(`${workspace}.vsix`);
const server = await startServer({ settings, install: [vsix] });
const { page, close } = await openBrowser({ width: 1280, height: 640, scale: 1.5 });
const picture = (name) => page.screenshot({ path: path.join(root, `docs/images/${name}.png`) });
try {
  await page.goto(server.url({ open: workspace }));
  await showBuses(page);
  await widenSideBar(page);
  await openFile(page, 'demo.topo');
  await treeItem(page, /0000:00:19\.0.*bound/).waitFor();
  await page.locator('.squiggly-error').first().waitFor();
  // Nothing under the pointer: no tooltip of the Activity Bar in the picture.
  await page.mouse.move(1000, 600);
  await page.locator('.workbench-hover-container').waitFor({ state: 'detached' });
  await picture('editor');

  await hoverOver(page, 'device 0000:03:00.0', '0000:03:00.0');
  await picture('hover');

  await page.keyboard.press('Escape');
  await page
    .locator('.view-line', { hasText: 'device 1-0048' })
    .locator('span span', { hasText: '1-0048' })
    .click();
  await runCommand(page, 'Buswright: Explain Binding');
  await page.locator('.tab.active[data-resource-name$=".txt"]').waitFor();
  await picture('explain');
} catch (error) {
  console.error(error);
  await page.screenshot({ path: path.join(os.tmpdir(), 'buswright-picture-failed.png') });
  process.exitCode = 1;
} finally {
  await close();
  await server.close();
  rmSync(workspace, { recursive: true, force: true });
  rmSync(vsix);
}

async function widenSideBar(page) {
  const { x, width, height } = await page.locator('.part.sidebar').boundingBox();
  await page.mouse.move(x + width + 1, height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width + 110, height / 2, { steps: 5 });
  await page.mouse.up();
}
