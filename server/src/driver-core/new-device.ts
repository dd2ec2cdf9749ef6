// What a made device is before it is added: its fields, number, name, parent and the device that does its DMA.
// auxiliary_device_init and its like fill these in; device_add takes them as they are.
import { isNumberField, type NewDevice, structOf } from './add-device.ts';
import { deviceField } from './device-field.ts';
import { idaOf, takeNumber } from './ida.ts';
import type { LiveDevice, State } from './live.ts';
import { madeId, madeName, makerField, type Naming, nameFromFormats } from './made-name.ts';
import { whatIsThere } from './names/there.ts';
import { find } from './names/world.ts';
import type { Failure, StepContext } from './step-context.ts';
import type { ClassType, Fields, MakeFacts, MakeStep, Scalar, Value } from './topology.ts';
import { first } from './value.ts';

/** The device that the step makes, or why it has no name. Takes a number from the step's IDA. */
export function newDevice(
  context: StepContext,
  step: MakeStep,
  type: ClassType | undefined,
  vf: LiveDevice | undefined,
): NewDevice | Failure {
  const { device, request, driver } = context;
  const bus = step.kind === 'creates' && step.of !== 'none' ? step.of : undefined;
  const missing = missingPlace(context, step.facts);
  if (missing) return missing;
  const parent = step.facts.parent === undefined ? device : placeOf(context, step.facts.parent);
  const id = numberOf(context, step, vf);
  const fields: Record<string, Value> = {
    ...(bus !== undefined && request?.fields),
    ...step.fields,
    ...(id !== undefined && { id }),
  };
  const naming = namingOf(context, step, type, fields, parent);
  const name = nameOf(context, step, naming, fields);
  if (name === undefined) return { errno: 'EINVAL', detail: whyNameless(step, naming) };
  const dma = step.facts.dmaDev === undefined ? undefined : placeOf(context, step.facts.dmaDev);
  const devtype = first(step.fields.devtype);
  return {
    id: madeId(bus ?? type?.name ?? 'none', name),
    name,
    fields,
    given: { ...device?.given, ...request?.fields },
    suppliers: [...step.suppliers, ...(request?.suppliers ?? [])],
    maker: {
      step,
      module: context.module,
      ...(device && { device }),
      ...(driver && { driver }),
      ...(step.label !== undefined && { label: step.label }),
      ...(request && { request }),
    },
    bus,
    class: type?.name,
    devtype: typeof devtype === 'string' ? devtype : undefined,
    parent,
    driverOverride: bus === undefined ? undefined : request?.driverOverride,
    dma: dma?.dma ?? dma,
    udevFormat: step.facts.udev,
  };
}

/** A path from the device that the driver is bound to (`dev.parent`, `parent.physfn`, `dev.dma`), or a device's name. */
export function placeOf({ state, device }: StepContext, place: string): LiveDevice | undefined {
  const [root = '', ...rest] = place.split('.');
  if (!isPath(place)) return namedDevice(state, place);
  const from = root === 'dev' ? device : relative(device, root);
  return rest.reduce(relative, from);
}

/** True for what begins at the device that the driver is bound to, and is no device's name. */
function isPath(place: string): boolean {
  return PATH.test(place);
}

const PATH = /^(?:dev|parent|physfn)(?:\.(?:parent|physfn|dma|dma_dev))*$/;

function relative(device: LiveDevice | undefined, step: string): LiveDevice | undefined {
  if (step === 'parent') return device?.parent;
  return step === 'physfn' ? device?.physfn : device?.dma;
}

/**
 * Why the device cannot be made: a device that it names is not there. A path may end at the top of the tree, or where nobody
 * does DMA; only a `dma_dev` above the top is nobody.
 */
function missingPlace(context: StepContext, { parent, dmaDev }: MakeFacts): Failure | undefined {
  const { state } = context;
  if (parent !== undefined && !isPath(parent) && !placeOf(context, parent))
    return noPlace(state, 'parent', parent);
  if (dmaDev === undefined || placeOf(context, dmaDev)) return undefined;
  return /\.dma(?:_dev)?$/.test(dmaDev) && isPath(dmaDev) ? undefined : noPlace(state, 'dma_dev', dmaDev);
}

