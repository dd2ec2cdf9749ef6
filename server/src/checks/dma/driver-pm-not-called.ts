// MK-110: callbacks of power management that the bus keeps from the driver. Kernel: drivers/base/power/main.c (LC-56).
import type { RootModel } from '../../db/model.ts';
import type { BusType } from '../../driver-core/topology.ts';
import type { Fix } from '../../link/fix.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { driverBodies } from '../driver-bodies.ts';
import { factNamed } from '../made-here.ts';

export const driverPmNotCalled: Check<'driver'> = {
  code: 'MK-110',
  aliases: [],
  title: 'bus pm that does not reach the driver',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: 'For each phase the PM core takes the callback of the PM domain, the device type, the class or the bus, and looks at the driver’s `dev_pm_ops` only if none of them has one. A bus with `pm` of its own therefore hides its drivers’ callbacks unless it calls them: `pm_generic_suspend()` and its like, `pm = forwards;`. The driver’s suspend is compiled, reviewed, and never called.',
    source: [
      'drivers/base/power/main.c:device_suspend',
      'drivers/base/power/runtime.c:__rpm_get_callback',
      'domain rules LC-56, MK-110',
    ],
    firing: `contract npu_api { int npu_reset(struct npu *npu); }
bus npu {
    device struct npu { offers npu_api; u32 id; name = "npu{id}"; modalias = "npu:{id}"; dma = none; }
    driver struct npu_driver { requires probe; }
    match { any; }
    pm = own;
}
driver acme_npu on npu { aliases = "npu:1"; uses npu_reset; pm = suspend, resume; }
`,
    corrected: `contract npu_api { int npu_reset(struct npu *npu); }
bus npu {
    device struct npu { offers npu_api; u32 id; name = "npu{id}"; modalias = "npu:{id}"; dma = none; }
    driver struct npu_driver { requires probe; }
    match { any; }
    pm = forwards;
}
driver acme_npu on npu { aliases = "npu:1"; uses npu_reset; pm = suspend, resume; }
`,
  },
};

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  const bus = model.topology.buses.get(driver.bus);
  if (bus?.pm !== 'own') return;
  const hidden = driver.pm.filter((phase) => !isOfBus(bus, phase));
  if (hidden.length === 0) return;
  for (const { decl, item } of driverBodies(declared, model)) {
    const fact = factNamed(decl.facts, 'pm');
    if (!fact) continue;
    yield {
      message: `the PM core calls \`${bus.name}\`'s own pm, which does not forward: nobody calls ${hidden.join(', ')} of \`${driver.name}\``,
      place: { item, site: fact.site },
      fixes: () => forward(bus, model),
    };
  }
}

/** A callback of the bus's own driver struct, which the bus's pm knows. */
function isOfBus(bus: BusType, phase: string): boolean {
  return bus.drivers.some((it) => [...it.requires, ...it.allows].some(({ value }) => value === phase));
}

function forward(bus: BusType, model: RootModel): readonly Fix[] {
  const declared = model.declarationAs('bus', bus.id);
  const said = declared && factNamed(declared.decl.facts, 'pm')?.values[0];
  if (!declared || declared.library || !said) return [];
  const place = { item: declared.item, site: said.site };
  return [
    {
      title: `Let \`${bus.name}\` forward to its drivers`,
      edits: [{ act: 'replace', place, text: 'forwards' }],
      preferred: true,
    },
  ];
}
