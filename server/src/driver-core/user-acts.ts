// What user space asks of bound devices: sriov_numvfs, and `create NAME flavour F` (devlink port add, vdpa dev add, mdev create),
// then attributes of what was created, and its end. Each is a top-level operation.
import { settle } from './base/settle.ts';
import { holds } from './condition.ts';
import { lookupFor } from './device-field.ts';
import type { LiveDevice, LiveDriver, LiveRequest, State } from './live.ts';
import type { Reason } from './result.ts';
import { runSteps } from './steps.ts';
import type { Flavour, Id, MakeStep, Request, Step, Value } from './topology.ts';
import { deleteMade, deleteRequested, type Mark, markOf, undoSteps } from './undo.ts';

/** A request with the devices that it may be meant for: one, or all that the request around it made. */
export interface OpenRequest {
  readonly request: Request;
  readonly targets: readonly LiveDevice[];
}

/** What became of a request: carried out, with the requests within it, or refused by a step. */
export type Answer = { readonly kind: 'done'; readonly inner: readonly OpenRequest[] } | Failed;

/** What became of `sriov_configure`. */
export type Enabling = { readonly kind: 'done' } | Failed;

interface Failed {
  readonly kind: 'failed';
  readonly errno: string;
  readonly reason: Reason;
}

/** The driver of the device makes its VFs: `sriov_numvfs` (pci/iov.c:sriov_numvfs_store). Undefined: it makes none, or they are there. */
export function enableVirtualFunctions(state: State, device: LiveDevice): Enabling | undefined {
  const { driver, declared } = device;
  const steps = driver?.decl.sriovConfigure;
  if (!driver || !steps || !declared || declared.vfs.length === 0) return undefined;
  const waits = (id: Id): boolean => device.numVfs === undefined && state.declared.get(id)?.absent === true;
  if (declared.vfs.every((id) => state.devices.has(id) || waits(id))) return undefined;
  const failure = act(state, { device, driver }, steps);
  settle(state.core);
  return failure ? { kind: 'failed', ...failure } : { kind: 'done' };
}

/** Carries a request out if a driver offers its flavour. Undefined: nobody does, yet. */
export function carryOut(state: State, open: OpenRequest): Answer | undefined {
  for (const target of open.targets) {
    const offer = flavourOffer(state, target, open.request.flavour);
    if (offer) return ask(state, target, offer, open.request);
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

/**
 * Sets an attribute of what was created: what its flavour makes only then appears, what it makes no longer goes
 * (`devlink port function set … state active`).
 */
export function setOfRequest(
  state: State,
  live: LiveRequest,
  attribute: string,
  value: Value,
): Reason | undefined {
  const fields = { ...live.request.fields, [attribute]: value };
  const { target, flavour } = live;
  live.request = { ...live.request, fields };
  const lookup = lookupOf(state, live);
  for (const step of [...flavour.steps].reverse()) {
    if (isMake(step) && !holds(step.when, lookup))
      for (const made of madeBy(live, step)) deleteMade(state, made);
  }
  const missing = flavour.steps.filter(
    (step) => isMake(step) && holds(step.when, lookup) && madeBy(live, step).length === 0,
  );
  const mark = markOf(target);
  const failure = act(state, { ...live, device: target }, missing);
  const { taken, handles } = heldSince(target, mark);
  live.held.taken.push(...taken);
  live.held.handles.push(...handles);
  settle(state.core);
  return failure?.reason;
}

/** Whether a device goes when that is set: the step that made it does not hold any more. */
export function isUndoneBy(
  state: State,
  live: LiveRequest,
  { maker }: LiveDevice,
  set: Readonly<Record<string, Value>>,
): boolean {
  const asked = { ...live, request: { ...live.request, fields: { ...live.request.fields, ...set } } };
  return maker !== undefined && !holds(maker.step.when, lookupOf(state, asked));
}

/** Undoes all that a request made, the last first. */
export function deleteRequest(state: State, live: LiveRequest): void {
  state.requests.delete(live.request.name);
  deleteRequested(state, live);
  settle(state.core);
}

interface Offer {
  readonly flavour: Flavour;
  readonly driver?: LiveDriver;
  readonly provider?: LiveDevice;
}

/** Of the device's driver, of a driver bound to a part of it (`flavour F of parent`), or of the module that made it. */
function flavourOffer(state: State, target: LiveDevice, name: string): Offer | undefined {
  const { driver, maker } = target;
  const own = driver?.decl.flavours.find((flavour) => flavour.name === name && !flavour.ofParent);
  if (own && driver) return { flavour: own, driver, provider: target };
  for (const child of target.children) {
    const part = child.driver?.decl.flavours.find((flavour) => flavour.name === name && flavour.ofParent);
    if (part && child.driver) return { flavour: part, driver: child.driver, provider: child };
  }
  const module = maker?.module === undefined ? undefined : state.modules.get(maker.module);
  const flavour = driver ? undefined : module?.decl?.flavours.find((candidate) => candidate.name === name);
  return flavour && { flavour };
}

function ask(state: State, target: LiveDevice, offer: Offer, request: Request): Answer {
  const before = markOf(target);
  const failure = act(state, { ...offer, device: target, request }, offer.flavour.steps);
  const held = heldSince(target, before);
  settle(state.core);
  if (failure) {
    state.notMade.push({ request: request.id, device: target.id, reason: failure.reason });
    return { kind: 'failed', ...failure };
  }
  state.requests.set(request.name, { ...offer, request, target, held });
  const made = target.made.slice(before.made);
  return { kind: 'done', inner: request.requests.map((inner) => ({ request: inner, targets: made })) };
}

function heldSince({ taken, handles }: LiveDevice, mark: Mark): LiveRequest['held'] {
  return { taken: taken.slice(mark.taken), handles: handles.slice(mark.handles) };
}

interface Actor {
  readonly device: LiveDevice;
  readonly driver?: LiveDriver;
  readonly request?: Request;
}

function act(
  state: State,
  actor: Actor,
  steps: readonly Step[],
): { readonly errno: string; readonly reason: Reason } | undefined {
  const { device, driver, request } = actor;
  const mark = markOf(device);
  const failure = runSteps(
    {
      state,
      device,
      module: driver?.module ?? device.maker?.module ?? '',
      lookup: lookupOf(state, { target: device, ...actor }),
      ...(driver && { driver }),
      ...(request && { request }),
    },
    steps,
  );
  if (!failure) return undefined;
  undoSteps(state, device, mark);
  const { errno } = failure;
  const detail = failure.detail ? `: ${failure.detail}` : '';
  const reason = failure.stop ?? {
    code: 'probe-failed' as const,
    text: `${request ? `flavour \`${request.flavour}\`` : 'sriov_configure'} returns -${errno}${detail}`,
    rule: 'LC-24',
  };
  return { errno, reason };
}

/** What was asked for comes before what the device has. */
function lookupOf(
  state: State,
  { target, driver, request }: { target: LiveDevice; driver?: LiveDriver; request?: Request },
) {
  const base = lookupFor(state.topology.kernel, target, driver);
  return (path: Parameters<typeof base>[0]) =>
    path.root === 'dev' ? (request?.fields[path.name] ?? base(path)) : base(path);
}

function madeBy({ target, request }: LiveRequest, step: MakeStep): readonly LiveDevice[] {
  return target.made.filter(({ maker }) => maker?.step === step && maker.request?.id === request.id);
}

function isMake(step: Step): step is MakeStep {
  return step.kind === 'creates' || step.kind === 'registers';
}
