// Renders images/icon.source.svg as images/icon.png (the Marketplace takes no SVG). Needed only after the drawing changed.
import { readFileSync } from 'node:fs';
import { openBrowser } from '../tools/vscode-host/workbench.mjs';

const SIZE = 256;
const { page, close } = await openBrowser({ width: SIZE, height: SIZE });
await page.setContent(`<style>body{margin:0}</style>${readFileSync('images/icon.source.svg', 'utf8')}`);
await page.screenshot({ path: 'images/icon.png', omitBackground: true });
await close();
