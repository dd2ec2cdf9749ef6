// MK-18: a subsystem id of 0 where any was meant. Kernel: include/linux/pci.h:PCI_ANY_ID.
import type { RootModel } from '../../db/model.ts';
import { first, isNumeric } from '../../driver-core/value.ts';
import type { Fix } from '../../link/fix.ts';
import type { Check, DriverSubject, Levels, Report } from '../check.ts';
import { driverTables, factOfRow, type RowFact } from '../driver-rows.ts';

/** A maker may well have given one of its boards the number 0. */
const ONE_BOARD: Levels = { relaxed: 'off', strict: 'warning', stricter: 'warning' };

export const zeroSubsystem: Check<'driver'> = {
  code: 'MK-18',
  aliases: [],
  title: 'a subvendor of 0 where the wildcard was meant',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'driver',
  reads: 'run',
  run,
  doc: {
    why: 'The wildcard of PCI ids is `PCI_ANY_ID`, all ones; a 0 is the number 0. `{ 0x8086, 0x1502, 0, 0 }` takes only functions whose subsystem ids are 0000:0000, which hardly any board has. `PCI_DEVICE()` and `PCI_VDEVICE()` set the wildcard.',
    source: ['drivers/pci/pci.h:pci_match_one_device', 'domain rule MK-18'],
    firing: `driver e1000e on pci { id_table { { vendor = 0x8086; device = 0x1502; subvendor = 0; subdevice = 0; } } }
`,
    corrected: `driver e1000e on pci { id_table { { vendor = 0x8086; device = 0x1502; } } }
`,
  },
};

function* run({ driver, declared, result }: DriverSubject, model: RootModel): Iterable<Report> {
  for (const table of driverTables(driver, declared, model)) {
    for (const row of table.rows) {
      const vendor = first(row.fields.vendor);
      if (vendor === undefined || !isNumeric(vendor) || Number(vendor) === 0) continue;
      const zeros = ['subvendor', 'subdevice'].flatMap((name) => {
        const written = first(row.fields[name]) === 0 ? factOfRow(table, row, name) : undefined;
        const hasWildcard = table.table.fields.some((it) => it.name === name && it.wildcard);
        return written && hasWildcard ? [written] : [];
      });
      const [place] = zeros.map(({ fact, item }) => ({ item, site: fact.site }));
      if (!place || (result?.matches ?? []).some((id) => hasZeros(id, zeros, model))) continue;
      const names = zeros.map(({ fact }) => `\`${fact.name.text}\``);
      yield {
        message: `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} the number 0, not the wildcard: only devices with that subsystem fit`,
        place,
        ...(row.fields.subvendor !== 0 && { levels: ONE_BOARD }),
        fixes: () => [takeAny(zeros)],
      };
    }
  }
}

/** A device that it takes shows that 0 was meant. */
function hasZeros(id: string, zeros: readonly RowFact[], model: RootModel): boolean {
  const fields = model.run.devices.get(id)?.fields ?? {};
  return zeros.every(({ fact }) => fields[fact.name.text] === 0);
}

function takeAny(zeros: readonly RowFact[]): Fix {
  return {
    title: 'Take any subsystem',
    edits: zeros.map(({ fact, item }) => ({ act: 'delete', place: { item, site: fact.site } })),
    preferred: true,
  };
}
