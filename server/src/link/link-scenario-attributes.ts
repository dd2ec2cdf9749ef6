// Which attributes of sysfs (and devlink) a scenario may write: those of a device's bus, the fields of the flavour that a request is
// of, and those of every bus. Of what only a driver makes, any of them.
import type { BusType, DeviceStruct } from '../driver-core/topology.ts';
import { specTable } from './field-table.ts';
import type { OpenBody } from './fields.ts';
import { findDevices } from './find.ts';
import { type Linking, lookUp } from './linking.ts';
import type { FieldInfo, FieldTable } from './types.ts';

const NO_FACTS: ReadonlySet<string> = new Set();

/** Attributes whose type the kernel knows; others take any value. */
const TYPED: readonly FieldInfo[] = [
  { name: 'driver_override', type: 'char' },
  { name: 'sriov_numvfs', type: 'u32' },
  { name: 'sriov_drivers_autoprobe', type: 'u8' },
  { name: 'state_synced', type: 'u8' },
  { name: 'authorized', type: 'u8' },
  { name: 'remove', type: 'u8' },
];

/** What devices have whatever their bus. drivers/base/dd.c:state_synced_store, drivers/pci/pci-sysfs.c:remove_store */
const GENERIC = ['state_synced', 'remove'];

/** /sys/bus/BUS/drivers_autoprobe is the one attribute of a bus that is no step of its own. */
export function busAttributes(bus: BusType): OpenBody {
  const table = new Map<string, FieldInfo>([
    ['drivers_autoprobe', { name: 'drivers_autoprobe', type: 'u8' }],
  ]);
  return { table, known: NO_FACTS, who: `buses (\`${bus.name}\` too)` };
}

/** `created`: requests that earlier steps made → their flavour. */
export function attributesOf(
  linking: Linking,
  target: readonly string[],
  created: ReadonlyMap<string, string>,
): OpenBody {
  const [head = '', ...rest] = target;
  const flavour = rest.length === 0 ? created.get(head) : undefined;
  if (flavour !== undefined) return ofRequest(linking, flavour);
  const found = findDevices(linking.names, target);
  const declared = linking.names.byId.get(found[0] ?? '');
  if (found.length !== 1 || declared === undefined) return ofMade(linking);
  if (declared.kind === 'request') return ofRequest(linking, declared.decl.flavour?.text ?? '');
  const bus = declared.kind === 'device' ? linking.types.buses.get(busName(declared.id)) : undefined;
  return {
    table: tableOf(bus?.devices ?? []),
    known: NO_FACTS,
    who: bus ? `devices of \`${bus.name}\`` : 'devices',
  };
}

/** `device:pci/0000:00:19.0` → `pci`. */
function busName(id: string): string {
  return id.slice(id.indexOf(':') + 1, id.indexOf('/'));
}

/** What the flavour says may be set, and the attributes of what it creates. */
function ofRequest(linking: Linking, flavour: string): OpenBody {
  lookUp(linking, flavour);
  const offers = linking.types.flavours.get(flavour) ?? [];
  const made = offers
    .flatMap((it) => it.creates)
    .flatMap((name) => linking.types.buses.get(name)?.devices ?? []);
  const fields = specTable(offers.flatMap((it) => it.fields));
  return {
    table: new Map([...tableOf(made), ...fields]),
    known: NO_FACTS,
    who: `flavours \`${flavour}\``,
  };
}

function ofMade({ types }: Linking): OpenBody {
  const structs = [...types.buses.values()].flatMap((it) => it.devices);
  const fields = [...types.flavours.values()].flat().flatMap((it) => it.fields);
  return { table: new Map([...tableOf(structs), ...specTable(fields)]), known: NO_FACTS, who: 'devices' };
}

function tableOf(structs: readonly DeviceStruct[]): FieldTable {
  const names = new Set([...structs.flatMap((it) => it.attributes), ...GENERIC]);
  const attributes = [...names].map(
    (name) => [name, TYPED.find((it) => it.name === name) ?? { name }] as const,
  );
  return new Map([...specTable(structs.flatMap((it) => it.fields)), ...attributes]);
}
