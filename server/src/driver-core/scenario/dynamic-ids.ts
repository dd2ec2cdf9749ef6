// `new_id` and `remove_id` of a driver, on the buses that have them (LC-43, LC-44). drivers/pci/pci-driver.c: new_id_store,
// remove_id_store; drivers/usb/core/driver.c: usb_store_new_id, usb_create_newid_files; drivers/dax/bus.c:do_id_store.
import { attachDriver } from '../base/attach.ts';
import { announced } from '../base/control.ts';
import { relistCandidates } from '../candidates.ts';
import { emptyDevice } from '../empty-device.ts';
import { guidBytes } from '../guid.ts';
import type { LiveDriver } from '../live.ts';
import { matchDevice } from '../match.ts';
import type { Fields, NewId, Scalar, Value } from '../topology.ts';
import { first } from '../value.ts';
import { driverTarget } from './find.ts';
import type { ScenarioMachine } from './machine.ts';
import { failed, OK } from './outcome.ts';
import type { Outcome, Target } from './script.ts';

/** Adds the id and walks the bus's devices for this driver at once. Refused: too few fields, a known id, unknown driver data. */
export function addDynamicId(machine: ScenarioMachine, target: Target, fields: Fields): Outcome {
  const driver = driverTarget(machine.state, target);
  if (!driver || driver.order === 0) return noDriver(target);
  const newId = dynamicIdsOf(driver);
  if (!newId) return noFile(driver, 'new_id');
  const refused = tooFew(driver, 'new_id', newId, fields);
  if (refused) return refused;
  const given = newId.fields.filter((name) => fields[name] !== undefined);
  if (newId.known !== undefined && isKnown(machine, driver, newId, given.length, fields))
    return failed(newId.known, `${driver.name} serves this id already`, 'LC-44');
  if (newId.fields.includes('driver_data') && newId.known !== undefined && !hasDriverData(driver, fields)) {
    return failed('EINVAL', `no row of ${driver.name} has this driver_data`, 'LC-44');
  }
  const { core } = machine.state;
  announced(core, { entry: 'new_id', bus: driver.bus, driver }, () => {
    driver.dynamicIds.push({ number: driver.dynamicIds.length + 1, fields });
    relist(driver);
    attachDriver(core, driver);
    return 0;
  });
  return OK;
}

function relist(driver: LiveDriver): void {
  if (!driver.bus.dynamic.includes(driver)) driver.bus.dynamic.push(driver);
  for (const device of driver.bus.devices.values()) {
    if (device.candidates && !device.candidates.includes(driver.position))
      relistCandidates(driver.bus, device);
  }
}

/** Takes the id away; who is bound by it stays bound (LC-43). */
export function removeDynamicId(machine: ScenarioMachine, target: Target, fields: Fields): Outcome {
  const driver = driverTarget(machine.state, target);
  if (!driver || driver.order === 0) return noDriver(target);
  const newId = dynamicIdsOf(driver);
  if (!newId || newId.isKept) return noFile(driver, 'remove_id');
  const refused = tooFew(driver, 'remove_id', newId, fields);
  if (refused) return refused;
  const place = driver.dynamicIds.findIndex((row) => isSameId(row.fields, withoutWildcards(driver, fields)));
  if (place < 0 && newId.unknown !== undefined)
    return failed(newId.unknown, `${driver.name} has no such dynamic id`, 'LC-43');
  announced(machine.state.core, { entry: 'remove_id', bus: driver.bus, driver }, () => {
    if (place >= 0) driver.dynamicIds.splice(place, 1);
    return 0;
  });
  return OK;
}

/** Not set: its drivers have no such files. Where a bus has several kinds of device, those of the first have them (usb_driver). */
function dynamicIdsOf({ bus, decl }: LiveDriver): NewId | undefined {
  const [usual] = bus.type.devices;
  return decl.devtype === undefined || decl.devtype === usual?.struct ? bus.type.newId : undefined;
}

function tooFew({ bus }: LiveDriver, file: string, newId: NewId, fields: Fields): Outcome | undefined {
  const { required } = newId;
  const given = newId.fields.filter((name) => fields[name] !== undefined);
  if (given.length >= required) return undefined;
  return failed(
    'EINVAL',
    `${file} of ${bus.name} wants ${newId.fields.slice(0, required).join(', ')}`,
    'LC-43',
  );
}

/**
 * vmbus: the same dynamic id (hv_vmbus_dynid_match). pci, unless all fields are given: a device of exactly these ids, asked of the
 * static table and the dynamic ids (pci_match_device).
 */
function isKnown(
  { state }: ScenarioMachine,
  driver: LiveDriver,
  newId: NewId,
  given: number,
  fields: Fields,
): boolean {
  if (newId.required === newId.fields.length)
    return driver.dynamicIds.some((row) => isSameId(row.fields, fields));
  if (given === newId.fields.length) return false;
  const device = emptyDevice('', '', '', 0);
  device.bus = driver.bus;
  device.struct = driver.bus.type.devices[0];
  device.fields = fields;
  return matchDevice(state.topology.kernel, device, driver).result === 'yes';
}

function hasDriverData({ decl }: LiveDriver, fields: Fields): boolean {
  const rows = decl.tables.id_table;
  const wanted = Number(first(fields.driver_data) ?? 0);
  return rows === undefined || rows.some((row) => Number(first(row.fields.driver_data) ?? 0) === wanted);
}

/** A field that says "any" is as if it were left out. */
function withoutWildcards({ bus }: LiveDriver, fields: Fields): Fields {
  const wildcards = new Map(bus.type.tables.id_table?.fields.map((it) => [it.name, it.wildcard?.value]));
  const said = Object.entries(fields).filter(([name, value]) => first(value) !== wildcards.get(name));
  return Object.fromEntries(said);
}

function isSameId(known: Fields, wanted: Fields): boolean {
  return Object.keys(wanted).every((name) => plain(known[name]) === plain(wanted[name]));
}

/** Numbers written as texts are numbers, GUIDs compare without letter case. */
function plain(value: Value | undefined): Scalar | undefined {
  const it = first(value);
  if (typeof it !== 'string') return it;
  const number = Number(it);
  return it === '' || Number.isNaN(number) ? (guidBytes(it) ?? it) : number;
}

function noDriver(target: Target): Outcome {
  return failed('ENOENT', `no driver \`${target.join('/')}\` is registered`, 'LC-43');
}

function noFile(driver: LiveDriver, file: 'new_id' | 'remove_id'): Outcome {
  return failed('ENOENT', `${driver.name} has no ${file}: ${whyNoFile(driver)}`, 'LC-43');
}

function whyNoFile(driver: LiveDriver): string {
  const { bus, decl } = driver;
  if (!bus.type.newId) return `${bus.name} has no dynamic ids`;
  return dynamicIdsOf(driver)
    ? `an id of ${bus.name} stays until its driver goes`
    : `drivers of a ${decl.devtype ?? bus.name} have no dynamic ids`;
}
