// MK-21: a virtio row whose device or vendor is 0. Kernel: drivers/virtio/virtio.c:virtio_dev_match.
import type { RootModel } from '../../db/model.ts';
import type { MatchTable, Row } from '../../driver-core/topology.ts';
import type { Fix } from '../../link/fix.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { type DriverTable, driverTables, factOfRow, placeOfRow } from '../driver-rows.ts';

export const virtioRow: Check<'driver'> = {
  code: 'MK-21',
  aliases: [],
  title: 'a virtio row without device id, or with vendor 0',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'driver',
  reads: 'run',
  run,
  doc: {
    why: 'The walk over a virtio table ends at `device == 0`, so a row with it hides itself and all that follow. The vendor is compared unless it is `VIRTIO_DEV_ANY_ID`; a field that C leaves out is 0, a vendor that no transport gives. Rows are written `{ VIRTIO_ID_NET, VIRTIO_DEV_ANY_ID }`.',
    source: [
      'drivers/virtio/virtio.c:virtio_dev_match, virtio_id_match',
      'include/linux/mod_devicetable.h:VIRTIO_DEV_ANY_ID',
      'domain rule MK-21',
    ],
    firing: `driver virtio_net on virtio { id_table { { device = 1; vendor = 0; } } }
`,
    corrected: `driver virtio_net on virtio { id_table { { device = 1; } } }
`,
  },
};

function* run({ driver, declared, result }: DriverSubject, model: RootModel): Iterable<Report> {
  const isMatching = (result?.matches.length ?? 0) > 0;
  for (const table of driverTables(driver, declared, model).filter((it) => isVirtio(it.table))) {
    for (const row of table.rows) {
      if (row.fields.device === 0) yield ending(table, row);
      else if (row.fields.vendor === 0 && !isMatching) yield unlikely(table, row);
    }
  }
}

/** What MK-2 would say of any other bus. */
export function isVirtio({ struct }: MatchTable): boolean {
  return struct === 'virtio_device_id';
}

function ending(table: DriverTable, row: Row): Report {
  const place = placeOfRow(table, row);
  const hidden = table.rows.length - row.number;
  return {
    message: `device id 0 ends the table${hidden === 0 ? '' : `: the kernel never looks at the ${hidden} ${hidden === 1 ? 'row' : 'rows'} after it`}`,
    place,
    fixes: () => [{ title: 'Delete this row', edits: [{ act: 'delete', place }] }],
  };
}

function unlikely(table: DriverTable, row: Row): Report {
  const written = factOfRow(table, row, 'vendor');
  const place = written ? { item: written.item, site: written.fact.site } : placeOfRow(table, row);
  const fix: Fix = {
    title: 'Take any vendor',
    edits: [{ act: 'delete', place }],
    preferred: true,
  };
  return {
    message: '`vendor` is compared, and no transport gives 0: VIRTIO_DEV_ANY_ID is what rows say',
    place,
    fixes: () => (written ? [fix] : []),
  };
}
