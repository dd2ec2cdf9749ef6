// SD-47: a GUID as the name of a device that a number would name. Jason Gunthorpe and Parav Pandit, 8 Nov 2019.
import type { RootModel } from '../../db/model.ts';
import type { BusSubject, Check, Levels, Report } from '../check.ts';
import { writtenStruct } from './bus-definition.ts';
import { makersOf } from './bus-users.ts';

/** The user gives a number as well. */
const NUMBERED: Levels = { relaxed: 'hint', strict: 'warning', stricter: 'warning' };
const MDEV = 'mdev';

export const needlessGuid: Check<'bus'> = {
  code: 'SD-47',
  aliases: [],
  title: 'a GUID as a device’s identity outside mdev',
  levels: { relaxed: 'off', strict: 'hint', stricter: 'warning' },
  on: 'bus',
  reads: 'declarations',
  run,
  doc: {
    why: '“I don’t get why all that GUID and lifecycle stuff in mdev should apply for something like a SF.” — “GUID is just the name of the device.” A mediated device has a GUID because a management layer migrates it between hosts. A part of one function has an owner, a number there and a place in sysfs; a GUID hides all three from user space and udev. Name it by its parent and a number (`sfnum`).',
    source: ['Jason Gunthorpe and Parav Pandit, 8 Nov 2019', 'domain rules SD-47, SD-49, HX-8'],
    firing: `contract sf_ops { int sf_command(struct sf *sf); }
bus sf {
    device struct sf { offers sf_ops; char uuid[37]; name = "{uuid}"; modalias = "sf:x"; identity = guid; library = guid_devices; alloc = creator; dma = parent; }
    driver struct sf_driver { requires probe; }
    match { any; }
    pm = forwards;
}
driver acme on pci { id_table { { vendor = 0x1234; device = 0x0001; } } flavour sf { u32 sfnum; creates sf; } }
`,
    corrected: `contract sf_ops { int sf_command(struct sf *sf); }
bus sf {
    device struct sf { offers sf_ops; u32 sfnum; name = "sf{sfnum}"; modalias = "sf:x"; alloc = creator; dma = parent; }
    driver struct sf_driver { requires probe; }
    match { any; }
    pm = forwards;
}
driver acme on pci { id_table { { vendor = 0x1234; device = 0x0001; } } flavour sf { u32 sfnum; creates sf; } }
`,
  },
};

function* run({ bus, declared }: BusSubject, model: RootModel): Iterable<Report> {
  const struct = bus?.devices.find((it) => it.identity === 'guid');
  const identity = struct && writtenStruct(struct, declared)?.facts.find((it) => it.name.text === 'identity');
  if (!bus || !struct || !identity || bus.name === MDEV) return;
  const number = numberOf(bus.name, model);
  yield {
    message: number
      ? `a device of \`${bus.name}\` is named by a GUID although its creator is given a number: \`${number}\` names it`
      : `a device of \`${bus.name}\` is named by a GUID: outside mdev a number below its parent does`,
    place: { item: declared.item, site: identity.site },
    ...(number && { levels: NUMBERED }),
  };
}

/** The number that the user gives to a flavour which creates a device of the bus. */
function numberOf(bus: string, model: RootModel): string | undefined {
  for (const { made } of makersOf(bus, model)) {
    const field = made.flavour?.fields.find((it) => it.type !== 'char' && it.settable === 'creation');
    if (field) return field.name.text;
  }
  return undefined;
}
