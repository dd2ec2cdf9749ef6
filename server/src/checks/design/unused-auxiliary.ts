// SD-61: an auxiliary device that no driver wants. Jason Gunthorpe, 18 Jan 2021.
import type { RootModel } from '../../db/model.ts';
import { isMisspelt } from '../auxiliary/auxiliary-names.ts';
import type { Check, Report } from '../check.ts';
import { madeBy, makersOfDevices } from '../made-here.ts';
import { driversFor } from './auxiliary-users.ts';

const AUXILIARY = 'auxiliary';

export const unusedAuxiliary: Check<'root'> = {
  code: 'SD-61',
  aliases: [],
  title: 'an auxiliary device that nobody uses',
  levels: { relaxed: 'off', strict: 'hint', stricter: 'warning' },
  on: 'root',
  reads: 'declarations',
  run,
  doc: {
    why: '“Can you maybe create an auxiliary device unconditionally and contain all hardware-specific things inside a driver for it?” — “The goal is to make a vfio device, auxiliary bus is only in the picture because a VF device under vfio needs to interact with the PF.” An auxiliary device is there for a driver in another module or subsystem that needs the creator; without one it is an object with a life cycle to get wrong. A description may stop before the other driver, so relaxed severity says nothing.',
    source: ['Jason Gunthorpe to Cornelia Huck, 18 Jan 2021', 'domain rules SD-57, SD-61'],
    firing: `driver acme on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary acme.diag { id = ida; } }
}
`,
    corrected: `driver acme on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary acme.diag { id = ida; } }
}
driver acme_diag on auxiliary { id_table acme.diag; }
`,
  },
};

function* run(_root: RootModel, model: RootModel): Iterable<Report> {
  for (const maker of makersOfDevices(model)) {
    if (maker.library) continue;
    for (const { step, item, flavour } of madeBy(maker, model)) {
      // What a user asks for and gets no driver for is SD-43.
      if (flavour) continue;
      const name = step.kind === 'creates' && step.of.text === AUXILIARY ? step.name : undefined;
      if (!name || name.text.includes('{') || isWanted(name.text, model)) continue;
      if (isMisspelt(name.text, model)) continue;
      yield {
        message: `no driver lists \`${name.text}\`: what is this auxiliary device for?`,
        place: { item, site: name.site },
        about: maker.id,
      };
    }
  }
}

function isWanted(name: string, model: RootModel): boolean {
  if (driversFor(name, model).length > 0) return true;
  return (model.topology.installed?.lookup(`auxiliary:${name}`).length ?? 0) > 0;
}
