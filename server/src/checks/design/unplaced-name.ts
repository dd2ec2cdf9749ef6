// SD-50: a naming rule that asks for a place which no parent has. Parav Pandit, 8 Nov 2019; kernel: drivers/base/core.c:get_device_parent.
import type { RootModel } from '../../db/model.ts';
import type { DeviceResult } from '../../driver-core/result.ts';
import type { Check, DeviceSubject, Report } from '../check.ts';

export const unplacedName: Check<'device'> = {
  code: 'SD-50',
  aliases: [],
  title: 'a naming rule without a location',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'device',
  reads: 'run',
  run,
  doc: {
    why: 'udev renames a network interface to `en` and the place of its parent: a PCI address, a slot, a USB port. “systemd/udev can rename them as en<X><subdev_id> and roce<X><subdev_id>. If so, what will be X without a bus type?” A class device whose parents are all on no bus has no such place, so the rule does not apply and the counted kernel name stays. Parent it to the device that does the work.',
    source: [
      'Parav Pandit to Jason Gunthorpe, 8 Nov 2019',
      'systemd src/udev/udev-builtin-net_id.c',
      'domain rules SD-48 to SD-50, HX-10',
    ],
    firing: `module acme_sf {
    loaded;
    init { creates none acme_sf0 { release = acme_sf_release; } registers net { parent = acme_sf0; } }
}
`,
    corrected: `driver acme on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { registers net; }
}
device 0000:01:00.0 on pci { vendor = 0x1234; device = 0x0001; }
`,
  },
};

function* run({ id, result }: DeviceSubject, model: RootModel): Iterable<Report> {
  const type = result.class === undefined ? undefined : model.topology.classes.get(result.class);
  // What a machine was recorded with has its names; without a parent, MK-123 says so.
  if (!type || !result.madeBy || result.udev !== undefined || result.parent === undefined) return;
  const asksPlace = type.udev?.parts.some((part) => part.kind === 'hole' && part.name === 'path');
  if (!asksPlace || parentsOf(result, model).some((it) => it.bus !== undefined)) return;
  const place = model.placeOf(id);
  if (!place) return;
  yield {
    message: `\`${type.name}\` names a device after its place (${type.udev?.source ?? ''}), and no parent of \`${result.name}\` is on a bus: the kernel's counted name stays`,
    place,
  };
}

function parentsOf(result: DeviceResult, model: RootModel): readonly DeviceResult[] {
  const found: DeviceResult[] = [];
  for (let id = result.parent; id !== undefined; ) {
    const parent = model.run.devices.get(id);
    if (!parent || found.includes(parent)) break;
    found.push(parent);
    id = parent.parent;
  }
  return found;
}
