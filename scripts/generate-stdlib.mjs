// Writes server/src/stdlib/bundle.generated.ts: the text of every file of server/stdlib, by name.
// Usage: node scripts/generate-stdlib.mjs [--check]   --check writes nothing and fails if the bundle is out of date.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const folder = 'server/stdlib';
const bundle = 'server/src/stdlib/bundle.generated.ts';

const names = readdirSync(folder)
  .filter((name) => name.endsWith('.topo'))
  .sort();
const entries = names.map((name) => {
  const text = readFileSync(`${folder}/${name}`, 'utf8').replaceAll('\r\n', '\n');
  return `  ${JSON.stringify(name)}: ${JSON.stringify(text)},\n`;
});
const wanted = [
  '// The library files of server/stdlib, by name. Written by scripts/generate-stdlib.mjs: edit those files, not this one.\n',
  'export const LIBRARY_TEXTS: Readonly<Record<string, string>> = {\n',
  ...entries,
  '};\n',
].join('');

if (!process.argv.includes('--check')) {
  writeFileSync(bundle, wanted);
} else if (readFileSync(bundle, 'utf8') !== wanted) {
  console.error(`${bundle} is out of date: run node scripts/generate-stdlib.mjs`);
  process.exit(1);
}
