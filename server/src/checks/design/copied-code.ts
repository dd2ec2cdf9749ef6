// SD-62: a driver that does by itself what a library does for its likes. Jason Gunthorpe, 18 Jan 2021.
import type { RootModel } from '../../db/model.ts';
import { moduleId } from '../../link/ids.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { readTogether } from '../watched-model.ts';
import { dependsOn } from './module-depends.ts';

export const copiedCode: Check<'driver'> = {
  code: 'SD-62',
  aliases: ['SD-23'],
  title: 'a driver beside the library that its likes use',
  levels: { relaxed: 'off', strict: 'hint', stricter: 'warning' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: '“The hw driver pulls in functions from the subsystem using a combination of callbacks and library-style calls so there is no code duplication.” vfio_pci.c became the library vfio_pci_core with thin drivers for each vendor (“it is a bit misleading because it doesn’t show the rename”). Where two other modules give the same class its devices through a common library, a third that does not depend on it copies the code, or the description forgets the dependency. Which functions are copied a description cannot say; that the library is not used it can.',
    source: [
      'Jason Gunthorpe, 13 Feb 2020 and 18 Jan 2021',
      'drivers/vfio/pci/vfio_pci_core.c',
      'domain rules SD-23, SD-62, HX-5',
    ],
    firing: `module part_core { loaded; }
module acme_part { depends = part_core; }
module other_part { depends = part_core; }
module third_part { depends = vfio; }
driver acme_part on pci { id_table { { vendor = 0x1234; device = 1; override_only; } } probe { registers vfio; } }
driver other_part on pci { id_table { { vendor = 0x5678; device = 1; override_only; } } probe { registers vfio; } }
driver third_part on pci { id_table { { vendor = 0x9abc; device = 1; override_only; } } probe { registers vfio; } }
`,
    corrected: `module part_core { loaded; }
module acme_part { depends = part_core; }
module other_part { depends = part_core; }
module third_part { depends = part_core; }
driver acme_part on pci { id_table { { vendor = 0x1234; device = 1; override_only; } } probe { registers vfio; } }
driver other_part on pci { id_table { { vendor = 0x5678; device = 1; override_only; } } probe { registers vfio; } }
driver third_part on pci { id_table { { vendor = 0x9abc; device = 1; override_only; } } probe { registers vfio; } }
`,
  },
};

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  // Only a module that says what it depends on can be known to leave something out.
  const own = model.declarationAs('module', moduleId(driver.module));
  const depends = own?.decl.facts.find((it) => it.name.text === 'depends');
  if (!own || own.library || !depends) return;
  const classes = new Set(driver.probe.flatMap((step) => (step.kind === 'registers' ? [step.of] : [])));
  for (const name of classes) {
    const library = libraryOf(driver.bus, name, model);
    if (library === undefined || library === driver.module) continue;
    if (dependsOn(driver.module, library, model)) continue;
    const last = depends.values.at(-1);
    yield {
      message: `other drivers of \`${driver.bus}\` register with \`${name}\` through \`${library}\`; \`${driver.module}\` does not depend on it: is its code copied?`,
      place: { item: declared.item, site: declared.decl.name.site },
      fixes: () =>
        last
          ? [
              {
                title: `Depend on \`${library}\``,
                edits: [
                  {
                    act: 'replace',
                    place: { item: own.item, site: last.site },
                    text: `${last.text}, ${library}`,
                  },
                ],
              },
            ]
          : [],
    };
  }
}

/** `BUS CLASS` → the library, for each pair that was asked for. */
const libraries = new WeakMap<RootModel, Map<string, string | undefined>>();

/** A module without drivers on which the modules of two drivers of the class depend themselves, and which is not the class's own. */
function libraryOf(bus: string, name: string, model: RootModel): string | undefined {
  const known = libraries.get(model) ?? new Map<string, string | undefined>();
  libraries.set(model, known);
  const key = `${bus} ${name}`;
  return readTogether(model, libraries, () => {
    if (!known.has(key)) known.set(key, findLibrary(bus, name, model));
    return known.get(key);
  });
}

function findLibrary(bus: string, name: string, model: RootModel): string | undefined {
  const users = new Map<string, Set<string>>();
  for (const { module, probe } of model.driversOn(bus)) {
    if (!probe.some((step) => step.kind === 'registers' && step.of === name)) continue;
    for (const needed of model.topology.modules.get(module)?.depends ?? []) {
      users.set(needed, (users.get(needed) ?? new Set()).add(module));
    }
  }
  const holdsDriver = new Set(model.topology.drivers.map((it) => it.module));
  return [...users].find(
    ([library, modules]) =>
      modules.size > 1 && library !== name && !holdsDriver.has(library) && isDeclared(library, model),
  )?.[0];
}

function isDeclared(module: string, model: RootModel): boolean {
  return model.declarationAs('module', moduleId(module)) !== undefined;
}
