// `creates` and `registers`: a driver makes a device on a bus, one without a bus, or registers a class device.
// device_register, auxiliary_device_add, XXX_register of a subsystem (LC-66, LC-68).
import { addDeclared } from './add-declared.ts';
import { addDevice, type NewDevice } from './add-device.ts';
import { attachTo } from './base/control.ts';
import { extended } from './extension.ts';
import type { LiveDevice, LiveDriver, State } from './live.ts';
import { madeBy } from './made-by.ts';
import { makerField } from './made-name.ts';
import { newDevice, placeOf } from './new-device.ts';
import { renderFormat } from './render-format.ts';
import type { MadeDevice } from './result.ts';
import type { Failure, StepContext } from './step-context.ts';
import type { ClassType, Device, MakeStep } from './topology.ts';
import { note } from './trace.ts';

/** A device of the same step's device's device …, this often: the driver matches what it makes, and the kernel's stack overflows. */
const DEEPEST = 3;
/** More than a machine holds; only a description that multiplies without end gets there. */
const MOST_MADE = 100_000;

export function makeDevice(context: StepContext, step: MakeStep): Failure | undefined {
  const { state, device } = context;
  if (step.of === 'vf') return addVirtualFunctions(context);
  if (step.per === 'vf') {
    for (const id of device?.declared?.vfs ?? []) {
      const failure = makeOne(context, step, state.devices.get(id));
      if (failure) return failure;
    }
    return undefined;
  }
  return makeOne(context, step, undefined);
}

function makeOne(context: StepContext, step: MakeStep, vf: LiveDevice | undefined): Failure | undefined {
  const type = step.kind === 'registers' ? context.state.topology.classes.get(step.of) : undefined;
  if (type?.noDevice) return registerHandle(context, step, type);
  const endless = recursion(context, step);
  if (endless) return endless;
  return add(context, step, type, vf);
}

function add(
  context: StepContext,
  step: MakeStep,
  type: ClassType | undefined,
  vf: LiveDevice | undefined,
): Failure | undefined {
  const { state, device } = context;
  const spec = newDevice(context, step, type, vf);
  if ('errno' in spec) return spec;
  const added = addDevice(state, extended(state, spec));
  if ('refused' in added) {
    state.refused.push({ id: spec.id, reason: added.refused, made: refusedDevice(spec) });
    return { errno: 'EEXIST', detail: added.refused.text };
  }
  state.nMade++;
  note(state, () => ({
    act: step.kind === 'creates' ? 'create' : 'register-class',
    device: added.device.id,
    ...(context.driver && { driver: context.driver.id }),
    text: `${context.driver?.decl.name ?? context.module} ${step.kind} ${step.of} ${added.device.name}`,
    rule: step.kind === 'creates' ? 'LC-63' : 'LC-66',
  }));
  (device ?? context.state.modules.get(context.module))?.made.push(added.device);
  return attachMade(context, step, added.device);
}

function refusedDevice({ id, name, bus, class: of, parent, maker }: NewDevice): MadeDevice {
  return {
    id,
    name,
    ...(bus !== undefined && { bus }),
    ...(of !== undefined && { class: of }),
    ...(parent && { parent: parent.id }),
    ...(maker && { madeBy: madeBy(maker) }),
  };
}

/** A device whose bus never matches is attached to the driver that its maker names (mdev_device_create, LC-20). */
function attachMade(context: StepContext, step: MakeStep, made: LiveDevice): Failure | undefined {
  const { state } = context;
  const wanted = step.facts.driver;
  if (wanted === undefined) {
    return undefined;
  }
  const driver = made.bus?.drivers.get(wanted);
  if (!driver) return { errno: 'ENODEV', detail: `driver ${wanted} is not registered` };
  attachTo(state.core, driver, made);
  return made.isBound ? undefined : { errno: 'ENODEV', detail: `${wanted} does not bind ${made.name}` };
}

/** Drivers that match their own children, straight or in a circle, end here instead of in a stack overflow. */
function recursion({ state, driver, device }: StepContext, step: MakeStep): Failure | undefined {
  const depth = generations(device, step);
  if (depth < DEEPEST && state.nMade < MOST_MADE) return undefined;
  const text =
    depth < DEEPEST
      ? `the run stopped after ${MOST_MADE} devices that drivers made`
      : `\`${driver?.decl.name ?? step.of}\` matches the devices that it makes: each probe makes the next, and the kernel's stack overflows`;
  if (depth >= DEEPEST && driver && device) reportOverflow(state, driver, device, text);
  return { errno: 'ELOOP', detail: text, stop: { code: 'probe-failed', text, rule: 'LC-13' } };
}

function reportOverflow({ core }: State, driver: LiveDriver, device: LiveDevice, text: string): void {
  if (core.mishaps.some((it) => it.kind === 'stack overflow' && it.driver === driver.name)) return;
  core.mishaps.push({ kind: 'stack overflow', device: device.id, driver: driver.name, text, rule: 'LC-13' });
}

/** How many devices in the line of those that made each other came from this step. */
function generations(device: LiveDevice | undefined, step: MakeStep): number {
  let count = 0;
  for (let at = device; at?.maker; at = at.maker.device) if (at.maker.step === step) count++;
  return count;
}

/** A class without a struct device keeps a handle of the device that registers: `auxiliary/mlx5_core.sf.1`. */
function registerHandle(context: StepContext, step: MakeStep, type: ClassType): undefined {
  const { device, lookup } = context;
  const subject = step.facts.parent === undefined ? device : placeOf(context, step.facts.parent);
  if (!subject) return;
  const field = (name: string) => {
    if (step.fields[name] !== undefined) return step.fields[name];
    if (name === 'parent' || name.startsWith('parent.')) return makerField(subject, name);
    return lookup({ root: 'dev', name });
  };
  const formats = step.name ? [step.name] : type.names;
  const named = formats.map((format) => renderFormat(format, field)).find((text) => text !== undefined);
  const place = subject.bus ? `${subject.bus.type.name}/${subject.name}` : subject.name;
  subject.handles.push({ class: type.name, name: named ?? place });
}

/**
 * sriov_configure: the declared VFs of the device appear, in their order (drivers/pci/iov.c:sriov_enable). Those that are declared
 * absent wait for a write to `sriov_numvfs`.
 */
function addVirtualFunctions({ state, device, driver }: StepContext): undefined {
  const vfs = device?.declared?.vfs ?? [];
  for (const id of vfs.slice(0, device?.numVfs ?? vfs.length)) {
    const declared = state.declared.get(id);
    const waits = declared?.absent === true && device?.numVfs === undefined;
    if (!declared || waits || state.devices.has(id)) continue;
    const added = addDeclared(state, overridden(declared, driver));
    if (added) device?.made.push(added);
  }
}

/** A PF that is given to a user gives its VFs to the same driver (LC-71: vfio_pci_core.c:vfio_pci_bus_notifier). */
function overridden(vf: Device, driver: LiveDriver | undefined): Device {
  const isVfio = driver?.decl.probe.some((step) => step.kind === 'registers' && step.of === 'vfio');
  return driver && isVfio && vf.driverOverride === undefined ? { ...vf, driverOverride: driver.name } : vf;
}
