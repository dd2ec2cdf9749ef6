// One act of a scenario and all that it causes: the operation itself, the work that it queues, and user space's answer to new
// devices (udev loads modules). What an act gets back is what a shell would print.

import { assertNever } from '../../base/assert-never.ts';
import { forgetWalks } from '../base/deferral.ts';
import { resumeDevices, shutDown, suspendDevices } from '../base/power.ts';
import { carryOutAll, settleUserSpace } from '../boot.ts';
import { setAttribute } from './attributes.ts';
import { bindTo, driversProbe, rescan, setBusAttribute, unbind } from './bus-files.ts';
import { addDynamicId, removeDynamicId } from './dynamic-ids.ts';
import { closeDevice, openDevice } from './files.ts';
import type { ScenarioMachine } from './machine.ts';
import { insertModule, removeModule } from './modules.ts';
import { failed, OK } from './outcome.ts';
import { plug, removeOrderly, unplug } from './plug.ts';
import { createRequested, deleteRequested } from './requests.ts';
import type { Act, Outcome } from './script.ts';
import { passTime, windUp } from './time.ts';

/** Carries out an act; it always ends. What a real kernel would never end is in `state.core.mishaps`. */
export function perform(machine: ScenarioMachine, act: Act): Outcome {
  machine.lastAct = machine.log.length;
  if (machine.isOff) return failed('ESHUTDOWN', 'the machine is off', 'LC-53');
  const { state } = machine;
  const before = state.registrations;
  forgetWalks(state.core);
  const outcome = carryOut(machine, act);
  if (machine.isOff) return outcome;
  settleUserSpace(state);
  machine.open = carryOutAll(state, machine.open);
  if (state.registrations !== before) windUp(machine);
  return outcome;
}

function carryOut(machine: ScenarioMachine, act: Act): Outcome {
  switch (act.act) {
    case 'modprobe':
      return insertModule(machine, act.module);
    case 'rmmod':
      return removeModule(machine, act.module);
    case 'rescan':
      return rescan(machine, act.bus);
    case 'plug':
      return plug(machine, act.device);
    case 'unplug':
      return unplug(machine, act.device);
    case 'remove':
      return removeOrderly(machine, act.device);
    case 'unbind':
      return unbind(machine, act.device);
    case 'drivers_probe':
      return driversProbe(machine, act.device);
    case 'bind':
      return bindTo(machine, act.device, act.driver);
    case 'set':
      return setAttribute(machine, act.device, act.attribute, act.value);
    case 'set bus':
      return setBusAttribute(machine, act.bus, act.attribute, act.value);
    case 'new_id':
      return addDynamicId(machine, act.driver, act.fields);
    case 'remove_id':
      return removeDynamicId(machine, act.driver, act.fields);
    case 'create':
      return createRequested(machine, act.request, act.on);
    case 'delete':
      return deleteRequested(machine, act.device);
    case 'open':
      return openDevice(machine, act.device);
    case 'close':
      return closeDevice(machine, act.device);
    case 'suspend':
      return suspend(machine);
    case 'resume':
      return resume(machine);
    case 'shutdown':
      return shutdown(machine);
    case 'sleep':
      return passTime(machine, act.seconds);
    default:
      return assertNever(act);
  }
}

function suspend(machine: ScenarioMachine): Outcome {
  if (machine.isSuspended) return failed('EBUSY', 'the machine is suspended already', 'LC-54');
  suspendDevices(machine.state.core);
  machine.isSuspended = true;
  return OK;
}

function resume(machine: ScenarioMachine): Outcome {
  if (!machine.isSuspended) return failed('EINVAL', 'the machine is not suspended', 'LC-54');
  machine.isSuspended = false;
  resumeDevices(machine.state.core);
  return OK;
}

function shutdown(machine: ScenarioMachine): Outcome {
  shutDown(machine.state.core);
  machine.isOff = true;
  return OK;
}
