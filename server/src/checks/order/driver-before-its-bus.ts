// MK-85: an initcall level at which the bus is not registered yet. Kernel: drivers/base/driver.c:driver_register (LC-4).
import type { RootModel } from '../../db/model.ts';
import { moduleId } from '../../link/ids.ts';
import { initcallLevel, isBuiltin } from '../../link/initcall.ts';
import type { Place } from '../../link/place.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { factNamed } from '../made-here.ts';

export const driverBeforeItsBus: Check<'driver'> = {
  code: 'MK-85',
  aliases: [],
  title: 'a driver registered before its bus',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: '`driver_register()` on a bus that is not registered returns -EINVAL (“Driver was unable to register with bus_type because the bus was not initialized”). Built-in code runs level by level, `core_initcall` to `late_initcall`, and within a level in link order; a driver has to come after its bus. Drivers in modules come after all of them.',
    source: [
      'drivers/base/driver.c:driver_register',
      'include/linux/init.h: initcall levels',
      'domain rules LC-4, MK-85',
    ],
    firing: `module early_gpio { builtin; initcall = arch; }
driver early_gpio on widget { id_table gpio; }
bus widget {
    initcall = subsys;
    device struct widget { offers widget_ops; char kind[16]; name = "widget{n}"; modalias = "widget:{kind}"; dma = none; }
    driver struct widget_driver { requires probe; }
    id_table struct widget_id { char kind[16]; end kind; }
    pm = forwards;
}
contract widget_ops { int spin(struct widget *w); }
`,
    corrected: `module early_gpio { builtin; initcall = device; }
driver early_gpio on widget { id_table gpio; }
bus widget {
    initcall = subsys;
    device struct widget { offers widget_ops; char kind[16]; name = "widget{n}"; modalias = "widget:{kind}"; dma = none; }
    driver struct widget_driver { requires probe; }
    id_table struct widget_id { char kind[16]; end kind; }
    pm = forwards;
}
contract widget_ops { int spin(struct widget *w); }
`,
  },
};

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  const { buses, kernel, modules } = model.topology;
  const ofBus = buses.get(driver.bus)?.initcall;
  if (ofBus === undefined || !isBuiltin(driver, modules.get(driver.module), kernel)) return;
  const said = initcallOf(driver.module, model);
  if (said === undefined || initcallLevel(said.text) >= initcallLevel(ofBus)) return;
  const later = initcallLevel(ofBus) < initcallLevel('device') ? 'device' : 'late';
  yield {
    message: `\`${driver.name}\` registers at ${said.text}, \`${driver.bus}\` only at ${ofBus}: driver_register() returns -EINVAL`,
    place: { item: declared.item, site: declared.decl.name.site },
    related: [{ place: said.place, message: 'the level of the driver' }],
    fixes: () => [
      {
        title: `Register it at ${later}`,
        edits: [{ act: 'replace', place: said.place, text: later }],
        preferred: true,
      },
    ],
  };
}

/** A module that does not say is at `device`, where nearly all drivers are. */
function initcallOf(
  module: string,
  model: RootModel,
): { readonly text: string; readonly place: Place } | undefined {
  const id = moduleId(module);
  const declared = model.declarationAs('module', id);
  const bodies = [
    ...(declared ? [{ decl: declared.decl, item: declared.item }] : []),
    ...model.extensions('module', id).map(({ adds, item }) => ({ decl: adds, item })),
  ];
  for (const { decl, item } of bodies) {
    const value = factNamed(decl.facts, 'initcall')?.values[0];
    if (value) return { text: value.text, place: { item, site: value.site } };
  }
  return undefined;
}
