// docs/cli.md shows what the commands print: each `console` block is run. UPDATE=1 rewrites them.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import test from 'node:test';
import { COMMANDS } from '../../server/src/cli/specs.ts';
import { standIn } from './kernel-stand-in.ts';
import { folderWith, run } from './run.ts';

const PATH = 'docs/cli.md';
const CONSOLE = /```console\n\$ npx buswright (.*)\n([\s\S]*?)```/g;
const document = readFileSync(PATH, 'utf8');

/** The document's own topologies, and the first with its mistake made right. */
function topologies(): Readonly<Record<string, string>> {
  const shown = [...document.matchAll(/```topo\n\/\/ (\w+\.topo)\n([\s\S]*?)```/g)];
  const files = Object.fromEntries(shown.map(([, name = '', text = '']) => [name, text]));
  return { ...files, 'second.topo': files['first.topo']?.replace('on pcie', 'on pci') ?? '' };
}

test('the console blocks are what the commands print', async () => {
  const folder = folderWith(topologies());
  const blocks = [...document.matchAll(CONSOLE)];
  assert.ok(blocks.length >= 3);
  let updated = document;
  for (const [block, argv = '', shown] of blocks) {
    const { out } = await run(argv, folder, '', { record: standIn() });
    if (process.env.UPDATE === '1') {
      updated = updated.replace(block, () => `\`\`\`console\n$ npx buswright ${argv}\n${out}\`\`\``);
    } else assert.equal(shown, out, argv);
  }
  if (updated !== document) writeFileSync(PATH, updated);
});

test('every command and every option of it has its place in the document', () => {
  for (const { name, options } of COMMANDS) {
    const section = document.split(/^## /m).find((it) => it.startsWith(`\`${name}\``)) ?? '';
    for (const option of options) {
      const form = option.short === undefined ? `--${option.name}` : `-${option.short}`;
      assert.ok(section.includes(form) || name === 'lsp', `${name} ${form}`);
    }
  }
});
