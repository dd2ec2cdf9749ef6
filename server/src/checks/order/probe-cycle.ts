// MK-75: devices that wait for each other and none of which can bind first. Kernel: drivers/base/dd.c, domain rule LC-31.
import type { RootModel } from '../../db/model.ts';
import type { Id } from '../../driver-core/topology.ts';
import type { Place } from '../../link/place.ts';
import type { Check, DeviceSubject, Report } from '../check.ts';
import { standsBefore } from './text-order.ts';

export const probeCycle: Check<'device'> = {
  code: 'MK-75',
  aliases: [],
  title: 'devices that wait for each other',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'device',
  reads: 'run',
  run,
  doc: {
    why: 'A device whose probe returns -EPROBE_DEFER is tried again whenever another device binds. If each of a set of devices waits for another of the set, no bind ever comes: all of them stay in `/sys/kernel/debug/devices_deferred` for good. One of them has to come up without the other (an optional resource, or one that is attached later).',
    source: ['drivers/base/dd.c:deferred_probe_work_func', 'domain rules LC-28, LC-31, MK-75'],
    firing: `kernel 6.12 { fw_devlink = off; }
driver pmic on platform { of_match_table "acme,pmic"; probe { needs clock; registers regulator; } }
driver clkgen on platform { of_match_table "acme,clkgen"; probe { needs regulator; registers clock; } }
device pmic0 on platform { compatible = "acme,pmic"; supplier clk0 as clock; }
device clk0 on platform { compatible = "acme,clkgen"; supplier pmic0 as regulator; }
`,
    corrected: `kernel 6.12 { fw_devlink = off; }
driver pmic on platform { of_match_table "acme,pmic"; probe { registers regulator; } }
driver clkgen on platform { of_match_table "acme,clkgen"; probe { needs regulator; registers clock; } }
device pmic0 on platform { compatible = "acme,pmic"; }
device clk0 on platform { compatible = "acme,clkgen"; supplier pmic0 as regulator; }
`,
  },
};

function* run({ id, result, declared }: DeviceSubject, model: RootModel): Iterable<Report> {
  if (!declared || result.state !== 'deferred') return;
  const cycle = cycleThrough(id, model);
  const place = { item: declared.item, site: declared.decl.name.site };
  // Each cycle is told once, at its first device in the text.
  if (!cycle || cycle.some((member) => isBefore(member, place, model))) return;
  const names = [...cycle, id].map((member) => model.spelling(member));
  yield {
    message: `waits for itself: ${names.join(' → ')}; none of them can bind first`,
    place,
    related: cycle.slice(1).flatMap((member) => {
      const place = model.placeOf(member);
      return place ? [{ place, message: `\`${model.spelling(member)}\` waits too` }] : [];
    }),
  };
}

function isBefore(member: Id, place: Place, model: RootModel): boolean {
  const other = model.placeOf(member);
  return other !== undefined && standsBefore(other, place, model);
}

/** The shortest way from a device along suppliers that are deferred themselves and back; the device comes first. */
function cycleThrough(id: Id, model: RootModel): readonly Id[] | undefined {
  const cameFrom = new Map<Id, Id>();
  const queue: Id[] = [id];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (const { supplier } of model.device(next)?.suppliers ?? []) {
      if (supplier === id) return wayBack(next, cameFrom);
      if (cameFrom.has(supplier) || model.run.devices.get(supplier)?.state !== 'deferred') continue;
      cameFrom.set(supplier, next);
      queue.push(supplier);
    }
  }
  return undefined;
}

function wayBack(last: Id, cameFrom: ReadonlyMap<Id, Id>): readonly Id[] {
  const way = [last];
  for (let at = cameFrom.get(last); at !== undefined; at = cameFrom.get(at)) way.unshift(at);
  return way;
}
