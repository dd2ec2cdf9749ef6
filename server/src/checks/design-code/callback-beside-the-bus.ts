// MK-128: a callback in struct device_driver although the bus has its own. Kernel: drivers/base/driver.c:driver_register.
import type { RootModel } from '../../db/model.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { driverBodies } from '../driver-bodies.ts';
import { factNamed } from '../made-here.ts';

/** Those that driver_register() compares. */
const COMPARED: ReadonlySet<string> = new Set(['probe', 'remove', 'shutdown']);

export const callbackBesideTheBus: Check<'driver'> = {
  code: 'MK-128',
  aliases: [],
  title: 'probe set in the bus and in the driver',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: "A bus with driver callbacks of its own (`int (*probe)(struct foo_device *)` in `struct foo_driver`) calls them from its bus_type method. `really_probe()` calls `bus->probe` if there is one and looks at `drv->probe` only if not, so a callback that is set in the embedded `struct device_driver` is never called. driver_register() says so: “Driver 'x' needs updating - please use bus_type methods”.",
    source: [
      'drivers/base/driver.c:driver_register',
      'drivers/base/dd.c:call_driver_probe',
      'domain rule MK-128',
    ],
    firing: `driver acme on pci { id_table { { vendor = 0x1234; device = 0x0001; } } device_driver = probe; }
`,
    corrected: `driver acme on pci { id_table { { vendor = 0x1234; device = 0x0001; } } }
`,
  },
};

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  const structs = model.topology.buses.get(driver.bus)?.drivers ?? [];
  const ofBus = new Set(structs.flatMap((it) => [...it.requires, ...it.allows].map(({ value }) => value)));
  for (const { decl, item } of driverBodies(declared, model)) {
    const fact = factNamed(decl.facts, 'device_driver');
    for (const callback of fact?.values ?? []) {
      if (!fact || !COMPARED.has(callback.text) || !ofBus.has(callback.text)) continue;
      const rest = fact.values.filter((it) => it !== callback).map((it) => it.text);
      const place = { item, site: fact.site };
      yield {
        message: `nobody calls ${callback.text}() of the struct device_driver: \`${driver.bus}\` has a method for it, which calls that of its own driver struct`,
        place: { item, site: callback.site },
        fixes: () => [
          {
            title: 'Use the callback of the bus',
            edits: [
              rest.length === 0
                ? { act: 'delete', place }
                : { act: 'replace', place, text: `device_driver = ${rest.join(', ')};` },
            ],
            preferred: true,
          },
        ],
      };
    }
  }
}
