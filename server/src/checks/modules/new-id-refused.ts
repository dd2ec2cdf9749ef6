// MK-95: a write to new_id that the bus refuses. Kernel: drivers/pci/pci-driver.c:new_id_store (LC-44).
import type { RootModel } from '../../db/model.ts';
import type { Fact, ScenarioStep } from '../../declare/declarations.ts';
import type { BusType, Driver, MatchTable, Row } from '../../driver-core/topology.ts';
import { first } from '../../driver-core/value.ts';
import type { Fix } from '../../link/fix.ts';
import { parseNumber } from '../../link/value.ts';
import type { Check, Report } from '../check.ts';
import { isOverrideOnly } from '../driver-rows.ts';
import { driverOf, placeOfStep, type ScenarioHere, scenarios } from '../scenario-steps.ts';
import { covers } from '../tables/row-sets.ts';

export const newIdRefused: Check<'root'> = {
  code: 'MK-95',
  aliases: [],
  title: 'a dynamic id that the static table has, or with unknown driver data',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'scenarios',
  run,
  doc: {
    why: '`new_id` of pci wants at least vendor and device. With fewer than all seven numbers it asks the static table first: an id that is there is -EEXIST. And `driver_data` must be one that some row of the static table has, because the driver takes it for an index or a pointer: any other, also the 0 that is assumed if it is left out, is -EINVAL.',
    source: ['drivers/pci/pci-driver.c:new_id_store', 'domain rules LC-44, MK-95'],
    firing: `driver e1000e on pci { id_table { { vendor = 0x8086; device = 0x1502; } } }
device 0000:00:19.0 on pci { vendor = 0x8086; device = 0x1502; }
scenario "again" { new_id pci/e1000e { vendor = 0x8086; device = 0x1502; } }
`,
    corrected: `driver e1000e on pci { id_table { { vendor = 0x8086; device = 0x1502; } } }
device 0000:00:19.0 on pci { vendor = 0x8086; device = 0x1502; }
scenario "another" { new_id pci/e1000e { vendor = 0x8086; device = 0x1503; } }
`,
  },
};

function* run(_root: RootModel, model: RootModel): Iterable<Report> {
  for (const here of scenarios(model)) {
    const { steps } = here.decl;
    for (const [index, step] of steps.entries()) {
      if (step.verb !== 'new_id' || steps[index + 1]?.expect?.expects === 'error') continue;
      const driver = model.driver(driverOf(step.refs[0], model) ?? '');
      const bus = driver && model.topology.buses.get(driver.bus);
      if (driver && bus) yield* refusals(step, here, driver, bus);
    }
  }
}

function* refusals(step: ScenarioStep, here: ScenarioHere, driver: Driver, bus: BusType): Iterable<Report> {
  const { newId } = bus;
  const table = bus.tables.id_table;
  if (!newId || !table) return;
  const place = placeOfStep(here, step);
  const fails = `the write to \`new_id\` of \`${driver.name}\` fails with`;
  const given = new Map(step.facts.map((it) => [it.name.text, it]));
  const missing = newId.fields.slice(0, newId.required).filter((it) => !given.has(it));
  if (missing.length > 0) {
    yield { message: `${fails} -EINVAL: it needs ${missing.map((it) => `\`${it}\``).join(' and ')}`, place };
    return;
  }
  if (newId.known === undefined) return;
  const rows = driver.tables.id_table ?? [];
  const isWhole = newId.fields.every((it) => given.has(it));
  const same = isWhole
    ? undefined
    : rows.find((it) => !isOverrideOnly(it) && covers(table, it, asRow(given, table)));
  if (same) {
    yield {
      message: `${fails} -${newId.known}: row ${same.number} of its id_table has that id`,
      place,
      fixes: () => [{ title: 'Delete the step', edits: [{ act: 'delete', place }] }],
    };
  } else if (rows.length > 0 && !rows.some((it) => dataOf(it) === wantedData(given))) {
    yield {
      message: `${fails} -EINVAL: no row of its id_table has \`driver_data = ${wantedData(given)}\``,
      place,
      fixes: () => giveData(given, rows, place),
    };
  }
}

type Given = ReadonlyMap<string, Fact>;

function asRow(given: Given, table: MatchTable): Row {
  const fields = [...given].flatMap(([name, { values }]) => {
    const number = parseNumber(values[0]?.text ?? '');
    return number === undefined || !table.fields.some((it) => it.name === name)
      ? []
      : [[name, number] as const];
  });
  return { number: 0, fields: Object.fromEntries(fields) };
}

function wantedData(given: Given): string {
  const text = given.get('driver_data')?.values[0]?.text;
  return String(text === undefined ? 0 : (parseNumber(text) ?? text));
}

function dataOf({ fields }: Row): string {
  return String(first(fields.driver_data) ?? 0);
}

/** Where all rows have the same. */
function giveData(given: Given, rows: readonly Row[], place: Report['place']): readonly Fix[] {
  const [only, another] = new Set(rows.map(dataOf));
  if (only === undefined || another !== undefined || given.has('driver_data')) return [];
  return [
    {
      title: `Give \`driver_data = ${only}\``,
      edits: [{ act: 'insert-inside', place, text: `driver_data = ${only};` }],
      preferred: true,
    },
  ];
}
