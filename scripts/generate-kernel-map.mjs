// Writes docs/kernel-map.md: rule → text → code → kernel function → tests, and what changes with the version of the kernel.
// Usage: node scripts/generate-kernel-map.mjs [--check]   --check writes nothing and fails if the page is out of date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { loadSources } from './lib/load-sources.mjs';
import { carriers } from './lib/rule-carriers.mjs';

const page = 'docs/kernel-map.md';
const { RULE_CHAPTERS } = await loadSources('driver-core/rules');
const carried = carriers(RULE_CHAPTERS);

const wanted = [
  '# The kernel map\n',
  '<!-- Written by scripts/generate-kernel-map.mjs. -->\n',
  'Every rule of the Linux driver core, of a bus, of aliases and of module loading that Buswright follows: what it says, the code that carries it out, the function of the kernel (6.12) that it is from, and the tests that prove it. Traces, reasons and findings cite the ids. How a test names its rule: [testing.md](testing.md#rules).\n',
  ...Object.entries(RULE_CHAPTERS).map(([title, rules]) => chapter(title, rules)),
  versions(),
].join('\n');

if (!process.argv.includes('--check')) {
  writeFileSync(page, wanted);
} else if (!existsSync(page) || readFileSync(page, 'utf8') !== wanted) {
  console.error(`${page} is out of date: run node scripts/generate-kernel-map.mjs`);
  process.exit(1);
}

function chapter(title, rules) {
  const rows = Object.entries(rules).map(([id, { text, kernel }]) => {
    const { code, tests } = carried.get(id);
    return `| ${id} | ${text} | ${code.map(codeLink).join(', ')} | \`${kernel}\` | ${tests.map(link).join(', ')} |\n`;
  });
  return `## ${title}\n\n| rule | says | code | kernel | tests |\n|---|---|---|---|---|\n${rows.join('')}`;
}

/** What a version of the kernel adds, ends or changes, in the order of the versions. */
function versions() {
  const rules = Object.values(RULE_CHAPTERS).flatMap((it) => Object.entries(it));
  const rows = rules.flatMap(([id, { since, until, changes = {} }]) => [
    ...(since === undefined ? [] : [{ id, version: since, text: 'begins' }]),
    ...(until === undefined ? [] : [{ id, version: until, text: 'is so no more' }]),
    ...Object.entries(changes).map(([version, text]) => ({ id, version, text })),
  ]);
  rows.sort((a, b) => versionNumber(a.version) - versionNumber(b.version));
  const table = rows.map(({ id, version, text }) => `| ${version} | ${id} | ${text} |\n`).join('');
  return `## By version of the kernel\n\nWhat is not listed is so in every version that the library describes.\n\n| from | rule | |\n|---|---|---|\n${table}`;
}

function versionNumber(version) {
  const [major, minor] = version.split('.').map(Number);
  return major * 1000 + minor;
}

function codeLink({ path, name }) {
  return name === undefined ? link({ path }) : `[${fileName(path)}:${name}](../${path})`;
}

function link({ path }) {
  return `[${fileName(path)}](../${path})`;
}

/** Without its folder, but for files that are all called alike (`fires.topo`). */
function fileName(path) {
  const [folder, name] = path.split('/').slice(-2);
  return /^(fires|silent)\.topo$/.test(name) ? `${folder}/${name}` : name;
}
