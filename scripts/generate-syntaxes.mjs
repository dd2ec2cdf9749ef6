// Writes syntaxes/*.json from the grammar table: the TextMate grammar, its Markdown fences, the language configuration.
// Usage: node scripts/generate-syntaxes.mjs [--check]   --check writes nothing and fails if a file is out of date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const { outputFiles } = await build({
  entryPoints: ['server/src/syntax/generated-files.ts'],
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
  logLevel: 'warning',
});
const code = Buffer.from(outputFiles[0].contents).toString('base64');
const { generatedSyntaxes } = await import(`data:text/javascript;base64,${code}`);

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
