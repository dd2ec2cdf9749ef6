// The licenses of the packages whose code is in the bundles, from the packages themselves.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** `inputs`: paths of all bundled sources. Throws for a package without a license text: it may not be shipped. */
export function thirdPartyNotices(inputs) {
  const folders = [...new Set(inputs.map(packageFolder).filter((folder) => folder !== undefined))].sort();
  const sections = folders.map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.(md|txt))?$/i.test(entry));
    if (file === undefined) throw new Error(`${name} has no license file`);
    return `${name} ${version} (${license})\n\n${readFileSync(path.join(folder, file), 'utf8').trim()}\n`;
  });
  const line = '-'.repeat(80);
  const head = 'Buswright contains code of the following packages, each under its own license.\n';
  return [head, ...sections].join(`\n${line}\n\n`);
}

/** The innermost folder below `node_modules` that holds a named package. */
function packageFolder(input) {
  const at = input.lastIndexOf('node_modules/');
  if (at < 0) return undefined;
  const parts = input.slice(at + 'node_modules/'.length).split('/');
  const name = parts.slice(0, parts[0]?.startsWith('@') ? 2 : 1).join('/');
  const folder = `${input.slice(0, at)}node_modules/${name}`;
  return existsSync(path.join(folder, 'package.json')) ? folder : undefined;
}
