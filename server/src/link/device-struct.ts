// `devtype = STRUCT`: which of a bus's device structs a device is, or a driver serves.
import { nearest } from '../base/nearest.ts';
import type { Literal } from '../declare/declarations.ts';
import type { BusType, DeviceStruct } from '../driver-core/topology.ts';
import { type Linking, meant, placeAt, replacements, report } from './linking.ts';

/** The struct of this name; a name that the bus does not have is a problem. */
export function checkStruct(linking: Linking, bus: BusType, name: Literal): DeviceStruct | undefined {
  const found = bus.devices.find((it) => it.struct === name.text);
  if (found !== undefined || name.text === '') return found;
  const near = nearest(
    name.text,
    bus.devices.map((it) => it.struct),
  );
  const message = `\`${bus.name}\` has no device struct \`${name.text}\`${meant(near)}`;
  report(linking, 'name/unknown', name, message, { fixes: replacements(placeAt(linking, name), near) });
  return undefined;
}
