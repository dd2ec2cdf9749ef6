// Part `scenario`: what an act costs by the size of the machine that it is done on, and which scenarios an edit runs again.
import { rootFindings, scenarioRuns } from '../../server/src/checks/findings.ts';
import { type RootModel, Workspace } from '../../server/src/db/index.ts';
import { perform, type ScenarioMachine, startScenario } from '../../server/src/driver-core/scenario/index.ts';
import type { Act } from '../../server/src/driver-core/scenario/script.ts';
import { generateMachine } from '../generate-machine.ts';
import { interleave, timeOf } from '../measure/samples.ts';
import type { Section } from '../measure/section.ts';

const SIZES = [100, 1000, 10_000, 100_000];
const DRIVERS = 2000;
/** Acts in one sample, and samples. */
const BATCH = 40;
const ROUNDS = 25;
const URI = 'file:///machine.topo';

export async function scenarioPart(): Promise<readonly Section[]> {
  return [acts(), edits()];
}

/** Each pair leaves the machine as it found it. */
function pairsOf(machine: ScenarioMachine): Readonly<Record<string, readonly Act[]>> {
  const device = [...machine.state.devices.values()].find((it) => it.driver);
  const driver = device?.driver;
  if (!device || !driver) throw new Error('no device is bound');
  const target = ['pci', device.name];
  return {
    'unbind, bind': [
      { act: 'unbind', device: target },
      { act: 'bind', device: target, driver: ['pci', driver.name] },
    ],
    'unplug, plug': [
      { act: 'unplug', device: target },
      { act: 'plug', device: target },
    ],
    'rmmod, modprobe': [
      { act: 'rmmod', module: driver.module },
      { act: 'modprobe', module: driver.module },
    ],
    sleep: [{ act: 'sleep', seconds: 1 }],
  };
}

function acts(): Section {
  const columns = SIZES.map((devices) => actsOn(devices));
  const titles = [...(columns[0]?.keys() ?? [])];
  return {
    title: `Acts on a machine that has booted, with ${DRIVERS} drivers (µs for all that the row names)`,
    columns: ['', ...SIZES.map((devices) => `${devices} devices`)],
    rows: titles.map((title) => [title, ...columns.map((column) => column.get(title))]),
  };
}

function actsOn(devices: number): ReadonlyMap<string, number> {
  const { topology } = modelOf(workspaceOf(generateMachine({ devices, drivers: DRIVERS, rows: 8 })));
  const machine = startScenario(topology);
  const all = Object.entries(pairsOf(machine));
  const tasks = Object.fromEntries(all.map(([title, pair]) => [title, () => repeat(machine, pair)]));
  interleave(tasks, 5);
  const times = interleave(tasks, ROUNDS);
  return new Map(all.map(([title]) => [title, ((times[title]?.median ?? 0) * 1000) / BATCH]));
}

function repeat(machine: ScenarioMachine, pair: readonly Act[]): void {
  for (let i = 0; i < BATCH; i++) {
    for (const act of pair) {
      const { errno, text } = perform(machine, act);
      if (errno !== undefined) throw new Error(`${act.act} fails: ${text ?? errno}`);
    }
  }
}

const DEVICES = 1000;
const SCENARIOS = 10;

/** Half of the scenarios are about a bus, half about another; the edits are in devices that stand alone. */
function edits(): Section {
  const text = [
    generateMachine({ devices: DEVICES, drivers: DRIVERS, rows: 8 }),
    'driver serial on platform { of_match_table "acme,serial"; }',
    'driver probe on spi { id_table probe; }',
    'device serial0 on platform { compatible = "acme,serial"; }',
    'device serial1 on platform { compatible = "acme,serial"; }',
    ...scenarios('pci', '0000:00:00.0'),
    ...scenarios('platform', 'serial0'),
  ].join('\n');
  const workspace = workspaceOf(text);
  const whole = timeOf(() => look(workspace));
  return {
    title: `An edit of one line among ${DEVICES} devices and ${2 * SCENARIOS} scenarios, ${SCENARIOS} of each bus (ms)`,
    columns: ['', 'ms', 'scenarios run'],
    rows: [
      ['all, once', whole, scenarioRuns(workspace, URI)],
      editRow(workspace, 'a comment', '\ndriver probe', '\n// probe\ndriver probe'),
      editRow(workspace, 'a driver of neither bus', 'id_table probe;', 'id_table other;'),
      editRow(
        workspace,
        'a step',
        'scenario "platform 3" { unbind',
        'scenario "platform 3" { sleep 1s; unbind',
      ),
      editRow(
        workspace,
        'a platform device',
        'serial1 on platform { compatible = "acme,serial"',
        'serial1 on platform { compatible = "acme,other"',
      ),
    ],
  };
}

function scenarios(bus: string, device: string): readonly string[] {
  return Array.from(
    { length: SCENARIOS },
    (_, number) =>
      `scenario "${bus} ${number}" { unbind ${bus}/${device}; expect ${bus}/${device} unbound; drivers_probe ${bus}/${device}; expect ${bus}/${device} bound; }`,
  );
}

/** There and back, several times; what is run is counted on the way there. */
function editRow(
  workspace: Workspace,
  title: string,
  find: string,
  by: string,
): readonly [string, number, number] {
  let runs = 0;
  const times: number[] = [];
  for (let round = 0; round < 7; round++) {
    const before = scenarioRuns(workspace, URI);
    times.push(timeOf(() => edit(workspace, find, by)));
    runs = scenarioRuns(workspace, URI) - before;
    edit(workspace, by, find);
  }
  times.sort((a, b) => a - b);
  return [title, times[times.length >> 1] ?? 0, runs];
}

function edit(workspace: Workspace, find: string, by: string): void {
  const start = workspace.text(URI)?.indexOf(find) ?? -1;
  if (start < 0) throw new Error(`there is no ${find}`);
  workspace.applyChange({ edits: new Map([[URI, [{ start, end: start + find.length, newText: by }]]]) });
  look(workspace);
}

function look(workspace: Workspace): void {
  const [error] = rootFindings(workspace, modelOf(workspace), 'relaxed').all.filter(
    (it) => it.severity === 'error',
  );
  if (error) throw new Error(`the machine has a finding: ${error.message}`);
}

function workspaceOf(text: string): Workspace {
  const workspace = new Workspace();
  workspace.applyChange({ files: new Map([[URI, text]]) });
  return workspace;
}

function modelOf(workspace: Workspace): RootModel {
  const [model] = workspace.models();
  if (model === undefined) throw new Error('no model');
  return model;
}
