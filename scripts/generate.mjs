// Runs every generator: each `scripts/generate-NAME.mjs` writes files that are committed (grammars, the library bundle, pages).
// Usage: node scripts/generate.mjs [--check]   --check: fails and names the files that a generator would change.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const scripts = readdirSync('scripts')
  .filter((name) => /^generate-[a-z-]+\.mjs$/.test(name))
  .sort();
const args = values.check ? ['--check'] : [];
const failed = scripts.filter((name) => {
  const run = spawnSync(process.execPath, [`scripts/${name}`, ...args], { stdio: 'inherit' });
  return run.status !== 0;
});
if (failed.length > 0) {
  console.error(
    `failed: ${failed.join(', ')}${values.check ? ' (npm run generate brings the files up to date)' : ''}`,
  );
  process.exit(1);
}
