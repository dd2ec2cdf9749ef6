// MK-76: device_link_add() refuses a link against the direction of an older dependency. Kernel: drivers/base/core.c:device_is_dependent.
import type { RootModel } from '../../db/model.ts';
import type { Id, Supplier } from '../../driver-core/topology.ts';
import type { Place } from '../../link/place.ts';
import type { Check, DeviceSubject, Report } from '../check.ts';
import { factNamed } from '../made-here.ts';
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
  // Late links are not among the device's suppliers.
  const decls = declared.decl.suppliers.filter((it) => !factNamed(it.facts, 'after_bind'));
  for (const [index, link] of device.suppliers.entries()) {
    const decl = decls[index];
    if (!decl || !orders(link)) continue;
    const place = { item: declared.item, site: decl.supplier.site };
    const way = dependency(link.supplier, id, model);
    if (!way?.consumers.every((it) => isBefore(it, place, model))) continue;
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
  /** Those whose links the way is made of; none if it is made of parents alone. */
  readonly consumers: readonly Id[];
}

/** How one device depends on another by parents and by the links that drivers made; nothing if it does not. */
function dependency(from: Id, on: Id, model: RootModel): Dependency | undefined {
  const seen = new Set<Id>();
  const ways: { readonly id: Id; readonly consumers: readonly Id[] }[] = [{ id: from, consumers: [] }];
  for (let way = ways.pop(); way; way = ways.pop()) {
    const { id, consumers } = way;
    if (id === on) return { how: howOf(from, on, consumers, model), consumers };
    if (seen.has(id)) continue;
    seen.add(id);
    const device = model.device(id);
    for (const link of device?.suppliers.filter(orders) ?? [])
      ways.push({ id: link.supplier, consumers: [...consumers, id] });
    if (device?.parent !== undefined) ways.push({ id: device.parent, consumers });
  }
  return undefined;
}

function howOf(from: Id, on: Id, consumers: readonly Id[], model: RootModel): string {
  if (consumers.length === 0) return model.device(from)?.parent === on ? 'is a child of' : 'is below';
  return consumers.length === 1 && consumers[0] === from ? 'consumes from' : 'consumes, over others, from';
}

/** Of links against each other the kernel refuses the one that comes last. */
function isBefore(consumer: Id, place: Place, model: RootModel): boolean {
  const other = model.placeOf(consumer);
  return other === undefined || !standsBefore(place, other, model);
}
