// Why a device is in its state: one sentence in kernel terms, with the rule that decided.
import { matchingAttempts } from './attempts.ts';
import { AUTOPROBE_CONSUMER, INFERRED, isSyncStateOnly, MANAGED } from './base/link-flags.ts';
import { missingSupplier, supplierName } from './device-links.ts';
import { INSTALLED } from './kmod/module-drivers.ts';
import { normalizeModuleName } from './kmod/normalize-alias.ts';
import type { LiveDevice, State } from './live.ts';
import { matchRule } from './match-rule.ts';
import { loadSteps } from './module-load.ts';
import type { Attempt, DeviceState, Reason } from './result.ts';
import type { Id } from './topology.ts';

export function stateOf(device: LiveDevice): DeviceState {
  if (device.isBound) return 'bound';
  return device.isDeferred ? 'deferred' : 'unbound';
}

/** `attempts`: those of the device, also of drivers whose module is not loaded. */
export function reasonOf(state: State, device: LiveDevice, attempts: readonly Attempt[]): Reason {
  if (device.isBound) return whyBound(device, attempts);
  if (device.class) {
    return {
      code: 'class-device',
      text: `a device of class ${device.class.name}: no driver binds to it`,
      rule: 'LC-66',
    };
  }
  if (!device.bus) return { code: 'no-bus', text: 'it is on no bus: nothing matches it', rule: 'LC-2' };
  if (device.struct?.noDriver) {
    return { code: 'no-driver', text: `no driver binds to a ${device.struct.struct}`, rule: 'LC-2' };
  }
  const stop = device.stop ?? mishapOf(state, device);
  if (stop) return stop;
  return whyUnbound(state, device, attempts);
}

/** What the core found that cannot end (LC-27), or ends the kernel. */
function mishapOf({ core }: State, { id }: LiveDevice): Reason | undefined {
  const mishap = core.mishaps.find(({ device }) => device === id);
  return mishap && { code: 'probe-defer', text: mishap.text, rule: mishap.rule };
}

function whyBound(device: LiveDevice, attempts: readonly Attempt[]): Reason {
  const { driver, declared, maker } = device;
  const name = driver?.decl.name ?? '';
  if (declared?.claimedBy !== undefined) {
    return {
      code: 'claimed',
      text: `claimed by ${name} before it was added: no match, no probe`,
      rule: 'LC-73',
    };
  }
  if (maker?.step.facts.driver !== undefined) {
    return { code: 'attached', text: `its maker attaches it to ${name}, without match`, rule: 'LC-20' };
  }
  const attempt = attempts.find((candidate) => candidate.driver === driver?.id);
  const override = overrideText(device);
  return { code: 'matched', text: `${name} matches by ${howItMatched(attempt)}${override}`, rule: 'LC-12' };
}

function howItMatched(attempt: Attempt | undefined): string {
  const { result, step, table, row } = attempt?.verdict ?? {};
  if (result === 'error') return `\`bind\`, which takes an error of match() for a yes: \`${step ?? ''}\``;
  if (table !== undefined && row !== undefined) return `row ${row} of its ${table}`;
  return step ?? 'having no match callback: every driver matches (LC-20)';
}

function overrideText(device: LiveDevice): string {
  return device.driverOverride === undefined ? '' : `; driver_override = ${device.driverOverride}`;
}

function whyUnbound(state: State, device: LiveDevice, attempts: readonly Attempt[]): Reason {
  const missing = device.isDeferred ? missingSupplier(device) : undefined;
  if (missing !== undefined)
    return { code: 'supplier', text: supplierText(state, device, missing), rule: 'LC-34' };
  const error = attempts.find(({ outcome }) => outcome === 'match error');
  if (error) {
    const text = `match() returns -${error.errno ?? 'EINVAL'} (\`${error.verdict.step ?? ''}\`): no later driver is asked`;
    return { code: 'match-error', text, rule: device.bus ? matchRule(device.bus.type) : 'LC-20' };
  }
  const deferred = attempts.find(({ outcome }) => outcome === 'deferred');
  if (deferred && device.isDeferred) {
    const text = `${driverName(state, deferred)} returns -EPROBE_DEFER: ${deferred.detail ?? 'it is not ready'}`;
    return { code: 'probe-defer', text, rule: 'LC-21' };
  }
  if (state.core.blocksProbes && device.isDeferred)
    return { code: 'probe-defer', text: 'probing is blocked until the resume', rule: 'LC-57' };
  return refusedBy(state, device, attempts) ?? nothingMatches(state, device, attempts);
}

function supplierText(state: State, { waitsFor }: LiveDevice, missing: Id): string {
  const supplier = state.devices.get(missing);
  const name = supplierName(state, missing);
  if (!supplier) return `waits for its supplier ${name}, which is not there: no driver is probed`;
  const text = `waits for its supplier ${name}, which is not bound: no driver is probed`;
  const hasDriver = matchingAttempts(state, supplier).some(({ outcome }) => outcome !== 'not loaded');
  return hasDriver || ((waitsFor?.flags ?? 0) & INFERRED) === 0
    ? text
    : `${text}. No driver matches ${name}: the link is dropped when deferred_probe_timeout has passed (LC-30)`;
}

function refusedBy(state: State, device: LiveDevice, attempts: readonly Attempt[]): Reason | undefined {
  const failed = attempts.find(({ outcome }) => outcome === 'failed');
  const declined = attempts.find(({ outcome }) => outcome === 'declined');
  const attempt = failed ?? declined;
  if (!attempt) return undefined;
  const detail = attempt.detail === undefined ? '' : `: ${attempt.detail}`;
  const who = attempt.by?.who ?? driverName(state, attempt);
  const text = `${who} returns -${attempt.errno ?? ''}${detail}${overrideText(device)}`;
  return { code: failed ? 'probe-failed' : 'declined', text, rule: attempt.by?.rule ?? 'LC-24' };
}

