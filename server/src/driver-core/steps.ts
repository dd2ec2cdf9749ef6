// The steps of a probe, a flavour or a module's init, in order; the first that fails ends them. docs/language.md, What a driver does.
import { assertNever } from '../base/assert-never.ts';
import { holds, printCondition } from './condition.ts';
import { isAvailable, resourceSuppliers, supplierName } from './device-links.ts';
import { takeNumber } from './ida.ts';
import { makeDevice } from './make.ts';
import type { Failure, StepContext } from './step-context.ts';
import type { FailStep, NeedStep, Step } from './topology.ts';

/** Runs the steps whose condition holds. What was done before a failure stays for the caller to undo. */
export function runSteps(context: StepContext, steps: readonly Step[]): Failure | undefined {
  for (const step of steps) {
    if (!holds(step.when, context.lookup)) {
      noteSkipped(context, step);
      continue;
    }
    const failure = runStep(context, step);
    if (failure) return failure;
  }
  return undefined;
}

function runStep(context: StepContext, step: Step): Failure | undefined {
  switch (step.kind) {
    case 'needs':
      return unmetNeed(context, step);
    case 'fails':
      return failNow(context, step);
    case 'acquires':
      if (step.resource === 'id') {
        context.acquired ??= new Map();
        context.acquired.set(step.name, acquireId(context, step.name));
      }
      return undefined;
    case 'creates':
    case 'registers':
      return makeDevice(context, step);
    default:
      return assertNever(step);
  }
}

function acquireId({ state, device }: StepContext, ida: string): number {
  const number = takeNumber(state.idas, ida);
  device?.taken.push({ ida, number });
  return number;
}

function unmetNeed({ state, device }: StepContext, step: NeedStep): Failure | undefined {
  const errno = step.else ?? 'EPROBE_DEFER';
  if (step.driver !== undefined) {
    const driver = state.drivers.get(step.driver);
    if (driver && driver.devices.size > 0) return undefined;
    if (step.ifPresent && !driver) return undefined;
    return { errno, detail: `driver ${driver?.decl.name ?? step.driver} is not bound to any device` };
  }
  for (const name of step.names) {
    const suppliers = device ? resourceSuppliers(state, device, name) : [];
    if (suppliers.length === 0 && step.ifPresent) continue;
    const missing = suppliers.find((supplier) => !isAvailable(state, supplier));
    if (suppliers.length > 0 && missing === undefined) continue;
    const detail =
      missing === undefined
        ? `nothing supplies ${name}`
        : `${name} of ${supplierName(state, missing)} is not there yet`;
    return { errno, detail };
  }
  return undefined;
}

function failNow({ state, device, driver }: StepContext, step: FailStep): Failure | undefined {
  if (step.times !== undefined) {
    const key = `${driver?.id ?? ''} ${device?.id ?? ''} ${driver?.decl.probe.indexOf(step) ?? 0}`;
    const count = state.failures.get(key) ?? 0;
    if (count >= step.times) return undefined;
    state.failures.set(key, count + 1);
    return { errno: step.errno, detail: `time ${count + 1} of ${step.times}` };
  }
  if (step.when.length === 0) return { errno: step.errno };
  return { errno: step.errno, detail: `\`${printCondition(step.when)}\` holds` };
}

/** A device that a request would make is absent, not unknown: `sf99/sf` has a name before it has a number. */
function noteSkipped({ state, device, request }: StepContext, step: Step): void {
  if (!request || (step.kind !== 'creates' && step.kind !== 'registers')) return;
  state.notMade.push({
    request: request.id,
    ...(device && { device: device.id }),
    ...(step.label !== undefined && { label: step.label }),
    reason: {
      code: 'absent',
      text: `not made: \`when ${printCondition(step.when)}\` does not hold`,
      rule: 'LC-66',
    },
  });
}
