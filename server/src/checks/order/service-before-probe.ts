// MK-88: a probe relies on what another driver's probe sets up, and nothing waits for it. LC-12, LC-28.
import type { RootModel } from '../../db/model.ts';
import type { UsesDecl } from '../../declare/declarations.ts';
import type { Driver } from '../../driver-core/topology.ts';
import type { Fix } from '../../link/fix.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { usesOf } from '../driver-bodies.ts';
import { probeSteps } from '../probe-steps.ts';
import { createsFor, driverOfUse } from './made-for-driver.ts';

export const serviceBeforeProbe: Check<'driver'> = {
  code: 'MK-88',
  aliases: [],
  title: 'a service that another probe sets up, and nothing waits for it',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: 'A function of another driver that works on a global pointer works only once that driver’s probe has set the pointer. The module dependency loads its code first, but its probe may run later, be deferred, or never run. The function returns -EPROBE_DEFER as long as there is nothing behind it, and the caller passes that on: `needs driver NAME;`. A managed device link does it too: the consumer is not probed before its supplier is bound.',
    source: ['drivers/base/dd.c:__driver_probe_device', 'domain rules LC-28, LC-34, MK-88'],
    firing: `driver pmu on platform { of_match_table "acme,pmu"; }
driver isp on platform {
    of_match_table "acme,isp";
    uses acme_pmu_write of driver pmu while probe;
}
`,
    corrected: `driver pmu on platform { of_match_table "acme,pmu"; }
driver isp on platform {
    of_match_table "acme,isp";
    uses acme_pmu_write of driver pmu while probe;
    probe { needs driver pmu; }
}
`,
  },
};

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  for (const { use, item } of usesOf(declared, model)) {
    const supplier = driverOfUse(use, model);
    if (use.while?.text !== 'probe' || !supplier || isOrdered(driver, use, supplier, model)) continue;
    yield {
      message: `${use.names.map((it) => `\`${it.text}\``).join(', ')} of \`${supplier.name}\` in probe: nothing makes sure that \`${supplier.name}\` is bound by then`,
      place: { item, site: use.site },
      fixes: () => waitFor(declared, use, model),
    };
  }
}

/** Something brings the consumer's probe behind that of the supplier, or MK-83 tells what is wrong. */
function isOrdered(driver: Driver, use: UsesDecl, supplier: Driver, model: RootModel): boolean {
  if (use.protectedBy?.text === 'link' || supplier.id === driver.id) return true;
  const waits = driver.probe.some((it) => it.kind === 'needs' && it.driver === supplier.id);
  return waits || createsFor(supplier, driver, model) || createsFor(driver, supplier, model);
}

function waitFor(
  declared: DriverSubject['declared'],
  use: Pick<UsesDecl, 'of'>,
  model: RootModel,
): readonly Fix[] {
  const ref = use.of?.driver?.parts.map((it) => it.text).join('/') ?? '';
  const [first] = probeSteps(declared, model);
  const text = `needs driver ${ref};`;
  const title = `Wait for it: \`${text}\``;
  if (first) {
    const place = { item: first.item, site: first.step.site };
    return [{ title, edits: [{ act: 'insert-before', place, text }], preferred: true }];
  }
  if (declared.decl.probe !== undefined) return [];
  const place = { item: declared.item, site: declared.decl.name.site };
  return [{ title, edits: [{ act: 'insert-inside', place, text: `probe { ${text} }` }], preferred: true }];
}
