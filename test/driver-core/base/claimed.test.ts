// Devices that are taken before they are added: drivers/base/dd.c: __device_attach, device_bind_driver.
import assert from 'node:assert/strict';
import test from 'node:test';
import { known } from '../../conformance/machine.ts';
import { addMade } from '../../conformance/make-device.ts';
import { type Played, play } from './played.ts';

/** `x`, claimed by `d` and about to be added. */
function claimed(...lines: readonly string[]): Played {
  const played = play('bus b', ...lines, 'device b/x hold');
  const driver = played.machine.buses.get('b')?.base.drivers.get('d');
  played.device('x').claim = driver;
  return played;
}

function add({ machine, device }: Played): number {
  return addMade(machine, known(machine.byBase, device('x')));
}

test('LC-73: a claimed device is bound when it is added, without match, probe or DMA set-up', () => {
  const played = claimed('driver b/first', 'driver b/d');
  assert.equal(add(played), 0);
  assert.deepEqual(played.taken('match', 'probe', 'dma_configure', 'notify', 'uevent'), [
    'notify x add d',
    'uevent x add',
    'notify x bind d',
    'notify x bound d',
    'uevent x bind',
  ]);
  assert.equal(played.device('x').isBound, true);
});

test('LC-73: a link whose supplier is not bound goes; the device does not wait for it', () => {
  const played = claimed('driver b/d ids=d', 'device b/bound id=d', 'device b/unbound');
  played.run('link x bound AUTOPROBE_CONSUMER', 'link x unbound AUTOPROBE_CONSUMER');
  assert.equal(add(played), 0);
  assert.deepEqual(played.links(), ['x->bound active']);
});

test('LC-41, LC-73: without autoprobe the claim stands: no driver that comes probes the device', () => {
  const played = claimed('driver b/d', 'drivers_autoprobe b 0');
  assert.equal(add(played), 0);
  assert.deepEqual(played.run('drivers_autoprobe b 1', 'driver b/late'), [0, 0]);
  assert.deepEqual(played.taken('probe'), []);
  assert.equal(played.device('x').isBound, false);
  assert.deepEqual(played.run('drivers_probe b/x'), [0]);
  assert.equal(played.device('x').isBound, false, 'it counts as bound for the file drivers_probe');
});

test('LC-73: once unbound it is a device like any other', () => {
  const played = claimed('driver b/d');
  add(played);
  played.run('unbind b/d x');
  played.taken();
  played.run('drivers_probe b/x');
  assert.deepEqual(played.taken('match', 'probe'), ['match x d 1', 'probe x d']);
});
