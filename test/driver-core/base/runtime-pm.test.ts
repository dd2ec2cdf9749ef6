// Runtime PM where recordings do not reach: drivers/base/power/runtime.c, and device_link_add() with RPM_ACTIVE.
import assert from 'node:assert/strict';
import test from 'node:test';
import { enableRuntime, getRuntime, putRuntime } from '../../../server/src/driver-core/base/runtime-pm.ts';
import { play } from './played.ts';

const [EAGAIN, EACCES, EINVAL] = [-11, -13, -22];

test('LC-32: RPM_ACTIVE needs a supplier that can be woken, and holds it awake', () => {
  const { machine, run, device, taken } = play('bus b', 'device b/c', 'device b/s');
  assert.deepEqual(run('link c s PM_RUNTIME,RPM_ACTIVE'), [EINVAL]);
  enableRuntime(device('s'));
  assert.deepEqual(run('link c s PM_RUNTIME,RPM_ACTIVE'), [0]);
  assert.deepEqual(taken('pm'), ['pm s runtime_resume']);
  assert.equal(device('s').users, 1);
  assert.equal(getRuntime(machine.core, device('s')), 1);
  assert.equal(putRuntime(machine.core, device('s')), 0, 'the link still holds it');
  run('device_del c');
  assert.deepEqual(taken('pm'), ['pm s runtime_suspend']);
});

test('LC-58: a device of which nobody says anything is never in the way', () => {
  const { machine, device } = play('bus b', 'device b/x');
  assert.equal(getRuntime(machine.core, device('x')), EACCES);
  device('x').runtime = 'untracked';
  assert.equal(getRuntime(machine.core, device('x')), 0);
});

test('LC-58: more puts than gets are refused; a device that sleeps cannot be put to sleep', () => {
  const { machine, device } = play('bus b', 'device b/x');
  enableRuntime(device('x'));
  assert.equal(putRuntime(machine.core, device('x')), EINVAL);
  getRuntime(machine.core, device('x'));
  assert.equal(putRuntime(machine.core, device('x')), 0);
  device('x').users = 1;
  assert.equal(putRuntime(machine.core, device('x')), EAGAIN);
});