function nothingMatches(state: State, device: LiveDevice, attempts: readonly Attempt[]): Reason {
  const { bus, driverOverride } = device;
  const name = bus?.type.name ?? '';
  if (bus && !bus.autoprobe && bus.type.walk === undefined) {
    return { code: 'autoprobe-off', text: `drivers_autoprobe of \`${name}\` is 0`, rule: 'LC-41' };
  }
  const free = attempts.find(({ outcome, verdict }) => verdict.result === 'yes' && outcome !== 'not loaded');
  if (free) {
    return notAsked(device, driverName(state, free));
  }
  const idle = attempts.find(({ outcome }) => outcome === 'not loaded');
  if (driverOverride !== undefined && !idle) {
    const named = bus?.known.find(({ decl }) => decl.name === driverOverride);
    const why = named
      ? 'that driver does not match it'
      : `no driver on \`${name}\` has that name${wrongSpelling(device, driverOverride)}`;
    return { code: 'override', text: `driver_override = ${driverOverride}: ${why}`, rule: 'LC-42' };
  }
  if (idle) return notLoaded(state, device, idle);
  // Drivers that nothing loaded are counted where no other is there: they are what the description has to offer.
  const registered = [...(bus?.drivers.values() ?? [])];
  const described = bus?.known.filter(({ decl }) => !decl.flags.has(INSTALLED)) ?? [];
  const asked = registered.length > 0 ? registered : described;
  if (asked.length === 0) {
    return { code: 'no-driver', text: `no driver is registered on \`${name}\``, rule: 'LC-12' };
  }
  const kind = registered.length > 0 ? 'registered driver' : 'driver';
  const text =
    asked.length === 1
      ? `the one ${kind} of \`${name}\` does not match it`
      : `none of the ${asked.length} ${kind}s of \`${name}\` matches it`;
  return { code: 'no-match', text, rule: 'LC-12' };
}

/** Nothing retries it; and while a supplier is not bound no walk would help. */
function notAsked({ suppliers }: LiveDevice, driver: string): Reason {
  const missing = suppliers.find(({ flags, state }) => (flags & MANAGED) !== 0 && state === 'dormant');
  if (!missing || isSyncStateOnly(missing.flags)) {
    const text = `${driver} matches it, and no walk has asked since it was unbound or came to match: drivers_probe or bind would`;
    return { code: 'not-asked', text, rule: 'LC-40' };
  }
  const { name } = missing.supplier;
  const isAsked = (missing.flags & AUTOPROBE_CONSUMER) !== 0;
  const help = isAsked ? 'it is probed when that binds' : 'once that binds, drivers_probe or bind would';
  const text = `${driver} matches it, its supplier ${name} is not bound, and nothing retries it: ${help}`;
  return { code: 'not-asked', text, rule: 'LC-34' };
}

function notLoaded(state: State, device: LiveDevice, idle: Attempt): Reason {
  const driver = state.drivers.get(idle.driver);
  const module = driver?.module ?? '';
  if (driver?.closed) {
    const text = `${driver.decl.name} matches, but platform_driver_probe() bound nothing and took it off the bus`;
    return { code: 'no-driver', text, rule: 'LC-11' };
  }
  const { why, rule } = whyNotLoaded(state, device, module);
  const text = `${driver?.decl.name ?? ''} matches, but its module is not loaded: ${why}; \`module ${module} { loaded; }\` or modprobe loads it`;
  return { code: 'not-loaded', text, rule };
}

/** What kmod makes of the device's modalias, as far as the module is concerned. */
function whyNotLoaded(state: State, { modalias }: LiveDevice, module: string): { why: string; rule: string } {
  const { modprobe } = state.topology;
  if (modprobe.blacklist.some((name) => normalizeModuleName(name) === module))
    return { why: `\`${module}\` is blacklisted`, rule: 'KM-14' };
  if (modalias === undefined)
    return { why: `nothing asks for \`${module}\`: the device announces nothing`, rule: 'KM-9' };
  const steps = loadSteps(state, state.source(), modalias);
  switch (steps.find((it) => it.module === module)?.outcome) {
    case 'command':
      return { why: `an \`install\` line for \`${module}\` runs instead`, rule: 'KM-15' };
    case 'blocked':
      return { why: `a module that \`${module}\` depends on is not there`, rule: 'KM-11' };
    case 'insert':
      return { why: `nothing has asked for \`${module}\` since it was unloaded`, rule: 'KM-9' };
    default: {
      const hiding = steps.find(
        ({ cause }) =>
          cause.kind === 'alias' && modprobe.aliases.some(({ pattern }) => pattern === cause.alias),
      );
      return hiding
        ? { why: `an \`alias\` line gives ${modalias} to \`${hiding.module}\` alone`, rule: 'KM-6' }
        : { why: `no alias of \`${module}\` fits ${modalias}`, rule: 'KM-9' };
    }
  }
}

/** Module names fold `-` to `_`, driver names do not (KM-18). */
function wrongSpelling(device: LiveDevice, override: string): string {
  const folded = override.replaceAll('-', '_');
  const other = device.bus?.known.find(({ decl }) => decl.name.replaceAll('-', '_') === folded);
  return other ? `; the driver is called ${other.decl.name}` : '';
}

function driverName(state: State, attempt: Attempt): string {
  return state.drivers.get(attempt.driver)?.decl.name ?? attempt.driver;
}
