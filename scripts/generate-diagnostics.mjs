// Writes docs/diagnostics: a page for each check from its own documentation, a page for each family of other codes, and an index.
// Usage: node scripts/generate-diagnostics.mjs [--check]   --check writes nothing and fails if a page is out of date.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { globSync } from './lib/glob.mjs';
import { loadSources } from './lib/load-sources.mjs';
import { NOT_CHECKED_YET, NOT_EXPRESSIBLE } from './lib/rules-not-checked.mjs';

const FOLDER = 'docs/diagnostics';
const NOTE = '<!-- Written by scripts/generate-diagnostics.mjs; edit the check, not this page. -->\n';

/** Where an index entry stands: the first group that accepts the code. */
const GROUPS = [
  ['Id tables and matching', (code) => /^MK-(\d|1\d|2\d|3[0-7])$/.test(code)],
  ['The auxiliary bus', (code) => /^(MK-(3[89]|4\d|5[0-2])|SD-5[237]|SD-61)$/.test(code)],
  ['Lifetimes and references', (code) => /^(MK-5[3-9]|MK-6\d|MK-7[0-4]|SD-59)$/.test(code)],
  ['Probe order and device links', (code) => /^(MK-7[5-9]|MK-8[0-8]|LC-\d+|order\/.*)$/.test(code)],
  ['Override and module loading', (code) => /^(MK-89|MK-9\d|MK-10[0-4]|import\/.*)$/.test(code)],
  ['DMA, IOMMU and power management', (code) => /^(MK-10[5-9]|MK-11[0-5]|SD-45|SD-56)$/.test(code)],
  ['Contracts', (code) => /^(contract\/.*|SD-([1267]|1[014]|21|24|62))$/.test(code)],
  ['Flavours and names', (code) => /^(MK-12[34]|SD-(4[1-47-9]|5[01]))$/.test(code)],
  ['Design of buses and devices', () => true],
];

const {
  CHECKS,
  NAME_CODES,
  EXPECT_CODES,
  ALLOW_CODES,
  CHECK_CODES,
  RUN_CODES,
  findCheck,
  diagnosticPage,
  findRule,
  Workspace,
  rootFindings,
} = await loadSources(
  'checks/registry',
  'driver-core/rules',
  'checks/families',
  'checks/findings',
  'db/index',
  'exporters/diagnostic-page',
);
const pages = new Map([
  ...CHECKS.map((check) => [diagnosticPage(check.code), checkPage(check)]),
  ['syntax.md', syntaxPage()],
  ['name.md', familyPage('name', 'Names', NAME_INTRO(), NAME_CODES)],
  ['expect.md', familyPage('expect', 'Expectations', EXPECT_INTRO(), EXPECT_CODES)],
  ['allow.md', familyPage('allow', 'Silencing', ALLOW_INTRO(), ALLOW_CODES)],
  ['run.md', familyPage('run', 'What never ends', RUN_INTRO(), RUN_CODES)],
  ['check.md', familyPage('check', 'Checks', CHECK_INTRO(), CHECK_CODES)],
  ['README.md', indexPage()],
]);
const stale = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => !pages.has(name)) : [];

if (process.argv.includes('--check')) {
  const changed = [...pages].filter(([name, text]) => textOf(name) !== text).map(([name]) => name);
  if (changed.length + stale.length > 0) {
    console.error(
      `${FOLDER} is out of date (${[...changed, ...stale].join(', ')}): run node scripts/generate-diagnostics.mjs`,
    );
    process.exit(1);
  }
} else {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, text] of pages) writeFileSync(`${FOLDER}/${name}`, text);
  for (const name of stale) rmSync(`${FOLDER}/${name}`);
}

function textOf(name) {
  return existsSync(`${FOLDER}/${name}`) ? readFileSync(`${FOLDER}/${name}`, 'utf8') : undefined;
}

