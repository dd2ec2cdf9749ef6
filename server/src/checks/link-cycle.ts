// MK-76: device_link_add() refuses a link against the direction of an older dependency. Kernel: drivers/base/core.c:device_is_dependent.
import type { RootModel } from '../db/model.ts';
import type { Id } from '../driver-core/topology.ts';
import type { Check, DeviceSubject, Report } from './check.ts';

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
    if (!link.flags || link.flags.includes('SYNC_STATE_ONLY')) continue;
    const why = dependsOn(link.supplier, id, model);
    const decl = declared.decl.suppliers[index];
    if (why === undefined || !decl) continue;
    yield {
      message: `device_link_add() returns NULL: \`${model.spelling(link.supplier)}\` ${why} \`${model.spelling(id)}\``,
      place: { item: declared.item, site: decl.supplier.site },
      fixes: () => [
        {
          title: 'Delete the link',
          edits: [{ act: 'delete', place: { item: declared.item, site: decl.site } }],
        },
      ],
    };
  }
}

/** How one device depends on another by parents and by the links that drivers made; nothing if it does not. */
function dependsOn(from: Id, on: Id, model: RootModel): string | undefined {
  const seen = new Set<Id>();
  const ways = [{ id: from, why: 'is' }];
  for (let way = ways.pop(); way; way = ways.pop()) {
    if (seen.has(way.id)) continue;
    seen.add(way.id);
    const device = model.device(way.id);
    if (device?.parent === on) return way.why === 'is' ? 'is a child of' : way.why;
    if (device?.parent !== undefined)
      ways.push({ id: device.parent, why: way.why === 'is' ? 'is below' : way.why });
    for (const link of device?.suppliers ?? []) {
      if (!link.flags || link.flags.includes('SYNC_STATE_ONLY')) continue;
      if (link.supplier === on) return 'consumes from';
      ways.push({ id: link.supplier, why: 'consumes, over others, from' });
    }
  }
  return undefined;
}
