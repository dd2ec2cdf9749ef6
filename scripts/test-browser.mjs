// The extension as a web extension: VS Code's worker extension host, the language server as a worker, no Node near, driven in Chromium as
// a user would. Needs the workbench host of tools/vscode-host, which is installed if it is not there.
// Usage: node scripts/test-browser.mjs   (after npm run build; BROWSER_FAILURE_SHOT: a PNG of the workbench after a failure)
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setUpHost } from '../tools/vscode-host/setup.mjs';
import { openBrowser, startServer } from '../tools/vscode-host/workbench.mjs';
import { reportCounts } from './lib/counts.mjs';
import { addWebExtension } from './lib/web-extension.mjs';
import { hoverOver, openFile, showBuses, treeItem } from './lib/workbench-page.mjs';

const root = path.resolve(import.meta.dirname, '..');

/** In this order: each goes on from where the one before has left the workbench. */
const checks = {
  'the Buses view shows a bound device after a topology was opened': async (page) => {
    await showBuses(page);
    await openFile(page, 'first.topo');
    await treeItem(page, /0000:00:19\.0.*bound.*e1000e/).waitFor();
  },
  'a hover tells the driver': async (page) => {
    assert.match(await hoverOver(page, 'device 0000:00:19.0', '0000:00:19.0'), /e1000e/);
  },
  'a definition goes to the library': async (page) => {
    await page
      .locator('.view-line', { hasText: 'driver e1000e' })
      .locator('span span', { hasText: 'pci' })
      .last()
      .click();
    await page.keyboard.press('F12');
    await page.locator('.tab.active[data-resource-name="pci.topo"]').waitFor();
  },
  'a mistake is marked and the tree keeps step': async (page) => {
    await openFile(page, 'first.topo');
    await page.locator('.view-line', { hasText: 'driver e1000e' }).click();
    await page.keyboard.press('End');
    await page.keyboard.type(' mistake');
    await page.locator('.squiggly-error').first().waitFor();
  },
};

setUpHost();
const workspace = mkdtempSync(path.join(os.tmpdir(), 'buswright-browser-'));
cpSync(path.join(root, 'test/workbench/workspace'), workspace, { recursive: true });
const server = await startServer();
const browser = await openBrowser();
let passed = 0;
let failed = 0;
console.log('\nWorkbench, web extension:');
try {
  const url = server.url({ open: workspace });
  await addWebExtension(browser.page, url, root);
  await browser.page.goto(url);
  for (const [name, check] of Object.entries(checks)) {
    await check(browser.page);
    console.log(`  ✔ ${name}`);
    passed += 1;
  }
} catch (error) {
  console.error(`  ✖ ${Object.keys(checks)[passed]}\n`, error);
  failed = Object.keys(checks).length - passed;
  const shot = process.env.BROWSER_FAILURE_SHOT;
  if (shot !== undefined) await browser.page.screenshot({ path: shot });
} finally {
  await browser.close();
  await server.close();
  rmSync(workspace, { recursive: true, force: true });
}
process.exit(reportCounts('workbench-browser', { passed, failed }) ? 0 : 1);
