// The value of a name where a device, a row, a driver or the kernel is meant: fields first, then what the core itself knows.
// docs/language.md, Rows and tables, Formats.
import { assertNever } from '../base/assert-never.ts';
import type { Lookup } from './condition.ts';
import type { LiveDevice, LiveDriver } from './live.ts';
import type { Kernel, Path, Row, Value } from './topology.ts';
import { first, own } from './value.ts';

/** A device's field, or what is known without one: `name`, `dev_name`, `parent`, `node_name`, `driver_override` … */
export function deviceField(device: LiveDevice | undefined, name: string): Value | undefined {
  if (!device) return undefined;
  const field = own(device.fields, name);
  if (field !== undefined) return field;
  switch (name) {
    case 'name':
    case 'dev_name':
      return device.name;
    case 'devtype':
      return device.struct?.struct;
    case 'driver_override':
      return device.driverOverride;
    case 'driver':
      return device.driver?.decl.name;
    case 'bus':
      return device.bus?.type.name;
    case 'parent':
      return device.parent?.name;
    case 'node_name':
      return nodeName(device);
    case 'iommu_group':
      return device.group;
    default:
      return own(device.given, name);
  }
}

/** A driver's own field or flag; a table's name if the driver has that table; `bound`. */
export function driverField(driver: LiveDriver | undefined, name: string): Value | undefined {
  if (!driver) return undefined;
  const { decl } = driver;
  if (name === 'name') return decl.fields[name] ?? decl.name;
  if (name === 'module') return driver.module;
  if (name === 'bound') return driver.devices.size > 0 ? 1 : undefined;
  return own(decl.fields, name) ?? (own(decl.tables, name) || decl.flags.has(name) ? 1 : undefined);
}

/** Where the paths of a condition lead for this device, driver and row. */
export function lookupFor(
  kernel: Kernel,
  device: LiveDevice | undefined,
  driver?: LiveDriver,
  row?: Row,
): Lookup {
  return (path: Path) => {
    switch (path.root) {
      case 'dev':
        return deviceField(device, path.name);
      case 'row':
        return row && own(row.fields, path.name);
      case 'drv':
        return driverField(driver, path.name);
      case 'parent':
        return deviceField(device?.parent, path.name);
      case 'physfn':
        return deviceField(device?.physfn, path.name);
      case 'kernel':
        return own(kernel.config, path.name);
      default:
        return assertNever(path.root);
    }
  };
}

/** A node's name is not part of a declared name such as `1-0048`: the compatible tells it as well as anything does. */
function nodeName(device: LiveDevice): Value {
  const own = first(device.fields.name);
  if (own !== undefined) return own;
  const compatible = first(device.fields.compatible);
  return typeof compatible === 'string' ? compatible.slice(compatible.indexOf(',') + 1) : device.name;
}
