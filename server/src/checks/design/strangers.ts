// SD-57: an auxiliary device and a driver that share nothing. Jason Gunthorpe, 18 Jan 2021.
import type { RootModel } from '../../db/model.ts';
import type { Driver } from '../../driver-core/topology.ts';
import { auxiliaryIds } from '../auxiliary/auxiliary-names.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { usesOf } from '../driver-bodies.ts';
import { type BusMaker, makersOf, vendorPrefix } from './bus-users.ts';
import { dependsOn, moduleOf } from './module-depends.ts';

const AUXILIARY = 'auxiliary';

export const strangers: Check<'driver'> = {
  code: 'SD-57',
  aliases: [],
  title: 'an auxiliary device between strangers',
  levels: { relaxed: 'off', strict: 'hint', stricter: 'warning' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: 'The auxiliary bus “is for connecting two parts of the same driver that reside in different modules/subsystems”. The two sides share a header: the structure that contains the device, the operations in it, or functions that the creating module exports. A driver that uses nothing of the creator, from a module that does not depend on it and bears another vendor’s name, has no part in that device: its contract is missing from the description, or it is on the wrong bus. Say what the device carries (`offers`) where it is created, and what the driver uses.',
    source: [
      'Jason Gunthorpe to Cornelia Huck, 18 Jan 2021',
      'Documentation/driver-api/auxiliary_bus.rst',
      'domain rules SD-57, SD-61',
    ],
    firing: `driver acme on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary acme.part { id = ida; } }
}
driver other on auxiliary { id_table acme.part; probe { registers net; } }
`,
    corrected: `contract part_ops { int part_command(struct part *p); }
driver acme on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary acme.part { offers part_ops; id = ida; } }
}
driver other on auxiliary { id_table acme.part; uses part_command; probe { registers net; } }
`,
  },
};

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  // Of a driver that does not say what it does, nothing is known.
  if (driver.bus !== AUXILIARY || driver.probe.length === 0 || usesOf(declared, model).length > 0) return;
  for (const { text, place } of auxiliaryIds(declared, model)) {
    const makers = makersOf(AUXILIARY, model).filter(({ made }) => made.step.name?.text === text);
    const [maker] = makers;
    if (!maker || !makers.every((it) => areStrangers(driver, it, model))) continue;
    yield {
      message: `\`${driver.name}\` and \`${maker.by.decl.name.text}\`, which creates \`${text}\`, share no contract: the auxiliary bus connects parts of one driver`,
      place,
      related: [
        { place: { item: maker.made.item, site: maker.made.step.site }, message: 'it is created here' },
      ],
    };
  }
}

function areStrangers(driver: Driver, { by, made }: BusMaker, model: RootModel): boolean {
  const module = moduleOf(by, model);
  return (
    made.step.offers.length === 0 &&
    module !== driver.module &&
    vendorPrefix(module) !== vendorPrefix(driver.module) &&
    !dependsOn(driver.module, module, model)
  );
}
