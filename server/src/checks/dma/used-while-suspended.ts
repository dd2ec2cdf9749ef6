// MK-112: a device that is used while it may be suspended. Kernel: drivers/base/power/main.c:dpm_suspend (LC-54, LC-55).
import type { RootModel } from '../../db/model.ts';
import type { UsesDecl } from '../../declare/declarations.ts';
import type { Driver } from '../../driver-core/topology.ts';
import type { Fix } from '../../link/fix.ts';
import type { ItemKey } from '../../link/place.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { usesOf } from '../driver-bodies.ts';
import { createsFor, driverOfUse } from '../order/made-for-driver.ts';

export const usedWhileSuspended: Check<'driver'> = {
  code: 'MK-112',
  aliases: [],
  title: 'a consumer that may run while its supplier is suspended',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: 'Devices suspend in the reverse order of their registration, many of them at the same time; only children and the consumers of device links are sure to go before the device itself. A notifier or a reference keeps the other driver bound, it does not keep its device awake: the consumer’s suspend may find registers that read all ones. A device link orders suspend and resume, also those that run asynchronously.',
    source: [
      'drivers/base/power/main.c:dpm_wait_for_subordinate',
      'Documentation/driver-api/device_link.rst',
      'domain rules LC-54, LC-55, MK-112',
    ],
    firing: `driver pmu on platform { of_match_table "acme,pmu"; pm = suspend, resume; }
driver isp on platform {
    of_match_table "acme,isp";
    pm = suspend, resume;
    uses acme_pmu_write of driver pmu while bound protected by reference;
}
`,
    corrected: `driver pmu on platform { of_match_table "acme,pmu"; pm = suspend, resume; }
driver isp on platform {
    of_match_table "acme,isp";
    pm = suspend, resume;
    uses acme_pmu_write of driver pmu while bound protected by link;
}
`,
  },
};

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  if (!suspends(driver)) return;
  for (const { use, item } of usesOf(declared, model)) {
    const supplier = driverOfUse(use, model);
    if (!supplier || !suspends(supplier) || isOrdered(use, driver, supplier, model)) continue;
    yield {
      message: `nothing orders the suspend of \`${driver.name}\` and \`${supplier.name}\`: ${use.names.map((it) => `\`${it.text}\``).join(', ')} may be called when the supplier sleeps`,
      place: { item, site: use.site },
      fixes: () => byLink(use, item),
    };
  }
}

function suspends({ pm }: Driver): boolean {
  return pm.includes('suspend') || pm.includes('runtime_suspend');
}

/** By a link, or as a child of the other; or not used any more. */
function isOrdered(use: UsesDecl, driver: Driver, supplier: Driver, model: RootModel): boolean {
  if (use.while?.text === 'probe' || driver.id === supplier.id) return true;
  if (['link', 'auxiliary'].includes(use.protectedBy?.text ?? '')) return true;
  return createsFor(supplier, driver, model);
}

/** Without any protection SD-59 offers it. */
function byLink({ protectedBy }: UsesDecl, item: ItemKey): readonly Fix[] {
  if (!protectedBy) return [];
  const place = { item, site: protectedBy.site };
  return [{ title: 'Say that a device link protects it', edits: [{ act: 'replace', place, text: 'link' }] }];
}
