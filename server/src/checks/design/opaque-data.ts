// SD-16: the creator's data on an untyped pointer instead of around the device. Jason Gunthorpe, 8 Nov 2019.
import type { RootModel } from '../../db/model.ts';
import type { BusSubject, Check, Report } from '../check.ts';
import { factNamed } from '../made-here.ts';
import { writtenStruct } from './bus-definition.ts';
import { makersOf } from './bus-users.ts';

export const opaqueData: Check<'bus'> = {
  code: 'SD-16',
  aliases: [],
  title: 'a pointer where a structure should embed the device',
  levels: { relaxed: 'off', strict: 'hint', stricter: 'warning' },
  on: 'bus',
  reads: 'declarations',
  run,
  doc: {
    why: '`struct foo_device` embeds `struct device` and points to constant ops; a provider embeds `foo_device` in turn. A `void *hw_data` beside it carries the same data without a type: the driver casts what it hopes to find, and memory behind the pointer has another lifetime than the device. A pointer like this was one of the two ways named for parts that only one driver ever binds; what became of it, the auxiliary bus, has a container structure instead and matches by module and name, so that both sides know which.',
    source: [
      'Jason Gunthorpe to Alex Williamson, 8 Nov 2019 (“a simple void *hw_data”)',
      'include/linux/auxiliary_bus.h',
      'domain rules SD-16, SD-17, SD-36',
    ],
    firing: `contract part_ops { int part_command(struct part *p); }
bus part {
    device struct part { offers part_ops; void *hw_data; u32 id; name = "part{id}"; modalias = "part:x"; alloc = creator; dma = parent; }
    driver struct part_driver { requires probe; }
    match { any; }
    pm = forwards;
}
`,
    corrected: `contract part_ops { int part_command(struct part *p); }
bus part {
    device struct part { offers part_ops; u32 id; name = "part{id}"; modalias = "part:x"; alloc = creator; dma = parent; }
    driver struct part_driver { requires probe; }
    match { any; }
    pm = forwards;
}
`,
  },
};

function* run({ bus, declared }: BusSubject, model: RootModel): Iterable<Report> {
  for (const struct of bus?.devices ?? []) {
    for (const field of writtenStruct(struct, declared)?.fields ?? []) {
      if (!field.pointer || field.type !== 'void') continue;
      const name = field.name.text;
      const place = { item: declared.item, site: field.site };
      yield {
        message: `\`void *${name}\` gives the driver data without a type: let the creator embed \`struct ${struct.struct}\` in a structure of its own`,
        place: { item: declared.item, site: field.name.site },
        fixes: () =>
          isSet(bus?.name ?? '', name, model)
            ? []
            : [{ title: 'Delete it', edits: [{ act: 'delete', place }] }],
      };
    }
  }
}

function isSet(bus: string, field: string, model: RootModel): boolean {
  return makersOf(bus, model).some(({ made }) => factNamed(made.step.facts, field));
}