function checkPage({ code, aliases, title, levels, doc }) {
  const also = aliases.length === 0 ? '' : `Also known as ${aliases.join(', ')}. `;
  return [
    `# ${code}: ${title}\n`,
    NOTE,
    `| relaxed | strict | stricter |\n|---|---|---|\n| ${levels.relaxed} | ${levels.strict} | ${levels.stricter} |\n`,
    `${also}${varies(levels)}\n`,
    `## Why\n\n${withLinks(doc.why, code)}\n`,
    `## Source\n\n${doc.source.map((it) => `- ${withLinks(it, code)}`).join('\n')}\n`,
    `## An example\n\n\`\`\`topo\n${doc.firing}\`\`\`\n`,
    sayings(code, doc.firing, levels),
    `Made right:\n\n\`\`\`topo\n${doc.corrected}\`\`\`\n`,
    `## Silencing it\n\n\`allow ${code} "why it is right here";\` in the body it is found in, or at the top level for the whole file.\n`,
  ].join('\n');
}

/** Rules of the kernel lead to their line of the kernel map, codes of other checks to their page; not inside of code. */
function withLinks(text, own) {
  return text
    .split(/(`[^`]*`)/)
    .map((part) =>
      part.startsWith('`') ? part : part.replace(/\b[A-Z]{2,4}-[\w-]*\w/g, (id) => linkTo(id, own)),
    )
    .join('');
}

function linkTo(id, own) {
  if (findRule(id)) return `[${id}](../kernel-map.md#${id.toLowerCase()})`;
  const check = findCheck(id);
  return check && check.code !== own ? `[${id}](${diagnosticPage(check.code)})` : id;
}

/** What Buswright says about the example, under the first setting under which it says anything, and what it offers to do. */
function sayings(code, text, levels) {
  const level = ['relaxed', 'strict', 'stricter'].find((it) => levels[it] !== 'off');
  const workspace = new Workspace();
  workspace.applyChange({ files: new Map([['/example.topo', text]]) });
  const found = workspace
    .models()
    .flatMap((model) =>
      rootFindings(workspace, model, level).all.map((it) => ({ ...it, at: model.locate(it.place) })),
    )
    .filter((it) => it.code === code && it.at?.uri === '/example.topo');
  return found.map((it) => saying(it, workspace.positionAt('/example.topo', it.at.start).line + 1)).join('');
}

function saying({ severity, message, fixes }, line) {
  const titles = fixes().map(({ title }) => title);
  const offers = titles.length === 0 ? '' : ` Fixes: ${titles.join('; ')}.`;
  return `- Line ${line}, ${severity}: ${message}.${offers}\n`;
}

function varies({ relaxed, strict, stricter }) {
  if (relaxed === strict && strict === stricter) return 'The severity is the same under every setting.';
  return 'The severity follows `buswright.severity` (in a terminal `--strict`, `--stricter`); a case may weigh less or more than this.';
}

function familyPage(family, title, intro, codes) {
  return [
    `# ${family}/…: ${title.toLowerCase()}\n`,
    NOTE,
    `${intro}\n`,
    ...codes.map(
      ({ code, meaning }) => `## ${code}\n\n${withLinks(meaning)}\n${messageExample(`${family}/${code}`)}`,
    ),
  ].join('\n');
}

/** The first fixture of one file that shows the code, without its marks and sections. */
function messageExample(code) {
  for (const path of globSync('test/fixtures/messages', (it) => it.endsWith('.topo'))) {
    const [, body = '', ...more] = readFileSync(path, 'utf8').split(/^\/\/- .*\n/m);
    const lines = body.split(/^\/\/== /m)[0].split('\n');
    const mark = lines.find((it) => /^\s*\/\/<? *\^+ /.test(it) && it.includes(`[${code}]`));
    if (mark === undefined || more.length > 0) continue;
    const text = lines
      .filter((it) => !/^\s*\/\/(<? *\^+ |@ )/.test(it))
      .join('\n')
      .trimEnd();
    return `\n\`\`\`topo\n${text}\n\`\`\`\n\n${mark.slice(mark.indexOf(']') + 2)}.\n`;
  }
  return '';
}

