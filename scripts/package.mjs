// Makes the VSIX: builds the bundles, writes the notices of third parties, packs by the list of .vscodeignore, and fails if the
// package holds what it should not or is too large.
// Usage: node scripts/package.mjs [FILE.vsix]
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildBundles, EXTENSION_BUNDLES } from './build.mjs';
import { isMain } from './lib/main.mjs';
import { thirdPartyNotices } from './lib/notices.mjs';

const MAX_BYTES = 600_000;
const NOTICES = 'THIRD-PARTY-NOTICES.txt';
const allowed =
  /^(package\.json|(README|CHANGELOG)\.md|LICENSE|[A-Z-]+\.txt|(dist|images|snippets|syntaxes)\/[\w.-]+)$/;

/** Answers the path of the VSIX. */
export async function packageExtension(file = defaultFile()) {
  writeFileSync(NOTICES, thirdPartyNotices(await buildBundles(EXTENSION_BUNDLES)));
  try {
    const unwanted = vsce('ls', '--no-dependencies')
      .split('\n')
      .filter((name) => name !== '' && !allowed.test(name));
    if (unwanted.length > 0) throw new Error(`the VSIX would hold ${unwanted.join(', ')}`);
    vsce(
      'package',
      '--no-dependencies',
      '--no-rewrite-relative-links',
      '--allow-missing-repository',
      '--out',
      file,
    );
  } finally {
    rmSync(NOTICES, { force: true });
  }
  const { size } = statSync(file);
  if (size > MAX_BYTES) throw new Error(`${file} has ${size} bytes, more than ${MAX_BYTES}`);
  return path.resolve(file);
}

function defaultFile() {
  const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));
  return `${name}-${version}.vsix`;
}

function vsce(...args) {
  const run = spawnSync(process.execPath, ['node_modules/@vscode/vsce/vsce', ...args], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`vsce ${args[0]} failed:\n${run.stdout}${run.stderr}`);
  return run.stdout;
}

if (isMain(import.meta.url)) {
  try {
    const file = await packageExtension(process.argv[2]);
    console.log(`${path.basename(file)}: ${Math.round(statSync(file).size / 1000)} kB`);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
