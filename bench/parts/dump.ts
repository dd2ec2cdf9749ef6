// Part `dump`: the largest recording of a real machine, imported and checked. The recordings are not part of the project: their
// folder is BUSWRIGHT_DATA, or lies beside the checkout.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { rootFindings } from '../../server/src/checks/findings.ts';
import { Workspace } from '../../server/src/db/index.ts';
import { importUdev } from '../../server/src/importers/index.ts';
import { interleave } from '../measure/samples.ts';
import type { Section } from '../measure/section.ts';

const ROUNDS = 5;

export async function dumpPart(): Promise<readonly Section[]> {
  const title = 'The largest recording of a real machine (ms)';
  const path = largestRecording(join(process.env.BUSWRIGHT_DATA ?? '../shared/data', 'machines/checkbox'));
  if (path === undefined)
    return [{ title, columns: ['no recordings are here: BUSWRIGHT_DATA names their folder'], rows: [] }];
  const dump = readFileSync(path, 'utf8');
  const imported = importUdev(dump, basename(path));
  const tasks = {
    import: () => importUdev(dump, basename(path)),
    check: () => check(imported.text),
  };
  interleave(tasks, 1);
  const { import: reading, check: checking } = interleave(tasks, ROUNDS);
  const sum = reading.median + checking.median;
  return [
    {
      title,
      columns: [basename(path), 'devices', 'import', 'check', 'both', 'µs a device'],
      rows: [
        [
          `${(dump.length / 1e6).toFixed(2)} MB`,
          imported.devices,
          reading.median,
          checking.median,
          sum,
          (sum * 1000) / imported.devices,
        ],
      ],
    },
  ];
}

function largestRecording(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  const paths = readdirSync(folder).map((name) => join(folder, name));
  return paths.sort((a, b) => statSync(b).size - statSync(a).size)[0];
}

function check(text: string): number {
  const workspace = new Workspace();
  workspace.applyChange({ files: new Map([['file:///dump.topo', text]]) });
  return workspace.models().flatMap((model) => rootFindings(workspace, model, 'relaxed').all).length;
}
