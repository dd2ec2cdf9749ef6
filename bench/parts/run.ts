// Part `run`: a large machine, from text to findings, and the driver core's share of it.
import { rootFindings } from '../../server/src/checks/findings.ts';
import { type RootModel, Workspace } from '../../server/src/db/index.ts';
import { run } from '../../server/src/driver-core/index.ts';
import { generateMachine } from '../generate-machine.ts';
import { interleave } from '../measure/samples.ts';
import type { Section } from '../measure/section.ts';

const SIZES = [
  { devices: 1000, drivers: 2000, rows: 8 },
  { devices: 10_000, drivers: 2000, rows: 8 },
];
const ROUNDS = 5;

export async function runPart(): Promise<readonly Section[]> {
  return [
    {
      title: `A machine with ${SIZES[0]?.drivers} drivers of ${SIZES[0]?.rows} rows (ms)`,
      columns: ['', 'driver core', 'text to findings', 'µs a device'],
      rows: SIZES.map((size) => {
        const text = generateMachine(size);
        const { topology } = analyze(text);
        const tasks = { core: () => run(topology), whole: () => analyze(text) };
        interleave(tasks, 1);
        const { core, whole } = interleave(tasks, ROUNDS);
        return [`${size.devices} devices`, core.median, whole.median, (core.median * 1000) / size.devices];
      }),
    },
  ];
}

function analyze(text: string): RootModel {
  const workspace = new Workspace();
  workspace.applyChange({ files: new Map([['file:///machine.topo', text]]) });
  const [model] = workspace.models();
  if (model === undefined) throw new Error('no model');
  const errors = rootFindings(workspace, model, 'relaxed').all;
  if (errors.length > 0) throw new Error(`the machine has a finding: ${errors[0]?.message}`);
  return model;
}