function NAME_INTRO() {
  return 'What is written means nothing, something else, or too much. These are errors, except for a file’s own `kernel` (a hint) and titles of scenarios (a warning): a topology with an open name would be run without the thing that was meant. `allow` silences them like any other finding.';
}

function EXPECT_INTRO() {
  return 'A file says with `expect` what is to be so. An expectation that does not hold is an error that says what is so instead, and by which rule of the driver core. `allow` does not silence it: change the expectation.';
}

function ALLOW_INTRO() {
  return '`allow CODE "reason";` silences one kind of finding in the body it stands in, at the top level in its file. The reason is mandatory. An `allow` without effect is a warning.';
}

function RUN_INTRO() {
  return 'What a real kernel would never end, or would not survive, found while the driver core boots the topology or a scenario acts on it.';
}

function CHECK_INTRO() {
  return 'What Buswright says about its own checks.';
}

/** The fixtures of the reader are its list of mistakes: each code with the first texts that show it. */
function syntaxPage() {
  const cases = new Map();
  for (const path of globSync('test/fixtures/syntax', (it) => it.endsWith('.txt'))) {
    for (const part of readFileSync(path, 'utf8').split(/^=== /m).slice(1)) addCase(cases, part);
  }
  const sections = [...cases].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    '# syntax/…: what cannot be read\n',
    NOTE,
    'The reader says one thing for one mistake, with what to write instead; the rest of the file keeps its meaning. Each code is shown by a text and the message that it gets. `allow` does not silence them.\n',
    ...sections.map(([code, examples]) => `## ${code}\n\n${examples.map(syntaxExample).join('\n')}`),
  ].join('\n');
}

/** `TITLE`, the text, `---`, and `1:2–1:3 CODE MESSAGE` lines. */
function addCase(cases, part) {
  const [head, answers = ''] = part.split(/^---$/m);
  const text = head.slice(head.indexOf('\n') + 1).trimEnd();
  const found = [...answers.matchAll(/^\d+:\d+(?:–\d+:\d+)? ([a-z-]+) (.*)$/gm)];
  for (const [, code, message] of found) {
    const known = cases.get(code) ?? [];
    if (known.length < 2 && !known.some((it) => it.text === text))
      cases.set(code, [...known, { text, message }]);
  }
}

function syntaxExample({ text, message }) {
  return `\`\`\`topo\n${text}\n\`\`\`\n\n${message}\n`;
}

function indexPage() {
  const left = new Set(CHECKS);
  const groups = GROUPS.map(([title, accepts]) => {
    const members = [...left].filter((check) => accepts(check.code));
    for (const check of members) left.delete(check);
    return `## ${title}\n\n| code | finds | relaxed | strict | stricter |\n|---|---|---|---|---|\n${members.map(indexRow).join('')}`;
  });
  return [
    '# Diagnostics\n',
    NOTE,
    'Every code that Buswright reports, with its severity under the three settings: *relaxed* is silent on a sound, real machine, *strict* asks more, *stricter* is a review. `MK` are mistakes, `SD` rules of design; both numbers are those of the project’s list of rules, and a rule that stands in both lists is one check with two codes.\n',
    'Besides: [syntax](syntax.md), [names](name.md), [expectations](expect.md), [`allow`](allow.md), [what never ends](run.md), [the checks themselves](check.md).\n',
    ...groups,
    ...(Object.keys(NOT_CHECKED_YET).length === 0
      ? []
      : [`## Not checked yet\n\nRules that later releases will carry.\n\n${ruleList(NOT_CHECKED_YET)}`]),
    `## Not checkable in a description\n\n${ruleList(NOT_EXPRESSIBLE)}`,
  ].join('\n');
}

function indexRow({ code, aliases, title, levels }) {
  const also = aliases.length === 0 ? '' : ` (${aliases.join(', ')})`;
  return `| [${code}](${diagnosticPage(code)})${also} | ${title} | ${levels.relaxed} | ${levels.strict} | ${levels.stricter} |\n`;
}

function ruleList(rules) {
  return Object.entries(rules)
    .map(([id, text]) => `- ${id}: ${text}\n`)
    .join('');
}
