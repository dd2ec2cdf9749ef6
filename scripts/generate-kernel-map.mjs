// Writes docs/kernel-map.md: rule → text → code → kernel function → tests, and what changes with the version of the kernel.
// Usage: node scripts/generate-kernel-map.mjs [--check]   --check writes nothing and fails if the page is out of date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { globSync } from './lib/glob.mjs';
import { loadSources } from './lib/load-sources.mjs';
import { carriers } from './lib/rule-carriers.mjs';

const page = 'docs/kernel-map.md';
const { RULE_CHAPTERS } = await loadSources('driver-core/rules');
const carried = carriers(RULE_CHAPTERS);

const wanted = [
  '# The kernel map\n',
  '<!-- Written by scripts/generate-kernel-map.mjs. -->\n',
  'Every rule of the Linux driver core, of a bus, of aliases and of module loading that Buswright follows: what it says, the code that carries it out, the findings that rest on it, the function of the kernel (6.12) that it is from, and the tests that prove it. Traces, reasons and findings cite the ids. How a test names its rule: [testing.md](testing.md#rules).\n',
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
    const { code, findings, tests } = carried.get(id);
    const places = code.map(({ path, name }) => link(path, name)).join(', ');
    const codes = findings.map((it) => `[${it}](diagnostics/${it}.md)`).join(', ');
    const proofs = tests.map((path) => link(path)).join(', ');
    return `| <a id="${id.toLowerCase()}"></a>${id} | ${text} | ${places} | ${codes} | \`${kernel}\` | ${proofs} |\n`;
  });
  return `## ${title}\n\n| rule | says | code | findings | kernel | tests |\n|---|---|---|---|---|---|\n${rows.join('')}`;
}

/** What a version of the kernel adds, ends or changes, in the order of the versions. */
function versions() {
  const rules = Object.values(RULE_CHAPTERS).flatMap((it) => Object.entries(it));
  const changes = rules.flatMap(([id, { since, until, changes = {} }]) => [
    ...(since === undefined ? [] : [{ version: since, what: id, text: 'begins' }]),
    ...(until === undefined ? [] : [{ version: until, what: id, text: 'is so no more' }]),
    ...Object.entries(changes).map(([version, text]) => ({ version, what: id, text })),
  ]);
  const rows = [...changes, ...libraryChanges()].sort((a, b) => number(a.version) - number(b.version));
  const table = rows.map(({ version, what, text }) => `| ${version} | ${what} | ${text} |\n`).join('');
  return `## By version of the kernel\n\nWhat is not listed is so in every version that the library describes.\n\n| from | rule, or file of the library | |\n|---|---|---|\n${table}`;
}

/** The statements of the library with `since` or `until`; what begins a body is shown without its brace. */
function libraryChanges() {
  return globSync('server/stdlib', (it) => it.endsWith('.topo')).flatMap((path) =>
    readFileSync(path, 'utf8')
      .replace(/\/\/.*$/gm, '')
      .split('\n')
      .flatMap((line) =>
        [...line.matchAll(/\b(?:since|until) (\d+\.\d+)/g)].map(([, version]) => ({
          version,
          what: link(path),
          text: `\`${line.trim().replace(/ \{.*$/, '')}\``,
        })),
      ),
  );
}

function number(version) {
  const [major, minor] = version.split('.').map(Number);
  return major * 1000 + minor;
}

/** A file by its name; the fixtures of a check, which are all called alike, with their folder. */
function link(path, name) {
  const [folder, last] = path.split('/').slice(-2);
  const file = last === 'fires.topo' ? `${folder}/${last}` : last;
  return `[${name === undefined ? file : `${file}:${name}`}](../${path})`;
}
