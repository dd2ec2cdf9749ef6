// MK-115: pm of a class that hides pm of the bus. Kernel: drivers/base/power/main.c:device_suspend (LC-56).
import type { RootModel } from '../../db/model.ts';
import type { Declaration } from '../../link/declaration.ts';
import type { Fix } from '../../link/fix.ts';
import type { BusSubject, Check, Report } from '../check.ts';
import { factNamed } from '../made-here.ts';

export const classPmBeforeBusPm: Check<'bus'> = {
  code: 'MK-115',
  aliases: [],
  title: 'pm of a class that hides pm of the bus',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'bus',
  reads: 'declarations',
  run,
  doc: {
    why: 'A device may be on a bus and of a class. The PM core asks its class before its bus, and the first of them that has `pm` is the only one that it asks: the bus’s callbacks, and through them those of the driver, are not called for any phase. Give `pm` to one of the two.',
    source: ['drivers/base/power/main.c:device_suspend', 'domain rules LC-56, MK-115'],
    firing: `contract npu_api { int npu_reset(struct npu *npu); }
class accel_core { register = accel_core_register; pm = own; }
bus npu {
    device struct npu { offers npu_api; u32 id; name = "npu{id}"; modalias = "npu:{id}"; dma = none; class = accel_core; }
    driver struct npu_driver { requires probe; }
    match { any; }
    pm = forwards;
}
`,
    corrected: `contract npu_api { int npu_reset(struct npu *npu); }
class accel_core { register = accel_core_register; }
bus npu {
    device struct npu { offers npu_api; u32 id; name = "npu{id}"; modalias = "npu:{id}"; dma = none; class = accel_core; }
    driver struct npu_driver { requires probe; }
    match { any; }
    pm = forwards;
}
`,
  },
};

function* run({ bus, declared }: BusSubject, model: RootModel): Iterable<Report> {
  if (bus?.pm === undefined) return;
  for (const struct of bus.devices) {
    const type = struct.class === undefined ? undefined : model.topology.classes.get(struct.class);
    const said = declared.decl.devices.find((it) => it.name.text === struct.struct);
    const fact = said && factNamed(said.facts, 'class');
    if (type?.pm === undefined || !fact) continue;
    const ofClass = model.declarationAs('class', type.id);
    yield {
      message: `a \`${struct.struct}\` is of class \`${type.name}\`, whose pm comes before that of the bus: the PM core never calls \`${bus.name}\`'s`,
      place: { item: declared.item, site: fact.site },
      fixes: () => [ofClass, declared].flatMap((it) => (it ? deletePm(it) : [])),
    };
  }
}

function deletePm({ decl, item, library }: Declaration<'class'> | Declaration<'bus'>): readonly Fix[] {
  const pm = factNamed(decl.facts, 'pm');
  if (library || !pm) return [];
  return [
    {
      title: `Delete \`pm\` of the ${decl.kind}`,
      edits: [{ act: 'delete', place: { item, site: pm.site } }],
    },
  ];
}
