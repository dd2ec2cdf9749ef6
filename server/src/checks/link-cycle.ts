// MK-76: device_link_add() refuses a link against the direction of an older dependency. Kernel: drivers/base/core.c:device_is_dependent.
import type { RootModel } from '../db/model.ts';
import type { Id, Supplier } from '../driver-core/topology.ts';
import type { Place } from '../link/place.ts';
import type { Check, DeviceSubject, Report } from './check.ts';
import { standsBefore } from './text-order.ts';

export const linkCycle: Check<'device'> = {
  code: 'MK-76',
  aliases: [],
  title: 'a device link against an older dependency',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'device',
  reads: 'declarations',
  run,
  doc: {
    why: 'A device depends on its parent and on its suppliers. `device_link_add()` walks these dependencies from the supplier and returns NULL when it meets the consumer: the supplier is a child of the consumer, or consumes from it already. Only a SYNC_STATE_ONLY link may close a circle.',
    source: [
      'drivers/base/core.c:device_link_add',
      'drivers/base/core.c:device_is_dependent',
      'domain rules LC-32, MK-76',
    ],
    firing: `device soc on platform {
    supplier clk as clock { flags = AUTOREMOVE_CONSUMER; }
    device clk on platform;
}
`,
    corrected: `device soc on platform {
    device clk on platform;
    device uart on platform { supplier clk as clock { flags = AUTOREMOVE_CONSUMER; } }
}
`,
  },
};

function* run({ id, device, declared }: DeviceSubject, model: RootModel): Iterable<Report> {
  if (!device || !declared) return;
  for (const [index, link] of device.suppliers.entries()) {
    const decl = declared.decl.suppliers[index];
    if (!decl || !orders(link)) continue;
    const place = { item: declared.item, site: decl.supplier.site };
    const way = dependency(link.supplier, id, model);
    if (!way || (way.closing !== undefined && !isLast(way.closing, place, model))) continue;
    yield {
      message: `device_link_add() returns NULL: \`${model.spelling(link.supplier)}\` ${way.how} \`${model.spelling(id)}\``,
      place,
      fixes: () => [
        {
          title: 'Delete the link',
          edits: [{ act: 'delete', place: { item: declared.item, site: decl.site } }],
        },
      ],
    };
  }
}

/** A link that a driver makes, and that orders more than sync_state. */
function orders({ flags }: Supplier): boolean {
  return flags !== undefined && !flags.includes('SYNC_STATE_ONLY');
}

interface Dependency {
  readonly how: string;
  /** The consumer whose link closes the way; nothing if the way is made of parents alone. */
  readonly closing?: Id;
}

/** How one device depends on another by parents and by the links that drivers made; nothing if it does not. */
function dependency(from: Id, on: Id, model: RootModel): Dependency | undefined {
  const seen = new Set<Id>();
  const ways: { readonly id: Id; readonly way: Dependency | undefined }[] = [{ id: from, way: undefined }];
  for (let next = ways.pop(); next; next = ways.pop()) {
    if (seen.has(next.id)) continue;
    seen.add(next.id);
    const { id, way } = next;
    const device = model.device(id);
    if (device?.parent === on) return way ?? { how: id === from ? 'is a child of' : 'is below' };
    if (device?.parent !== undefined) ways.push({ id: device.parent, way });
    for (const link of device?.suppliers.filter(orders) ?? []) {
      if (link.supplier === on) return { how: id === from ? 'consumes from' : OVER_OTHERS, closing: id };
      ways.push({ id: link.supplier, way: { how: OVER_OTHERS, closing: id } });
    }
  }
  return undefined;
}

const OVER_OTHERS = 'consumes, over others, from';

/** Of links against each other the kernel refuses the one that comes last. */
function isLast(closing: Id, place: Place, model: RootModel): boolean {
  const other = model.placeOf(closing);
  return other === undefined || !standsBefore(place, other, model);
}
