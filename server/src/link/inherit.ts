// What a device has without saying it: fields that its bus takes from the parent (usb interfaces), and of a VF all that is its
// PF's; a VF's sysfs parent is the PF's parent. drivers/pci/iov.c:pci_iov_add_virtfn.
import type { Device, Id, Value } from '../driver-core/topology.ts';
import type { OwnDevice } from './link-device.ts';
import type { Types } from './types.ts';

/** The finished device, also put into `acc`. A device that inherits nothing is the same object. */
export function inheritFields(
  device: OwnDevice,
  own: ReadonlyMap<Id, OwnDevice>,
  acc: Map<Id, Device>,
  types: Types,
): Device {
  const done = acc.get(device.id);
  if (done) return done;
  acc.set(device.id, device);
  const finished = device.isVf ? asVf(device, own, acc, types) : fromParent(device, own, acc, types);
  acc.set(device.id, finished);
  return finished;
}

function asVf(
  device: OwnDevice,
  own: ReadonlyMap<Id, OwnDevice>,
  acc: Map<Id, Device>,
  types: Types,
): Device {
  const above = own.get(device.physfn ?? '');
  if (above === undefined) return device;
  const pf = inheritFields(above, own, acc, types);
  const struct = types.buses.get(device.bus ?? '')?.devices[0];
  const named = new Set(
    struct?.names.flatMap((format) => format.parts.map((it) => (it.kind === 'hole' ? it.name : ''))),
  );
  const inherited = Object.entries(pf.fields).filter(
    ([name]) => !named.has(name) && !struct?.attributes.includes(name),
  );
  const fields = { ...Object.fromEntries(inherited), ...device.fields };
  return { ...device, fields, ...(pf.parent !== undefined && { parent: pf.parent }) };
}

function fromParent(
  device: OwnDevice,
  own: ReadonlyMap<Id, OwnDevice>,
  acc: Map<Id, Device>,
  types: Types,
): Device {
  const bus = types.buses.get(device.bus ?? '');
  const struct = bus?.devices.find((it) => it.struct === device.devtype) ?? bus?.devices[0];
  const above = own.get(device.parent ?? '');
  if (above === undefined || struct === undefined || struct.inherits.length === 0) return device;
  const parent = inheritFields(above, own, acc, types);
  const inherited: Record<string, Value> = {};
  for (const name of struct.inherits) {
    const value = parent.fields[name];
    if (value !== undefined && device.fields[name] === undefined) inherited[name] = value;
  }
  return Object.keys(inherited).length === 0
    ? device
    : { ...device, fields: { ...inherited, ...device.fields } };
}
