// MK-15: a class mask that is not made of whole bytes. Kernel: scripts/mod/file2alias.c:do_pci_entry.
import type { RootModel } from '../../db/model.ts';
import { rowAliases } from '../../driver-core/alias.ts';
import type { BusType, Row } from '../../driver-core/topology.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { factOfRow } from '../driver-rows.ts';
import { type MaskedFact, maskedFacts } from './masked-facts.ts';

export const maskNotOfBytes: Check<'driver'> = {
  code: 'MK-15',
  aliases: [],
  title: 'a class mask that is not made of whole bytes',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: "The alias of a PCI row has a field for each byte of the class: it can say a byte or leave it open, and nothing between. modpost warns about a mask with another byte than 00 or FF (“Can't handle class_mask”) and passes the row over, so that the row matches and never loads the module. Write a row for each value, or a wider mask and look closer in probe.",
    source: ['scripts/mod/file2alias.c:do_pci_entry', 'domain rule MK-15'],
    firing: `driver hcd on pci { id_table { { class = 0x0c0300; class_mask = 0xffff0f; } } }
`,
    corrected: `driver hcd on pci { id_table { { class = 0x0c0300; class_mask = 0xffff00; } } }
`,
  },
};

function* run(subject: DriverSubject, model: RootModel): Iterable<Report> {
  const bus = model.topology.buses.get(subject.driver.bus);
  if (!bus || subject.driver.flags.has('no_module_device_table')) return;
  for (const masked of maskedFacts(subject, model)) {
    if (!isPassedOver(masked, subject, bus)) continue;
    const { table, row, field, maskName } = masked;
    const mask = factOfRow(table, row, maskName) ?? masked;
    yield {
      message: `modpost makes an alias of whole bytes only: for this \`${maskName}\` of \`${field.name}\` it makes none, and the row never loads \`${subject.driver.module}\``,
      place: { item: mask.item, site: mask.fact.values[0]?.site ?? mask.fact.site },
    };
  }
}

/** The mask is why: with all of its bits the row has an alias. */
function isPassedOver(
  { table, row, maskName, mask }: MaskedFact,
  { driver }: DriverSubject,
  bus: BusType,
): boolean {
  if (mask === 0n || rowAliases(bus, driver, table.table.name, row).length > 0) return false;
  const whole: Row = { number: row.number, fields: { ...row.fields, [maskName]: 0xff_ffff } };
  return rowAliases(bus, driver, table.table.name, whole).length > 0;
}
