// SD-2: a bus used for another API than its own. Jason Gunthorpe, 8 Nov 2019.
import { libraryTypes } from '../../db/library.ts';
import type { RootModel } from '../../db/model.ts';
import type { BusType } from '../../driver-core/topology.ts';
import type { Check, Levels, Report } from '../check.ts';
import { type Maker, madeBy, makers } from '../made-here.ts';
import { foreignUse } from './foreign-use.ts';
import { BY_CREATOR, closureOf, contractsOf, LIFECYCLE } from './offered-functions.ts';

/** A driver's list of functions may be shorter than the truth; a bus may be changed with all its users. */
const WARNED: Levels = { relaxed: 'warning', strict: 'error', stricter: 'error' };

export const contractOfAnotherBus: Check<'root'> = {
  code: 'SD-2',
  aliases: ['SD-38', 'MK-127'],
  title: 'a bus used outside its contract',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run,
  doc: {
    why: 'A bus type is ABI: user space and every driver on it know what a device of it is. “Since the bus type is ABI, ‘mdev’ is really all about vfio I guess?” Creating devices with another contract on it, changing what all of them carry, or driving them by the functions of another bus, makes of it two things with one name, and which one a device is nobody can tell from its bus. Reusing mdev for an RDMA function “versus muddying the purpose of mdevs is not a clear trade off”. Use the bus of that API, the auxiliary bus, or one of its own. A contract that `extends` the bus’s is inside it.',
    source: [
      'Jason Gunthorpe to Alex Williamson, 8 Nov 2019',
      'Jakub Kicinski, quoted there (mdev for the Intel RDMA function)',
      'domain rules SD-2, SD-8, SD-38, MK-127',
    ],
    firing: `contract wheel_ops { int turn(struct wheel *w); }
contract pedal_ops { int push(struct pedal *p); }
bus wheel {
    device struct wheel { offers wheel_ops; u32 id; name = "wheel{id}"; modalias = "wheel:x"; alloc = creator; dma = parent; }
    driver struct wheel_driver { requires probe; }
    match { any; }
    pm = forwards;
}
driver car on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    flavour pedal { u32 id; creates wheel { offers pedal_ops; } }
}
`,
    corrected: `contract wheel_ops { int turn(struct wheel *w); }
contract pedal_ops { int push(struct pedal *p); }
bus wheel {
    device struct wheel { offers wheel_ops; u32 id; name = "wheel{id}"; modalias = "wheel:x"; alloc = creator; dma = parent; }
    driver struct wheel_driver { requires probe; }
    match { any; }
    pm = forwards;
}
driver car on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    flavour pedal { creates auxiliary car.pedal { offers pedal_ops; id = ida; } }
}
`,
  },
};

function* run(_root: RootModel, model: RootModel): Iterable<Report> {
  yield* changedContracts(model);
  for (const maker of makers(model)) {
    if (maker.library) continue;
    yield* foreignOffers(maker, model);
    if (maker.kind === 'driver') yield* foreignUses(maker, model);
  }
}

/** A `replace bus` that gives another contract to drivers which know the library's. */
function* changedContracts(model: RootModel): Iterable<Report> {
  for (const { decl, item, id, library } of model.declarations('bus')) {
    const bus = library || !decl.replaces ? undefined : model.topology.buses.get(decl.name.text);
    const before = bus && libraryTypes(model.kernel).buses.get(bus.name);
    const users = bus ? usersOf(bus.name, model) : 0;
    if (!bus || !before || users < 2) continue;
    const was = contractsOfBus(before);
    const added = contractsOfBus(bus).filter((it) => isOutside(it, was, model));
    if (was.length === 0 || was.includes(BY_CREATOR) || added.length === 0) continue;
    yield {
      message: `a device of \`${bus.name}\` ${said(was)}, and ${users} drivers know it so: with ${added.map((it) => `\`${it}\``).join(' and ')} it is another bus, the meaning of \`${bus.name}\` is ABI`,
      place: { item, site: decl.name.site },
      about: id,
      levels: WARNED,
    };
  }
}

/** Drivers of the bus, those of the library that nobody asked for too: they know it as well. */
function usersOf(bus: string, model: RootModel): number {
  return [...model.declarations('driver')].filter(({ decl }) => decl.bus.text === bus).length;
}

function* foreignOffers(maker: Maker, model: RootModel): Iterable<Report> {
  for (const { step, item } of madeBy(maker, model)) {
    const bus = step.kind === 'creates' ? model.topology.buses.get(step.of.text) : undefined;
    const carried = bus ? contractsOfBus(bus) : [];
    if (!bus || carried.length === 0 || carried.includes(BY_CREATOR)) continue;
    for (const { contract } of step.offers) {
      if (!isOutside(contract.text, carried, model)) continue;
      yield {
        message: `a device of \`${bus.name}\` ${said(carried)}, not \`${contract.text}\`: the bus is ABI, another API needs another bus`,
        place: { item, site: contract.site },
        about: maker.id,
      };
    }
  }
}

function* foreignUses(maker: Maker & { readonly kind: 'driver' }, model: RootModel): Iterable<Report> {
  const foreign = foreignUse(maker, model);
  if (!foreign) return;
  yield {
    message: `\`${maker.decl.name.text}\` is on \`${maker.decl.bus.text}\` but drives its device by \`${foreign.contract}\`, which is what \`${foreign.bus}\` offers`,
    place: foreign.place,
    levels: WARNED,
    about: maker.id,
  };
}

/** A contract, and none that extends one of these. */
function isOutside(contract: string, carried: readonly string[], model: RootModel): boolean {
  if (contract === LIFECYCLE || contract === BY_CREATOR) return false;
  return !closureOf([contract], model).some((it) => carried.includes(it));
}

function contractsOfBus(bus: BusType): readonly string[] {
  return bus.devices.flatMap((struct) => contractsOf(struct));
}

function said(contracts: readonly string[]): string {
  const named = contracts.filter((it) => it !== LIFECYCLE).map((it) => `\`${it}\``);
  return named.length === 0 ? 'has a life cycle and no other function' : `offers ${named.join(' and ')}`;
}
