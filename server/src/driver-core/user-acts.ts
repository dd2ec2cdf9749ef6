// What user space does once devices are bound: sriov_numvfs, then `create NAME flavour F` (devlink port add, vdpa dev add,
// mdev create). One act after the other, in the order of the devices; each is a top-level operation.
import { settle } from './base/settle.ts';
import { lookupFor } from './device-field.ts';
import type { LiveDevice, LiveDriver, State } from './live.ts';
import type { Reason } from './result.ts';
import { runSteps } from './steps.ts';
import type { Flavour, Request, Step } from './topology.ts';
import { markOf, undoSteps } from './undo.ts';

/** A request with the devices that it may be meant for: one, or all that the request around it made. */
export interface OpenRequest {
  readonly request: Request;
  readonly targets: readonly LiveDevice[];
}

/** True if the driver of the device has its VFs made now. */
export function enableVirtualFunctions(state: State, device: LiveDevice): boolean {
  const { driver, declared } = device;
  const steps = driver?.decl.sriovConfigure;
  if (!driver || !steps || !declared || declared.vfs.length === 0) return false;
  if (declared.vfs.every((id) => state.devices.has(id) || state.declared.get(id)?.absent)) return false;
  const isDone = act(state, device, driver, undefined, steps) === undefined;
  settle(state.core);
  return isDone;
}

/** Carries a request out if a driver offers its flavour; the requests within it are returned. Undefined: not yet. */
export function carryOut(state: State, open: OpenRequest): readonly OpenRequest[] | undefined {
  for (const target of open.targets) {
    const offer = flavourOffer(state, target, open.request.flavour);
    if (!offer) continue;
    const before = target.made.length;
    const failure = act(state, target, offer.driver, open.request, offer.flavour.steps);
    settle(state.core);
    if (failure) {
      state.notMade.push({ request: open.request.id, device: target.id, reason: failure });
      return [];
    }
    const made = target.made.slice(before);
    return open.request.requests.map((request) => ({ request, targets: made }));
  }
  return undefined;
}

/** Why nobody carries it out: no driver, or one without this flavour. */
export function refusal({ request, targets }: OpenRequest): Reason {
  const [target] = targets;
  const who = target ? `\`${target.name}\`` : 'the device that it is asked of';
  const driver = target?.driver?.decl.name;
  const text =
    driver === undefined
      ? `nobody carries out flavour \`${request.flavour}\`: ${who} is not bound`
      : `driver \`${driver}\` of ${who} has no flavour \`${request.flavour}\``;
  return { code: 'no-driver', text, rule: 'LC-66' };
}

/** Of the device's driver, of a driver bound to a part of it (`flavour F of parent`), or of the module that made it. */
function flavourOffer(
  state: State,
  target: LiveDevice,
  name: string,
): { readonly flavour: Flavour; readonly driver?: LiveDriver } | undefined {
  const { driver, maker } = target;
  const own = driver?.decl.flavours.find((flavour) => flavour.name === name && !flavour.ofParent);
  if (own && driver) return { flavour: own, driver };
  for (const child of target.children) {
    const part = child.driver?.decl.flavours.find((flavour) => flavour.name === name && flavour.ofParent);
    if (part && child.driver) return { flavour: part, driver: child.driver };
  }
  const module = maker?.module === undefined ? undefined : state.modules.get(maker.module);
  const flavour = driver ? undefined : module?.decl?.flavours.find((candidate) => candidate.name === name);
  return flavour && { flavour };
}

function act(
  state: State,
  device: LiveDevice,
  driver: LiveDriver | undefined,
  request: Request | undefined,
  steps: readonly Step[],
): Reason | undefined {
  const mark = markOf(device);
  const base = lookupFor(state.topology.kernel, device, driver);
  const failure = runSteps(
    {
      state,
      device,
      module: driver?.module ?? device.maker?.module ?? '',
      lookup: (path) => (path.root === 'dev' ? (request?.fields[path.name] ?? base(path)) : base(path)),
      acquired: new Map(),
      ...(driver && { driver }),
      ...(request && { request }),
    },
    steps,
  );
  if (!failure) return undefined;
  undoSteps(state, device, mark);
  const detail = failure.detail ? `: ${failure.detail}` : '';
  return failure.stop ?? { code: 'probe-failed', text: `returns -${failure.errno}${detail}`, rule: 'LC-24' };
}
