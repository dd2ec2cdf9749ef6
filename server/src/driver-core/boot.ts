// From a topology to a machine at rest: devices in addition order, modules in rounds, then what user space does.
// Nothing here ends in a loop: every round loads a module that was not there, every act is carried out once.
import { addDeclared } from './add-declared.ts';
import { enableDeferral, probeForInit } from './base/power.ts';
import { settle } from './base/settle.ts';
import { resumeSyncState } from './base/sync-state.ts';
import { declaredIndex } from './declared-index.ts';
import { extensionsOf } from './extension.ts';
import type { State } from './live.ts';
import { askedModules, loadModules, startModules } from './module-load.ts';
import { type LoadSequence, raceOrder } from './module-race.ts';
import type { Id } from './topology.ts';
import { carryOut, enableVirtualFunctions, type OpenRequest, refusal } from './user-acts.ts';

/** Boots, and returns the requests that nobody carries out. */
export function boot(state: State): readonly OpenRequest[] {
  const source = state.source();
  for (const declared of state.topology.devices) {
    if (declared.absent) {
      state.absent.set(declared.id, { code: 'absent', text: 'it is declared absent', rule: 'LC-5' });
    } else if (declared.physfn === undefined) {
      addDeclared(state, declared);
    } else {
      const text = `a VF is there once the driver of its PF ${declared.physfn} has enabled it (sriov_configure)`;
      state.absent.set(declared.id, { code: 'absent', text, rule: 'LC-50' });
    }
  }
  // Built-in drivers come before late_initcall: nothing is retried until then (LC-29).
  state.core.retriesDeferred = false;
  state.core.pausesSyncState = true;
  const started = startModules(state, source);
  loadModules(
    state,
    started.filter(({ builtin }) => builtin),
  );
  const { config } = state.topology.kernel;
  // Without device trees nobody holds sync_state back beyond late_initcall (of_platform_sync_state_init).
  if (config.CONFIG_OF === 'n') resumeSyncState(state.core);
  enableDeferral(state.core, config.CONFIG_MODULES === 'n' ? 'no drivers come' : 'drivers may come');
  probeForRoot(state);
  resumeSyncState(state.core);
  loadInTurn(
    state,
    started.filter(({ builtin }) => !builtin).map((module) => [module]),
  );
  const open = carryOutDeclared(state);
  for (const request of open) state.notMade.push({ request: request.request.id, reason: refusal(request) });
  return open;
}

/** ip_auto_config(), a late_initcall: without any interface to the network whatever can be probed is, since 6.0 (LC-37). */
function probeForRoot({ core, devices, topology: { kernel } }: State): void {
  if (!kernel.isRootOnNetwork || kernel.version < 6_000) return;
  if (kernel.fwDevlink === 'off' || kernel.fwDevlink === 'permissive') return;
  for (const device of devices.values()) if (device.class?.name === 'net') return;
  probeForInit(core);
}

/** Loads what new devices ask for until nobody asks any more: at most one round for each module. */
export function settleUserSpace(state: State): void {
  settle(state.core);
  loadInTurn(state, []);
}

/** `first`: modules that somebody loads while the first uevents are answered. */
function loadInTurn(state: State, first: readonly LoadSequence[]): void {
  const { choose } = state.core;
  let asked: readonly LoadSequence[] = [...first, ...askedModules(state)];
  for (; asked.length > 0; asked = askedModules(state)) {
    if (choose) for (const module of raceOrder(state, asked, choose)) loadModules(state, [module]);
    else loadModules(state, asked.flat());
  }
}

/** Carries out what can be, until nothing moves any more; the rest is returned. VFs are enabled where a driver can. */
export function carryOutAll(state: State, requests: readonly OpenRequest[]): readonly OpenRequest[] {
  let open = requests;
  const { withVfs } = declaredIndex(state.topology);
  for (let isMoving = true; isMoving; ) {
    isMoving = false;
    for (const id of withVfs) {
      const device = state.devices.get(id);
      if (!device || device.numVfs !== undefined || state.vfsEnabled.has(id)) continue;
      if (enableVirtualFunctions(state, device)?.kind !== 'done') continue;
      state.vfsEnabled.add(id);
      isMoving = true;
      settleUserSpace(state);
    }
    const rest: OpenRequest[] = [];
    for (const request of open) {
      const answer = carryOut(state, request);
      if (answer?.kind === 'done') rest.push(...answer.inner);
      if (answer === undefined) rest.push(request);
      else {
        isMoving = true;
        settleUserSpace(state);
      }
    }
    open = rest;
  }
  return open;
}

/** Each is asked once, when its device is there: that may be one of those that others make. */
function carryOutDeclared(state: State): readonly OpenRequest[] {
  const asked = new Set<Id>();
  let open = carryOutAll(state, []);
  for (let news = requestsOf(state); news.length > 0; ) {
    for (const { request } of news) asked.add(request.id);
    open = carryOutAll(state, [...open, ...news]);
    news = requestsOf(state).filter(({ request }) => !asked.has(request.id));
  }
  return open;
}

function requestsOf(state: State): readonly OpenRequest[] {
  const open: OpenRequest[] = [];
  for (const { id, requests } of state.topology.devices) {
    const device = requests.length > 0 ? state.devices.get(id) : undefined;
    if (device) for (const request of requests) open.push({ request, targets: [device] });
  }
  if (!state.topology.extensions) return open;
  for (const device of state.devices.values()) {
    if (device.declared) continue;
    for (const { requests } of extensionsOf(state, device)) {
      for (const request of requests) open.push({ request, targets: [device] });
    }
  }
  return open;
}
