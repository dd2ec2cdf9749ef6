// SD-6: a contract that is written down nowhere. Jason Gunthorpe, 8 Nov 2019.
import type { RootModel } from '../../db/model.ts';
import type { Check, ContractSubject, Report } from '../check.ts';
import { ownersOf } from './contract-owners.ts';

export const unwrittenContract: Check<'contract'> = {
  code: 'SD-6',
  aliases: [],
  title: 'a contract without a specification',
  levels: { relaxed: 'off', strict: 'off', stricter: 'hint' },
  on: 'contract',
  reads: 'declarations',
  run,
  doc: {
    why: '“This contract is certainly easier to define when a HW specification dictates basically how it works”, but it need not: what a bus carries is a software contract, and virtio’s has a published specification of its own. Where there is none, the header with its kernel-doc is the specification: somebody who writes the second driver has nothing else. `spec = "…";` names either. Only a review (stricter) asks for it.',
    source: ['Jason Gunthorpe to Alex Williamson, 8 Nov 2019', 'domain rules SD-5, SD-6'],
    firing: `contract sf_ops { int sf_command(struct sf *sf); }
bus sf {
    device struct sf { offers sf_ops; u32 id; name = "sf{id}"; modalias = "sf:x"; alloc = creator; dma = parent; }
    driver struct sf_driver { requires probe; }
    match { any; }
    pm = forwards;
}
`,
    corrected: `contract sf_ops { spec = "include/linux/sf.h"; int sf_command(struct sf *sf); }
bus sf {
    device struct sf { offers sf_ops; u32 id; name = "sf{id}"; modalias = "sf:x"; alloc = creator; dma = parent; }
    driver struct sf_driver { requires probe; }
    match { any; }
    pm = forwards;
}
`,
  },
};

function* run({ contract, declared }: ContractSubject, model: RootModel): Iterable<Report> {
  if (!contract || contract.spec !== undefined) return;
  const [owner] = ownersOf(contract.name, model);
  if (owner === undefined) return;
  yield {
    message: `\`${contract.name}\` is the contract of \`${owner}\` and no \`spec\` says where it is written down: a specification, or the header`,
    place: { item: declared.item, site: declared.decl.name.site },
  };
}
