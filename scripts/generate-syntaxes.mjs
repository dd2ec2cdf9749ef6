// Writes syntaxes/*.json from the grammar table: the TextMate grammar, its Markdown fences, the language configuration.
// Usage: node scripts/generate-syntaxes.mjs [--check]   --check writes nothing and fails if a file is out of date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { loadSources } from './lib/load-sources.mjs';

const { generatedSyntaxes } = await loadSources('syntax/generated-files');

let outOfDate = false;
for (const [name, text] of Object.entries(generatedSyntaxes())) {
  const path = `syntaxes/${name}`;
  if (!process.argv.includes('--check')) writeFileSync(path, text);
  else if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
    outOfDate = true;
    console.error(`${path} is out of date: run node scripts/generate-syntaxes.mjs`);
  }
}
if (outOfDate) process.exit(1);
