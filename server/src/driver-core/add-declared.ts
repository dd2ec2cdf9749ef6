// Adds a device of the description as it is written: its parent is there before it.
import { type Added, addDevice } from './add-device.ts';
import type { LiveDevice, LiveDriver, State } from './live.ts';
import type { Device } from './topology.ts';

const NOTHING_GIVEN = {};

/** Undefined if it was refused, or if its parent is not there: then it is absent as well. */
export function addDeclared(state: State, declared: Device): LiveDevice | undefined {
  const parent = declared.parent === undefined ? undefined : state.devices.get(declared.parent);
  if (declared.parent !== undefined && !parent) {
    const name = state.declared.get(declared.parent)?.name ?? declared.parent;
    const text = `its parent ${name} is not there`;
    state.absent.set(declared.id, { code: 'absent', text, rule: 'LC-6' });
    return undefined;
  }
  const physfn = declared.physfn === undefined ? undefined : state.devices.get(declared.physfn);
  const claim = claimOf(state, declared);
  const added: Added = addDevice(state, {
    id: declared.id,
    name: declared.name,
    fields: declared.fields,
    given: NOTHING_GIVEN,
    suppliers: declared.suppliers,
    declared,
    bus: declared.bus,
    class: declared.class,
    devtype: declared.devtype,
    parent,
    physfn,
    driverOverride: declared.driverOverride,
    claim,
  });
  state.absent.delete(declared.id);
  if ('device' in added) return added.device;
  state.refused.push({ id: declared.id, reason: added.refused });
  return undefined;
}

function claimOf(state: State, { bus, claimedBy }: Device): LiveDriver | undefined {
  if (bus === undefined || claimedBy === undefined) return undefined;
  return state.buses.get(bus)?.known.find(({ decl }) => decl.name === claimedBy);
}
