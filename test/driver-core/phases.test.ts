// Rules about when the core probes: while a device is being added, before late_initcall, after the deferral time-out, during
// suspend. Operations are lines of text (read-op.ts); the phases are functions of the core that no operation reaches.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Event } from '../../server/src/driver-core/base/event.ts';
import {
  enableDeferral,
  expireDeferral,
  resumeDevices,
  suspendDevices,
} from '../../server/src/driver-core/base/power.ts';
import { registerDriver } from '../../server/src/driver-core/base/register.ts';
import { settle } from '../../server/src/driver-core/base/settle.ts';
import { resumeSyncState } from '../../server/src/driver-core/base/sync-state.ts';
import { newMachine } from '../conformance/machine.ts';
import { runOp } from '../conformance/run-op.ts';
import { readOp } from './read-op.ts';

/** A machine that notes events as `kind device driver`, and may act on them. */
function machineOf(react: (event: Event) => void = () => {}) {
  const log: string[] = [];
  const machine = newMachine((event) => {
    log.push(nameOf(event));
    react(event);
  });
  return {
    machine,
    core: machine.core,
    bus: (name: string) => machine.buses.get(name)?.base,
    run(...lines: readonly string[]): void {
      for (const line of lines) {
        runOp(machine, () => {}, readOp(line));
        settle(machine.core);
      }
    },
    /** The events of a kind since the last call. */
    taken: (kind: string): readonly string[] => log.splice(0).filter((line) => line.startsWith(`${kind} `)),
  };
}

function nameOf(event: Event): string {
  const device = 'device' in event ? ` ${event.device.name}` : '';
  const driver = 'driver' in event && event.driver ? ` ${event.driver.name}` : '';
  const rest = 'for' in event ? ` for ${event.for.name}` : '';
  return `${event.kind}${device}${driver}${rest}`;
}

test('LC-8, LC-9: a driver that registers at the add event does not probe the device; device_add does', () => {
  const late = machineOf((event) => {
    if (event.kind !== 'uevent' || event.what !== 'add') return;
    for (const { base } of late.machine.drivers.values()) {
      if (!base.bus.drivers.has(base.name)) assert.equal(registerDriver(late.core, base), 0);
    }
  });
  late.run('bus b', 'driver b/d');
  late.bus('b')?.drivers.clear();
  late.run('device b/x');
  assert.deepEqual(late.taken('probe'), ['probe x d']);
  assert.equal(late.core.pending.size, 0);
  assert.equal(late.bus('b')?.devices.get('x')?.driver?.name, 'd');
});

test('LC-29: a bind before late_initcall is no retry; late_initcall is', () => {
  const { core, run, taken } = machineOf();
  core.retriesDeferred = false;
  run('bus b', 'driver b/slow ids=slow probe=defer:1', 'driver b/quick ids=quick');
  run('device b/x id=slow', 'device b/y id=quick');
  assert.deepEqual(taken('probe'), ['probe x slow', 'probe y quick']);
  enableDeferral(core, 'drivers may come');
  assert.deepEqual(taken('probe'), ['probe x slow']);
});

test('LC-30: after the time-out a firmware link to a supplier that no driver matches holds nobody; others do', () => {
  const { core, run, taken } = machineOf();
  run('bus b', 'driver b/user ids=user', 'driver b/fails ids=known probe=fail');
  run('device b/unknown id=none', 'device b/known id=known');
  for (const name of ['a', 'b', 'c']) run(`device b/${name} id=user hold`);
  run('link a unknown AUTOPROBE_CONSUMER,INFERRED', 'link b known AUTOPROBE_CONSUMER,INFERRED');
  run('link c unknown AUTOPROBE_CONSUMER', 'add a', 'add b', 'add c');
  assert.deepEqual(taken('probe'), ['probe known fails']);
  expireDeferral(core);
  assert.deepEqual(taken('probe'), ['probe a user']);
});

test('LC-39: sync_state waits for late_initcall_sync and for every consumer, and is called once', () => {
  const { core, run, taken } = machineOf();
  run('bus b sync_state', 'driver b/d ids=d', 'driver b/later ids=later probe=defer:1');
  core.pausesSyncState = true;
  run('device b/alone id=d', 'device b/s id=d', 'device b/c id=later hold', 'link c s PM_RUNTIME', 'add c');
  assert.deepEqual(taken('sync_state'), []);
  resumeSyncState(core);
  assert.deepEqual(taken('sync_state'), ['sync_state alone']);
  run('device b/more id=d', 'unbind b/d alone', 'bind b/d alone');
  assert.deepEqual(taken('sync_state'), ['sync_state more', 'sync_state c', 'sync_state s']);
});

test('LC-57: what is added during suspend is deferred until resume', () => {
  const { core, run, taken } = machineOf();
  run('bus b', 'driver b/d');
  suspendDevices(core);
  run('device b/x');
  assert.deepEqual(taken('probe'), []);
  resumeDevices(core);
  settle(core);
  assert.deepEqual(taken('probe'), ['probe x d']);
});

test('LC-58: before a probe the suppliers with PM_RUNTIME are resumed, then the parent', () => {
  const { run, taken } = machineOf();
  run('bus b', 'driver b/d', 'device b/s', 'device b/t', 'device b/p', 'device b/x parent=p hold');
  run('link x s PM_RUNTIME', 'link x t AUTOREMOVE_CONSUMER');
  taken('probe');
  run('add x');
  assert.deepEqual(taken('runtime'), ['runtime resume s for x', 'runtime resume p for x']);
});
