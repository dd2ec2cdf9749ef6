// What a user does in the workbench, by Playwright: open a file, show the Buses view, hover. Waits for what is to appear, never for
// a time.

/** Waits until the workbench stands, and shows the Buses view. */
export async function showBuses(page) {
  await page.locator('.monaco-workbench').waitFor();
  await page.getByRole('tab', { name: 'Buswright' }).locator('a').click();
  await page.locator('.sidebar .title-label', { hasText: 'Buses' }).waitFor();
}

/** By Quick Open. */
export async function openFile(page, name) {
  await choose(page, 'Control+P', name, name);
  await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
}

/** By the Command Palette. */
export async function runCommand(page, title) {
  await choose(page, 'F1', `>${title}`, title);
}

/** Types into a pick list and takes its first row, once that is the wanted one. */
async function choose(page, key, text, row) {
  await page.keyboard.press(key);
  await page.locator('.quick-input-widget:visible input').first().fill(text);
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: row }).waitFor();
  await page.keyboard.press('Enter');
}

/** Answers the text of the hover. */
export async function hoverOver(page, line, word) {
  const spans = page.locator('.view-line', { hasText: line }).first().locator('span span', { hasText: word });
  await spans.last().hover();
  const hover = page.locator('.monaco-resizable-hover .monaco-hover:visible', { hasText: /\w/ }).first();
  await hover.waitFor();
  return hover.innerText();
}

export function treeItem(page, name) {
  return page.locator('.pane-body').getByRole('treeitem', { name });
}
