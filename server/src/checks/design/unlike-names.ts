// SD-51: the netdev and the RDMA device of one function, named by different rules. Parav Pandit, 8 Nov 2019.
import { addTo } from '../../base/add-to.ts';
import type { RootModel } from '../../db/model.ts';
import type { DeviceResult } from '../../driver-core/result.ts';
import type { Id } from '../../driver-core/topology.ts';
import type { Check, DeviceSubject, Report } from '../check.ts';
import { remembered } from '../watched-model.ts';

const NET = { class: 'net', prefix: 'en' };
const RDMA = { class: 'infiniband', prefix: 'roce' };

export const unlikeNames: Check<'device'> = {
  code: 'SD-51',
  aliases: [],
  title: 'netdev and RDMA device of one function with unlike names',
  levels: { relaxed: 'off', strict: 'hint', stricter: 'hint' },
  on: 'device',
  reads: 'run',
  run,
  doc: {
    why: 'One function may have two class devices, in two subsystems, that are used together: `en<X><subdev_id>` and `roce<X><subdev_id>`. Tools and people find one from the other by what follows the prefix, so both rules use the same place and the same number.',
    source: [
      'Parav Pandit to Jason Gunthorpe, 8 Nov 2019',
      'rdma-core kernel-boot/rdma_rename.c',
      'domain rules SD-49 to SD-51',
    ],
    firing: `driver acme on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { registers net { udev = "en{path}S1"; } registers infiniband; }
}
device 0000:01:00.0 on pci { vendor = 0x1234; device = 0x0001; }
`,
    corrected: `driver acme on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { registers net { udev = "en{path}S1"; } registers infiniband { udev = "roce{path}S1"; } }
}
device 0000:01:00.0 on pci { vendor = 0x1234; device = 0x0001; }
`,
  },
};

function* run({ id, result }: DeviceSubject, model: RootModel): Iterable<Report> {
  if (result.class !== RDMA.class || result.parent === undefined || !result.madeBy) return;
  const beside = netdevsBelow(model).get(result.parent);
  if (!beside || !result.udev) return;
  const netdevs = beside.filter((it) => it.udev !== undefined);
  const own = tail(result.udev, RDMA.prefix);
  const [first] = netdevs;
  const place = model.placeOf(id);
  if (!first || !place || netdevs.some((it) => tail(it.udev ?? '', NET.prefix) === own)) return;
  const net = model.placeOf(first.id);
  yield {
    message: `\`${result.udev}\` and \`${first.udev}\` are one function: let both names end alike`,
    place,
    related: net ? [{ place: net, message: 'its network interface' }] : [],
  };
}

function tail(name: string, prefix: string): string {
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

/** Each RDMA device asks for the interfaces that drivers made beside it. */
const netdevsBelow = remembered(collect);

function collect(model: RootModel): ReadonlyMap<Id, readonly DeviceResult[]> {
  const found = new Map<Id, DeviceResult[]>();
  for (const device of model.run.devices.values()) {
    if (device.class !== NET.class || device.parent === undefined || !device.madeBy) continue;
    addTo(found, device.parent, device);
  }
  return found;
}
