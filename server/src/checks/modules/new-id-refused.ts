// MK-95: a write to new_id that the bus refuses. Kernel: drivers/pci/pci-driver.c:new_id_store (LC-44).
import type { RootModel } from '../../db/model.ts';
import type { Outcome } from '../../driver-core/scenario/script.ts';
import type { BusType, Driver, Fields } from '../../driver-core/topology.ts';
import { first } from '../../driver-core/value.ts';
import type { Fix } from '../../link/fix.ts';
import type { Report, StepCheck, StepDone } from '../check.ts';
import { isOverrideOnly } from '../driver-rows.ts';
import { driverAt, eachStep } from '../follow.ts';
import { covers } from '../tables/row-sets.ts';

export const newIdRefused: StepCheck = {
  code: 'MK-95',
  aliases: [],
  title: 'a dynamic id that the static table has, or with unknown driver data',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'step',
  follow: eachStep(run),
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

function* run({ step, place, act, failure }: StepDone, moment: RootModel): Iterable<Report> {
  if (act?.act !== 'new_id' || !failure) return;
  const driver = driverAt(step.refs[0], moment);
  const bus = driver && moment.topology.buses.get(driver.bus);
  const wrong = bus && refused(act.fields, driver, bus, failure, place);
  if (!wrong) return;
  yield {
    message: `the write to \`new_id\` of \`${driver.name}\` fails with -${failure.errno}: ${wrong.why}`,
    place,
    about: driver.id,
    fixes: () => wrong.fixes,
  };
}

interface Wrong {
  readonly why: string;
  readonly fixes: readonly Fix[];
}

/** Nothing if it is not the id: there may be no such driver, or no such file. */
function refused(
  fields: Fields,
  driver: Driver,
  bus: BusType,
  { rule, errno, text = '' }: Outcome,
  place: Report['place'],
): Wrong | undefined {
  if (rule === 'LC-43' && errno === 'EINVAL') return { why: tooLittle(fields, bus), fixes: [] };
  if (rule !== 'LC-44') return undefined;
  if (errno === 'EINVAL') {
    const why = `no row of its id_table has \`driver_data = ${dataOf(fields)}\``;
    return { why, fixes: giveData(fields, driver, place) };
  }
  const row = rowWith(fields, driver, bus);
  const why = row === undefined ? text : `row ${row} of its id_table has that id`;
  return { why, fixes: [{ title: 'Delete the step', edits: [{ act: 'delete', place }] }] };
}

function tooLittle(fields: Fields, { newId }: BusType): string {
  const missing = newId?.fields.slice(0, newId.required).filter((it) => fields[it] === undefined) ?? [];
  return `it needs ${missing.map((it) => `\`${it}\``).join(' and ')}`;
}

/** The number of the row of the static table that takes such a device; nothing if a dynamic id does. */
function rowWith(fields: Fields, driver: Driver, { tables }: BusType): number | undefined {
  const table = tables.id_table;
  const wanted = { number: 0, fields };
  const takes = driver.tables.id_table?.find(
    (it) => table && !isOverrideOnly(it) && covers(table, it, wanted),
  );
  return takes?.number;
}

function dataOf(fields: Fields): string {
  return String(first(fields.driver_data) ?? 0);
}

/** Where all rows have the same. */
function giveData(fields: Fields, { tables }: Driver, place: Report['place']): readonly Fix[] {
  const [only, another] = new Set(tables.id_table?.map((it) => dataOf(it.fields)));
  if (only === undefined || another !== undefined || fields.driver_data !== undefined) return [];
  return [
    {
      title: `Give \`driver_data = ${only}\``,
      edits: [{ act: 'insert-inside', place, text: `driver_data = ${only};` }],
      preferred: true,
    },
  ];
}
