// MK-1: an id table without its terminator. Kernel: scripts/mod/file2alias.c:device_id_check.
import type { RootModel } from '../../db/model.ts';
import type { Edit } from '../../link/fix.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { driverTables, type WrittenTable } from '../driver-rows.ts';

export const unterminatedTable: Check<'driver'> = {
  code: 'MK-1',
  aliases: [],
  title: 'an id table without its terminator',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: 'The walk over an id table stops at a row of zeros and at nothing else: without it the kernel goes on to compare whatever the linker put behind the table. modpost looks at the last row of a table that `MODULE_DEVICE_TABLE()` exports and ends the build; a table that is not exported is only caught by coccinelle, or by the crash.',
    source: [
      'scripts/mod/file2alias.c:device_id_check',
      'scripts/coccinelle/misc/of_table.cocci',
      'domain rules MA-2, MK-1',
    ],
    firing: `driver old on pci { id_table unterminated { { vendor = 0x1234; device = 0x0001; } } }
`,
    corrected: `driver old on pci { id_table { { vendor = 0x1234; device = 0x0001; } } }
`,
  },
};

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  const isExported = !driver.flags.has('no_module_device_table');
  for (const { table, written } of driverTables(driver, declared, model)) {
    for (const it of written) {
      if (it.decl.unterminated === undefined) continue;
      yield {
        message: `\`${table.name}\` has no empty last row: ${isExported ? 'modpost ends the build' : 'the walk runs on into the memory behind it'}`,
        place: { item: it.item, site: it.decl.unterminated },
        fixes: () => [{ title: 'End the table', edits: dropWord(it, model), preferred: true }],
      };
    }
  }
}

/** The word, with the blank before it. */
function dropWord({ decl, item }: WrittenTable, model: RootModel): readonly Edit[] {
  const statement = { item, site: decl.site };
  const [whole, name, word] = [decl.site, decl.name.site, decl.unterminated ?? decl.site].map((site) =>
    model.locate({ item, site }),
  );
  if (!whole || !name || !word) return [];
  const part = { start: name.end - whole.start, end: word.end - whole.start };
  return [{ act: 'replace', place: { ...statement, part }, text: '' }];
}
