// Part `run`: a boot in the driver core by the size of the machine, a chain of deferrals, and a large machine from text to findings.
import { rootFindings } from '../../server/src/checks/findings.ts';
import { type RootModel, Workspace } from '../../server/src/db/index.ts';
import { run } from '../../server/src/driver-core/index.ts';
import type { Topology } from '../../server/src/driver-core/topology.ts';
import { generateChain, generateMachine, type MachineSize } from '../generate-machine.ts';
import { interleave, timeOf } from '../measure/samples.ts';
import type { Section } from '../measure/section.ts';

const MACHINES: readonly MachineSize[] = [
  { devices: 100, drivers: 2000, rows: 8 },
  { devices: 1000, drivers: 2000, rows: 8 },
  { devices: 10_000, drivers: 2000, rows: 8 },
  { devices: 100_000, drivers: 2000, rows: 8 },
  { devices: 10_000, drivers: 20, rows: 8 },
  { devices: 10_000, drivers: 200, rows: 8 },
  { devices: 10_000, drivers: 20_000, rows: 8 },
];
const CHAINS = [100, 1000, 10_000];
const CHECKED = [1000, 10_000];
/** A boot that took longer is not measured as often. */
const ENOUGH_MS = 6000;

export async function runPart(): Promise<readonly Section[]> {
  return [boots(), chains(), findings()];
}

function boots(): Section {
  return {
    title: 'A boot in the driver core (ms), and the result of every device and driver read',
    columns: ['', 'boot', 'µs a device', 'boot and results', 'rounds'],
    rows: MACHINES.map((size) => {
      const topology = topologyOf(generateMachine(size));
      const tasks = { boot: () => run(topology), read: () => readAll(topology) };
      const rounds = roundsFor(interleave(tasks, 1).read.median);
      const { boot, read } = interleave(tasks, rounds);
      const title = `${size.devices} devices, ${size.drivers} drivers`;
      return [title, boot.median, (boot.median * 1000) / size.devices, read.median, rounds];
    }),
  };
}

function chains(): Section {
  return {
    title:
      'Devices that each wait for the next, in the worst order: as many rounds of retries as devices (ms)',
    columns: ['', 'boot', 'retries', 'ns a retry'],
    rows: CHAINS.map((devices) => {
      const topology = topologyOf(generateChain(devices));
      run(topology);
      const ms = timeOf(() => run(topology));
      const retries = (devices * (devices + 1)) / 2;
      return [`${devices} devices`, ms, retries, (ms * 1e6) / retries];
    }),
  };
}

function findings(): Section {
  return {
    title: 'A machine with 2000 drivers, from text to findings (ms)',
    columns: ['', 'ms', 'µs a device'],
    rows: CHECKED.map((devices) => {
      const text = generateMachine({ devices, drivers: 2000, rows: 8 });
      const tasks = { whole: () => check(text) };
      interleave(tasks, 1);
      const { whole } = interleave(tasks, 5);
      return [`${devices} devices`, whole.median, (whole.median * 1000) / devices];
    }),
  };
}

function roundsFor(ms: number): number {
  return Math.max(3, Math.min(25, Math.round(ENOUGH_MS / (2 * ms))));
}

function readAll(topology: Topology): number {
  const { devices, drivers } = run(topology);
  let length = 0;
  for (const { reason } of devices.values()) length += reason.text.length;
  for (const { matches } of drivers.values()) length += matches.length;
  return length;
}

function topologyOf(text: string): Topology {
  return modelOf(workspaceOf(text)).topology;
}

function check(text: string): void {
  const workspace = workspaceOf(text);
  const [error] = rootFindings(workspace, modelOf(workspace), 'relaxed').all;
  if (error) throw new Error(`the machine has a finding: ${error.message}`);
}

function workspaceOf(text: string): Workspace {
  const workspace = new Workspace();
  workspace.applyChange({ files: new Map([['file:///machine.topo', text]]) });
  return workspace;
}

function modelOf(workspace: Workspace): RootModel {
  const [model] = workspace.models();
  if (model === undefined) throw new Error('no model');
  return model;
}
