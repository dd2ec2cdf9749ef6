// SD-17: a bus core that allocates what its users' drivers create. Jason Gunthorpe, 8 Nov 2019.
import type { RootModel } from '../../db/model.ts';
import type { BusSubject, Check, Report } from '../check.ts';
import { factNamed } from '../made-here.ts';
import { writtenStruct } from './bus-definition.ts';
import { makersOf } from './bus-users.ts';

export const coreAllocatedDevice: Check<'bus'> = {
  code: 'SD-17',
  aliases: ['SD-18'],
  title: 'a bus core that allocates the devices itself',
  levels: { relaxed: 'hint', strict: 'warning', stricter: 'error' },
  on: 'bus',
  reads: 'declarations',
  run,
  doc: {
    why: 'Who provides a `foo_device` embeds it: `struct my_foo_device { struct foo_device fdev; }`, then `foo_device_register(&mydev->fdev)`. The ops get back to the provider’s data by container_of(), and one release frees both. A core that allocates the structure itself takes that away: the provider’s data hangs on a pointer with a life of its own. “From a device core view it looks quite unnatural.” If the core must allocate, it takes the size of the containing structure, as `vdpa_alloc_device()` does: say which (`struct = my_foo_device;`) where the device is created. A bus that finds its devices itself (pci) allocates them itself: nobody creates them.',
    source: [
      'Jason Gunthorpe to Alex Williamson, 8 Nov 2019 (container_of patterns)',
      'drivers/vdpa/vdpa.c:__vdpa_alloc_device',
      'domain rules SD-16 to SD-18',
    ],
    firing: `contract part_ops { int part_command(struct part *p); }
bus part {
    device struct part { offers part_ops; u32 id; name = "part{id}"; modalias = "part:x"; alloc = core; dma = parent; }
    driver struct part_driver { requires probe; }
    match { any; }
    pm = forwards;
}
driver acme on pci { id_table { { vendor = 0x1234; device = 0x0001; } } flavour part { u32 id; creates part; } }
`,
    corrected: `contract part_ops { int part_command(struct part *p); }
bus part {
    device struct part { offers part_ops; u32 id; name = "part{id}"; modalias = "part:x"; alloc = creator; dma = parent; }
    driver struct part_driver { requires probe; }
    match { any; }
    pm = forwards;
}
driver acme on pci { id_table { { vendor = 0x1234; device = 0x0001; } } flavour part { u32 id; creates part; } }
`,
  },
};

function* run({ bus, declared }: BusSubject, model: RootModel): Iterable<Report> {
  const struct = bus?.devices.find((it) => it.alloc === 'core');
  const written = struct && writtenStruct(struct, declared);
  const alloc = written?.facts.find((it) => it.name.text === 'alloc' && it.values[0]?.text === 'core')
    ?.values[0];
  if (!bus || !struct || !alloc) return;
  const bare = makersOf(bus.name, model).filter(({ made }) => !factNamed(made.step.facts, 'struct'));
  const [first] = bare;
  if (!first) return;
  const makers = [...new Set(bare.map(({ by }) => `\`${by.decl.name.text}\``))].join(', ');
  const place = { item: declared.item, site: alloc.site };
  yield {
    message: `the core allocates every \`struct ${struct.struct}\`, so ${makers} cannot embed it and reach its own data by container_of(): let the creator allocate, or take the size of its structure`,
    place,
    related: bare.map(({ made }) => ({
      place: { item: made.item, site: made.step.site },
      message: 'created here, in no structure of the creator',
    })),
    fixes: () => [
      {
        title: 'Let the creator allocate',
        edits: [{ act: 'replace', place, text: 'creator' }],
        preferred: true,
      },
    ],
  };
}
