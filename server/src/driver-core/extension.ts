// `extend device X { … }` of a device that a driver or a module makes: what is said of it counts from its addition on.
import type { NewDevice } from './add-device.ts';
import type { LiveDevice, State } from './live.ts';
import type { DeviceExtension } from './topology.ts';

/** The extensions that mean this device, by name, bus and name, or names and labels from a request down. */
export function extensionsOf(
  state: State,
  device: Pick<NewDevice, 'name' | 'bus' | 'class' | 'maker'>,
): readonly DeviceExtension[] {
  const { extensions } = state.topology;
  return extensions ? extensions.filter(({ path }) => isMeant(device, path)) : [];
}

/** The device with what its extensions add. */
export function extended(state: State, spec: NewDevice): NewDevice {
  let device = spec;
  for (const { fields, suppliers, driverOverride } of extensionsOf(state, spec)) {
    device = {
      ...device,
      fields: { ...device.fields, ...fields },
      suppliers: [...device.suppliers, ...suppliers],
      ...(driverOverride !== undefined && { driverOverride }),
    };
  }
  return device;
}

type Named = Pick<NewDevice, 'name' | 'bus' | 'class' | 'maker'>;

function isMeant(device: Named, path: readonly string[]): boolean {
  const last = path.at(-1);
  if (last !== device.name && last !== device.maker?.label) return false;
  const above = path.slice(0, -1);
  if (above.length === 0) return last === device.name;
  const [place] = above;
  if (above.length === 1 && (place === device.bus || place === device.class)) return last === device.name;
  if (above.length === 1 && place === device.maker?.request?.name) return true;
  const maker = device.maker?.device;
  return maker !== undefined && isMeant(named(maker), above);
}

function named({ name, bus, class: type, maker }: LiveDevice): Named {
  return {
    name,
    ...(bus && { bus: bus.type.name }),
    ...(type && { class: type.name }),
    ...(maker && { maker }),
  };
}
