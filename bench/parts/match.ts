// Part `match`: which of 100,000 id rows, or aliases, fits a device. Against fnmatch over all aliases, which is what the words say.
import { Workspace } from '../../server/src/db/index.ts';
import { aliasIndex } from '../../server/src/driver-core/kmod/alias-index.ts';
import { fnmatch } from '../../server/src/driver-core/kmod/fnmatch.ts';
import type { LiveDevice, State } from '../../server/src/driver-core/live.ts';
import { matchDevice } from '../../server/src/driver-core/match.ts';
import { machineOf } from '../../server/src/driver-core/run.ts';
import type { Kernel } from '../../server/src/driver-core/topology.ts';
import { aliasesOfMachine, generateMachine } from '../generate-machine.ts';
import { interleave } from '../measure/samples.ts';
import type { Section } from '../measure/section.ts';

const SIZE = { devices: 2000, drivers: 2000, rows: 50 };
const ROUNDS = 15;
/** The slow way is tried on fewer devices. */
const NAIVE_DEVICES = 5;

export async function matchPart(): Promise<readonly Section[]> {
  const { topology, devices: booted } = boot();
  const devices = [...booted.values()];
  const queries = devices.map((it) => it.modalias ?? '');
  const aliases = aliasesOfMachine(SIZE);
  const index = aliasIndex(aliases);
  checkAnswers(queries, aliases, index.find);
  const tasks = {
    rows: () => devices.map((it) => matchingDriver(topology.kernel, it)),
    aliases: () => queries.map(index.find),
    naive: () => {
      for (const query of queries.slice(0, NAIVE_DEVICES)) naive(aliases, query);
    },
  };
  interleave(tasks, 3);
  const { rows, aliases: kmod, naive: slow } = interleave(tasks, ROUNDS);
  const naiveMicros = (slow.median * 1000) / NAIVE_DEVICES;
  const row = (title: string, micros: number) => [title, micros, naiveMicros / micros, 1e6 / micros];
  return [
    {
      title: `One PCI device against ${aliases.length} id rows of ${SIZE.drivers} drivers`,
      columns: ['', 'µs a device', 'x faster', 'devices/s'],
      rows: [
        row('fnmatch over all aliases', naiveMicros),
        row('alias index (which modules load)', (kmod.median * 1000) / queries.length),
        row('row index and match() (which driver binds)', (rows.median * 1000) / devices.length),
      ],
    },
  ];
}

function boot(): State {
  const workspace = new Workspace();
  workspace.applyChange({ files: new Map([['file:///machine.topo', generateMachine(SIZE)]]) });
  const [model] = workspace.models();
  if (model === undefined) throw new Error('no model');
  const state = machineOf(model.run)?.state;
  if (state === undefined) throw new Error('no machine');
  if (![...state.devices.values()].every((it) => it.driver)) throw new Error('a device is not bound');
  return state;
}

/** Asks as a bus does when a device is added: the candidates, then each one's match(). */
function matchingDriver(kernel: Kernel, device: LiveDevice): string | undefined {
  for (const position of device.bus?.index().candidates(device) ?? []) {
    const driver = device.bus?.known[position];
    if (driver && matchDevice(kernel, device, driver).result === 'yes') return driver.id;
  }
  return undefined;
}

function naive(aliases: readonly string[], query: string): number {
  let count = 0;
  for (const alias of aliases) if (fnmatch(alias, query)) count++;
  return count;
}

function checkAnswers(
  queries: readonly string[],
  aliases: readonly string[],
  find: (query: string) => readonly number[],
): void {
  for (const query of queries.slice(0, NAIVE_DEVICES)) {
    if (find(query).length === 0 || find(query).length !== naive(aliases, query))
      throw new Error(`wrong answer for ${query}`);
  }
}
