// SD-11: one contract made of those of two subsystems. Jason Gunthorpe, 8 Nov 2019.
import type { RootModel } from '../../db/model.ts';
import type { Check, ContractSubject, Report } from '../check.ts';
import { ownersOf } from './contract-owners.ts';
import { closureOf } from './offered-functions.ts';

export const twoAreas: Check<'contract'> = {
  code: 'SD-11',
  aliases: [],
  title: 'a contract that covers two areas',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'contract',
  reads: 'declarations',
  run,
  doc: {
    why: 'What a device supplies “should be a sensible API and cover some well defined area”. A contract that extends those of two subsystems is two areas under one name: no driver wants both, so each takes half, and the id that says which half is an API multiplexer (MK-116). Offer each on a device of its own.',
    source: [
      'Jason Gunthorpe to Alex Williamson, 8 Nov 2019',
      'domain rules SD-3, SD-11; which functions belong together is seen only where contracts are extended',
    ],
    firing: `contract everything_ops extends virtio_config_ops, vdpa_config_ops { int extra; }
`,
    corrected: `contract more_ops extends virtio_config_ops { int extra; }
`,
  },
};

function* run({ contract, declared }: ContractSubject, model: RootModel): Iterable<Report> {
  const bases = (contract?.extends ?? [])
    .map((base) => ({ base, owners: closureOf([base], model).flatMap((it) => ownersOf(it, model)) }))
    .filter(({ owners }) => owners.length > 0);
  const areas = bases.filter(({ owners }, index) =>
    bases.slice(0, index).every((it) => !it.owners.some((owner) => owners.includes(owner))),
  );
  if (!contract || areas.length < 2) return;
  const list = areas.map(({ base, owners }) => `\`${base}\` of \`${owners[0]}\``);
  yield {
    message: `\`${contract.name}\` covers ${areas.length} areas: it extends ${list.join(' and ')}; let each be offered by a device of its own`,
    place: { item: declared.item, site: declared.decl.name.site },
  };
}
