// Runs every fixture under test/fixtures but those of areas with a form of their own.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { runFixture } from './harness/run-fixture.ts';

const ROOT = 'test/fixtures';
const OTHER_FORMS = new Set(['syntax', 'format', 'import', 'schemas']);

for (const area of readdirSync(ROOT).filter((it) => !OTHER_FORMS.has(it))) {
  for (const path of topoFiles(join(ROOT, area))) test(path.slice(ROOT.length + 1), () => runFixture(path));
}

function topoFiles(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return path.endsWith('.topo') ? [path] : [];
  return readdirSync(path)
    .sort()
    .flatMap((name) => topoFiles(join(path, name)));
}