function noPlace(state: State, fact: string, place: string): Failure {
  const found = find(whatIsThere(state), place.split('/'));
  const what =
    found.kind === 'many'
      ? `\`${place}\` (\`${fact}\`) is ${found.spellings.map((it) => `\`${it}\``).join(' or ')}`
      : undefined;
  return { errno: 'ENODEV', detail: what ?? `there is no device \`${place}\` (\`${fact}\`)` };
}

/** What a reference means at this moment; whoever is named has others that hang on it. */
function namedDevice(state: State, place: string): LiveDevice | undefined {
  const found = find(whatIsThere(state), place.split('/'));
  const device = found.kind === 'one' ? state.devices.get(found.id) : undefined;
  if (device) state.named.add(device.id);
  return device;
}

/** `id = ida`, an acquired id, `bdf`, `dev.id`, or a number. */
function numberOf(context: StepContext, step: MakeStep, vf: LiveDevice | undefined): Scalar | undefined {
  const { id } = step.facts;
  if (typeof id !== 'string') return id;
  const acquired = context.acquired?.get(id);
  if (acquired !== undefined) return acquired;
  if (id === 'bdf') return deviceNumber(vf ?? context.device);
  if (id === 'dev.id' || id.startsWith('dev.')) return first(deviceField(context.device, id.slice(4)));
  const ida = idaOf(step, context.driver?.id ?? context.module);
  const number = takeNumber(context.state.idas, ida);
  context.device?.taken.push({ ida, number });
  return number;
}

/** pci_dev_id(): bus number and devfn in sixteen bits. */
function deviceNumber(device: LiveDevice | undefined): number | undefined {
  const part = (name: string) => {
    const value = first(deviceField(device, name));
    return typeof value === 'number' ? value : undefined;
  };
  const [bus, slot, fn] = [part('bus'), part('slot'), part('fn')];
  if (bus === undefined || slot === undefined || fn === undefined) return undefined;
  return (bus << 8) | (slot << 3) | fn;
}

function namingOf(
  { state, device, lookup, request, driver }: StepContext,
  step: MakeStep,
  type: ClassType | undefined,
  fields: Fields,
  parent: LiveDevice | undefined,
): Naming {
  const bus = step.kind === 'creates' ? state.buses.get(step.of) : undefined;
  const struct = bus && structOf(bus.type, undefined);
  const place = bus?.type.name ?? type?.name ?? 'none';
  return {
    formats: struct?.names ?? type?.names ?? [],
    isFree: (name) => !state.devices.has(madeId(place, name)) && !bus?.devices.has(name),
    isNumber: bus ? isNumberField(bus.type, struct) : () => false,
    counters: state.counters,
    field(name) {
      if (fields[name] !== undefined) return fields[name];
      if (name === 'driver') return driver?.decl.name;
      if (name === 'flavour') return request?.flavour;
      if (name === 'parent' || name.startsWith('parent.')) return makerField(parent, name);
      // A field of the new device's own kind is not read from the device that makes it.
      if (name === 'name' || struct?.fields.some((field) => field.name === name)) return undefined;
      return lookup({ root: 'dev', name }) ?? device?.given[name];
    },
  };
}

function whyNameless({ of, name }: MakeStep, { formats, field }: Naming): string {
  const format = name ?? formats.at(-1);
  const missing = format?.parts.find(
    (it) => it.kind === 'hole' && it.name !== 'n' && field(it.name) === undefined,
  );
  return missing?.kind === 'hole'
    ? `\`${missing.name}\` is not set, and the name of the ${of} device, \`${format?.source ?? ''}\`, has it`
    : `nothing names the ${of} device`;
}

function nameOf(
  { request, state }: StepContext,
  step: MakeStep,
  naming: Naming,
  fields: Record<string, Value>,
): string | undefined {
  if (step.kind === 'registers')
    return nameFromFormats(step.name ? { ...naming, formats: [step.name] } : naming);
  const bus = state.buses.get(step.of);
  // The core that allocates the device takes the user's name for it: vdpa_alloc_device, mdev_device_create.
  const isNamedByUser = !step.name && bus && structOf(bus.type, undefined)?.alloc === 'core';
  if (isNamedByUser && request) return request.name;
  const name = madeName(naming, step.name, request?.name, fields);
  return name ?? (bus ? undefined : (step.label ?? request?.name));
}
