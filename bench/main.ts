// The benchmark. `npm run bench [-- PART...] [--json]`: without parts, all of them. What each measures stands in its file.
import { parseArgs } from 'node:util';
import { type Section, sectionText } from './measure/section.ts';
import { dumpPart } from './parts/dump.ts';
import { editPart } from './parts/edit.ts';
import { matchPart } from './parts/match.ts';
import { parsePart } from './parts/parse.ts';
import { runPart } from './parts/run.ts';
import { scenarioPart } from './parts/scenario.ts';
import { startPart } from './parts/start.ts';

const PARTS: Readonly<Record<string, () => Promise<readonly Section[]>>> = {
  parse: parsePart,
  edit: editPart,
  match: matchPart,
  run: runPart,
  scenario: scenarioPart,
  dump: dumpPart,
  start: startPart,
};

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const unknown = positionals.find((name) => !(name in PARTS));
if (unknown !== undefined) {
  process.stderr.write(`there is no part ${unknown}; the parts are ${Object.keys(PARTS).join(', ')}\n`);
  process.exit(2);
}

const all: Record<string, readonly Section[]> = {};
for (const [name, part] of Object.entries(PARTS)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const sections = await part();
  all[name] = sections;
  if (!values.json) for (const section of sections) process.stdout.write(`${sectionText(section)}\n`);
}
if (values.json) process.stdout.write(`${JSON.stringify(all, undefined, 2)}\n`);
