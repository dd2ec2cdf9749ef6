// contract/missing: a registration leaves out callbacks that the class requires, or gives half of a pair.
import type { RootModel } from '../db/model.ts';
import type { MakesStep, Name } from '../declare/declarations.ts';
import type { Contract } from '../driver-core/topology.ts';
import type { Check, DriverSubject, Report } from './check.ts';
import { madeBy } from './made-here.ts';

export const callbackNotProvided: Check<'driver'> = {
  code: 'contract/missing',
  aliases: [],
  title: 'a callback that the subsystem requires',
  levels: { relaxed: 'warning', strict: 'error', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: 'A subsystem calls a driver through the ops that it registers. What the contract does not mark `optional` is called without a NULL check, and what stands `together` works only as a pair (vdpa: `dma_map` and `dma_unmap`). A registration that lists nothing with `provides` is not looked at.',
    source: ['the subsystem’s register function, e.g. drivers/vdpa/vdpa.c:__vdpa_alloc_device'],
    firing: `contract sensor_ops { int read(struct sensor *s); optional int enable(struct sensor *s); optional int disable(struct sensor *s); together enable, disable; }
class sensor { register = sensor_register; requires sensor_ops; name = "sensor{n}"; }
driver tmp on i2c {
    id_table tmp;
    probe { registers sensor { provides enable; } }
}
`,
    corrected: `contract sensor_ops { int read(struct sensor *s); optional int enable(struct sensor *s); optional int disable(struct sensor *s); together enable, disable; }
class sensor { register = sensor_register; requires sensor_ops; name = "sensor{n}"; }
driver tmp on i2c {
    id_table tmp;
    probe { registers sensor { provides read, enable, disable; } }
}
`,
  },
};

function* run({ declared }: DriverSubject, model: RootModel): Iterable<Report> {
  for (const { step, item } of madeBy(declared, model)) {
    const provided = step.provides.flatMap((list) => list.names);
    const last = provided.at(-1);
    if (!last) continue;
    const contracts = contractsOf(step, model).map((it) => whole(it, model));
    if (!provided.every((name) => contracts.some((it) => has(it, name.text)))) continue;
    for (const contract of contracts) {
      const missing = missingOf(contract, new Set(provided.map((name) => name.text)));
      if (missing.length > 0) yield lacking(missing, contract, last, item);
    }
  }
}

function lacking(missing: readonly string[], contract: Contract, last: Name, item: number): Report {
  const place = { item, site: last.site };
  const names = missing.map((name) => `\`${name}\``).join(', ');
  return {
    message: `\`${contract.name}\` also needs ${names}`,
    place,
    fixes: () => [
      {
        title: `Provide ${names}`,
        edits: [{ act: 'replace', place, text: [last.text, ...missing].join(', ') }],
        preferred: true,
      },
    ],
  };
}

/** What is provided to a class is what it requires; to a bus, what its devices offer. */
function contractsOf(step: MakesStep, model: RootModel): readonly Contract[] {
  const names =
    step.kind === 'registers'
      ? model.topology.classes.get(step.of.text)?.requires
      : model.topology.buses.get(step.of.text)?.devices[0]?.offers;
  return (names ?? []).flatMap(({ value }) => model.topology.contracts.get(value) ?? []);
}

/** A callback that nobody asks for is a slip in the name of one that is missing: linking says it. */
function has(contract: Contract, callback: string): boolean {
  return contract.entries.some((entry) => entry.name === callback);
}

/** With the entries and pairs of the contracts that it extends. */
function whole(contract: Contract, model: RootModel): Contract {
  const all = new Set([contract]);
  for (const it of all) {
    for (const name of it.extends) {
      const base = model.topology.contracts.get(name);
      if (base) all.add(base);
    }
  }
  return {
    ...contract,
    entries: [...all].flatMap((it) => it.entries),
    together: [...all].flatMap((it) => it.together),
  };
}

function missingOf(contract: Contract, provided: ReadonlySet<string>): readonly string[] {
  const required = contract.entries.filter((entry) => !entry.optional).map((entry) => entry.name);
  const halves = contract.together.filter((pair) => pair.some((name) => provided.has(name))).flat();
  return [...new Set([...required, ...halves])].filter((name) => !provided.has(name));
}
