// Which of its bus's kinds of device a recorded device is: a USB device or an interface, an I2C client or its adapter.
import { readFormat } from '../driver-core/read-format.ts';
import type { DeviceFacts } from './facts.ts';
import type { DeviceKind } from './library-outline.ts';

/** By udev's devtype, else the first kind that gives such names, else the bus's default. */
export function kindOfDevice(device: DeviceFacts, kinds: readonly DeviceKind[]): DeviceKind | undefined {
  const struct = STRUCT_OF_DEVTYPE[device.devtype ?? ''] ?? device.devtype;
  return (
    kinds.find((kind) => kind.struct === struct) ??
    kinds.find((kind) => hasNameOf(device.name, kind)) ??
    kinds[0]
  );
}

/** Whether devices of this kind are named so. */
export function hasNameOf(name: string, kind: DeviceKind): boolean {
  return kind.names.some(
    (format) => readFormat(format, name, (field) => kind.numbers.has(field)) !== undefined,
  );
}

/** Where the kernel's device_type has another name than the struct in the library. */
const STRUCT_OF_DEVTYPE: Readonly<Record<string, string>> = {
  PHY: 'phy_device',
  ctrl: 'serial_ctrl_device',
  port: 'serial_port_device',
  soundwire_master: 'sdw_master_device',
  thunderbolt_device: 'tb_switch',
  thunderbolt_domain: 'tb_switch',
  thunderbolt_service: 'tb_service',
  thunderbolt_xdomain: 'tb_switch',
};
