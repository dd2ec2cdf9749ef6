// Writes to a device's attributes: driver_override, sriov_numvfs, sriov_drivers_autoprobe, state_synced, authorized, and what a
// flavour lets its user set (LC-39, LC-42, LC-50).
import { writeStateSynced } from '../base/control.ts';
import { ENOENT } from '../base/errno.ts';
import { isOrphan } from '../base/probe.ts';
import { relistCandidates } from '../candidates.ts';
import type { LiveDevice, LiveRequest, State } from '../live.ts';
import { forgetRefusals } from '../probe.ts';
import type { FieldSpec, Value } from '../topology.ts';
import { disableVirtualFunctions, virtualFunctions } from '../undo.ts';
import { enableVirtualFunctions, isUndoneBy, setOfRequest } from '../user-acts.ts';
import { first } from '../value.ts';
import { authorize } from './authorization.ts';
import { liveTarget } from './find.ts';
import type { ScenarioMachine } from './machine.ts';
import { failed, notThere, OK, ofResult } from './outcome.ts';
import { removeOrderly } from './plug.ts';
import type { Outcome, Target } from './script.ts';
import { unlessOpen } from './waiting.ts';

export function setAttribute(machine: ScenarioMachine, target: Target, name: string, value: Value): Outcome {
  const { state } = machine;
  const request = target.length === 1 ? state.requests.get(target[0] ?? '') : undefined;
  const asked = request && fieldOf(request.flavour.fields, name);
  if (request && asked) return setRequested(state, request, asked, value);
  const device = liveTarget(state, target);
  if (!device) return notThere(target);
  switch (name) {
    case 'driver_override':
      return override(device, value);
    case 'sriov_numvfs':
      return setNumVfs(machine, device, Number(first(value)));
    case 'state_synced':
      return sync(state, device, value);
    case 'authorized':
      return device.struct?.attributes.includes(name)
        ? authorize(machine, device, value)
        : noAttribute(device, name);
    case 'remove':
      return removeOrderly(machine, target);
    default:
      return setField(device, name, value);
  }
}

/** Neither unbinds nor binds nor loads anything (LC-42); an empty text clears it. */
function override(device: LiveDevice, value: Value): Outcome {
  const { bus } = device;
  if (!bus?.type.match?.some(({ kind }) => kind === 'driver_override'))
    return noAttribute(device, 'driver_override');
  if (isOrphan(device))
    return failed('ENOENT', `the directory of ${device.name} is gone with its parent`, 'LC-49');
  const text = String(first(value) ?? '');
  if (text === '') device.driverOverride = undefined;
  else device.driverOverride = text;
  relistCandidates(bus, device);
  return OK;
}

/** drivers/pci/iov.c:sriov_numvfs_store (LC-50). */
function setNumVfs(machine: ScenarioMachine, device: LiveDevice, wanted: number): Outcome {
  const { state } = machine;
  const { declared, driver } = device;
  const total = declared?.vfs.length ?? 0;
  if (total === 0) return noAttribute(device, 'sriov_numvfs', 'LC-50');
  if (wanted < 0 || wanted > total) return failed('ERANGE', `${device.name} has ${total} VFs`, 'LC-50');
  const enabled = virtualFunctions(state, device);
  if (wanted === enabled.length) return OK;
  if (!driver) return failed('ENOENT', `${device.name} is bound to no driver`, 'LC-50');
  if (!driver.decl.sriovConfigure)
    return failed('ENOENT', `the driver of ${device.name} has no sriov_configure`, 'LC-50');
  const [vf] = enabled;
  if (wanted > 0 && vf)
    return failed('EBUSY', `${enabled.length} VFs are enabled: write 0 before ${wanted}`, 'LC-50');
  device.numVfs = wanted;
  if (wanted > 0) {
    const enabling = enableVirtualFunctions(state, device);
    if (enabling?.kind !== 'failed') return OK;
    device.numVfs = 0;
    return failed(enabling.errno, `${driver.name}: ${enabling.reason.text}`, 'LC-50');
  }
  const finish = () => {
    disableVirtualFunctions(state, device);
    return OK;
  };
  return vf ? unlessOpen(machine, vf, finish) : finish();
}

/** The user says that the consumers which never come do not count (LC-39). */
function sync({ core }: State, device: LiveDevice, value: Value): Outcome {
  const text = String(first(value) ?? '');
  const result = writeStateSynced(core, device, text);
  if (result === -ENOENT) return noAttribute(device, 'state_synced', 'LC-39');
  const why = () =>
    text === '1' ? `${device.name} is synced already` : `state_synced takes 1, and not ${text}`;
  return ofResult(result, why, 'LC-39');
}

function setField(device: LiveDevice, name: string, value: Value): Outcome {
  const field = fieldOf([...(device.struct?.fields ?? []), ...(device.class?.fields ?? [])], name);
  const isAttribute = device.struct?.attributes.includes(name) === true;
  if (!field && !isAttribute) return noAttribute(device, name);
  // An attribute can be written once the device is there: that is what it is for.
  const settable = isAttribute && field?.settable === 'creation' ? undefined : field?.settable;
  const late = lateFor(name, settable, device, device.isBound ? device : undefined);
  if (late) return late;
  device.fields = { ...device.fields, [name]: value };
  forgetRefusals(device);
  if (device.bus) relistCandidates(device.bus, device);
  return OK;
}

function setRequested(state: State, request: LiveRequest, field: FieldSpec, value: Value): Outcome {
  const bound = request.target.made.find(
    (made) =>
      made.isBound &&
      made.maker?.request?.id === request.request.id &&
      !isUndoneBy(state, request, made, { [field.name]: value }),
  );
  const late = lateFor(field.name, field.settable, request.request, bound);
  if (late) return late;
  const reason = setOfRequest(state, request, field.name, value);
  return reason ? failed('EINVAL', reason.text, reason.rule) : OK;
}

interface Named {
  readonly name: string;
}

/** What a field that is to be set earlier says: with `created`, or before `bound` was bound (SD-42). */
function lateFor(
  name: string,
  settable: FieldSpec['settable'],
  created: Named,
  bound: Named | undefined,
): Outcome | undefined {
  if (settable === 'creation')
    return failed('EPERM', `${name} is set only when ${created.name} is created`, 'SD-42');
  if (settable === 'before bind' && bound)
    return failed('EBUSY', `${name} can be set only before ${bound.name} is bound`, 'SD-42');
  return undefined;
}

function fieldOf(fields: readonly FieldSpec[], name: string): FieldSpec | undefined {
  return fields.find((field) => field.name === name);
}

function noAttribute({ name, bus }: LiveDevice, attribute: string, rule = 'LC-42'): Outcome {
  return failed('ENOENT', `${name}${bus ? ` on ${bus.name}` : ''} has no attribute ${attribute}`, rule);
}
