// MK-51: driver_override on a bus that has no such attribute. Kernel: the dev_groups of each bus_type (LC-42).
import type { RootModel } from '../../db/model.ts';
import type { Check, DeviceSubject, Report } from '../check.ts';
import { factNamed } from '../made-here.ts';

export const overrideWithoutAttribute: Check<'device'> = {
  code: 'MK-51',
  aliases: [],
  title: 'driver_override on a bus without it',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'device',
  reads: 'declarations',
  run,
  doc: {
    why: 'Only some buses have the attribute `driver_override`: pci, platform, amba, spi, rpmsg, vdpa, fsl-mc, cdx, css, vmbus, wmi. On the others (auxiliary, virtio, usb, i2c, hid, mdev …) there is no such file, and match() knows nothing of it. A device of such a bus gets another driver by another name or id, or by `unbind` and `bind` among those that match.',
    source: ['the match callbacks that call device_match_driver_override()', 'domain rules LC-42, MK-51'],
    firing: `device lm75 on i2c { name = "lm75"; driver_override = mine; }
`,
    corrected: `device lm75 on i2c { name = "lm75"; }
`,
  },
};

function* run({ id, result, device, declared }: DeviceSubject, model: RootModel): Iterable<Report> {
  if (device?.driverOverride === undefined || result.bus === undefined) return;
  const bus = model.topology.buses.get(result.bus);
  if (!bus || bus.match?.some((step) => step.kind === 'driver_override')) return;
  if (bus.devices.some((struct) => struct.attributes.includes('driver_override'))) return;
  const holders = [
    declared,
    ...model.extensions('device', id).map(({ adds, item }) => ({ decl: adds, item })),
  ];
  for (const holder of holders) {
    const fact = holder && factNamed(holder.decl.facts, 'driver_override');
    if (!holder || !fact) continue;
    const place = { item: holder.item, site: fact.name.site };
    yield {
      message: `\`${bus.name}\` has no \`driver_override\`: there is no such file, and its match() does not ask for it`,
      place,
      fixes: () => [{ title: 'Delete it', edits: [{ act: 'delete', place }], preferred: true }],
    };
  }
}
