// Writes the generated parts of docs/language.md: what each body may say, and the grammar, both from the tables of the reader.
// Usage: node scripts/generate-language-doc.mjs [--check]   --check writes nothing and fails if the page is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { loadSources } from './lib/load-sources.mjs';

const page = 'docs/language.md';

/** Body of the grammar → how the page calls it. */
const TITLES = {
  kernel: '`kernel VERSION { }`',
  contract: '`contract NAME { }`',
  table: '`id_table struct NAME { }`, `table NAME struct NAME { }`',
  bus: '`bus NAME { }`',
  deviceStruct: '`device struct NAME { }`',
  driverStruct: '`driver struct NAME { }`',
  newId: '`new_id … { }`',
  class: '`class NAME { }`',
  module: '`module NAME { }`',
  driver: '`driver NAME on BUS { }` …',
  made: '`creates … { }`, `registers … { }` …',
  device: '`device NAME on BUS { }`, `vf`, `create` …',
  link: '`supplier X { }`',
  iommu: '`iommu NAME { }`',
};

const { FACTS, ebnf } = await loadSources('syntax/facts', 'syntax/ebnf');
const text = readFileSync(page, 'utf8');
const wanted = replaced(
  replaced(text, 'facts', factTables()),
  'grammar',
  `\`\`\`ebnf\n${ebnf().trimEnd()}\n\`\`\`\n`,
);

if (!process.argv.includes('--check')) {
  writeFileSync(page, wanted);
} else if (text !== wanted) {
  console.error(`${page} is out of date: run node scripts/generate-language-doc.mjs`);
  process.exit(1);
}

function factTables() {
  return Object.entries(TITLES)
    .map(([body, title]) => `**${title}**\n\n${factTable(FACTS[body])}`)
    .join('\n');
}

function factTable({ facts, flags }) {
  const rows = [
    ...Object.entries(facts).map(([name, { value, words, doc }]) => [
      `${name} =`,
      words?.join(', ') ?? value,
      doc,
    ]),
    ...Object.entries(flags).map(([name, doc]) => [`${name};`, 'flag', doc]),
  ];
  return [
    '| | value | meaning |',
    '|---|---|---|',
    ...rows.map(([a, b, c]) => `| \`${a}\` | ${b} | ${c} |`),
    '',
  ].join('\n');
}

/** The page with new text between `<!-- NAME: … -->` and `<!-- /NAME -->`. */
function replaced(source, name, inner) {
  const start = source.indexOf(`<!-- ${name}:`);
  const open = source.indexOf('\n', start) + 1;
  const close = source.indexOf(`<!-- /${name} -->`);
  if (start < 0 || close < open) throw new Error(`${page} has no part ${name}`);
  return `${source.slice(0, open)}\n${inner}\n${source.slice(close)}`;
}
