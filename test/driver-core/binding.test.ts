// Which driver binds: walk order, outcomes of probe, overrides, module loads (LC-12 to LC-22).
import assert from 'node:assert/strict';
import test from 'node:test';
import { run } from '../../server/src/driver-core/index.ts';
import { device, driver, fails, topology } from './build.ts';
import { pci } from './buses.ts';

const nic = { vendor: 0x15b3, device: 0x1017 };

test('the first registered driver that matches binds', () => {
  const result = run(
    topology({
      buses: [pci],
      drivers: [driver('pci', 'first', { rows: [nic] }), driver('pci', 'second', { rows: [nic] })],
      devices: [
        device('pci', '0000:05:00.0', { fields: nic }),
        device('pci', '0000:06:00.0', { fields: { vendor: 1 } }),
      ],
    }),
  );
  const bound = result.devices.get('device:pci/0000:05:00.0');
  assert.equal(bound?.driver, 'driver:pci/first');
  assert.equal(bound?.reason.code, 'matched');
  assert.equal(bound?.modalias, 'pci:v000015B3d00001017sv00000000sd00000000bc00sc00i00');
  assert.deepEqual(bound?.candidates, ['first', 'second']);
  const unbound = result.devices.get('device:pci/0000:06:00.0');
  assert.equal(unbound?.state, 'unbound');
  assert.equal(unbound?.reason.code, 'no-match');
});

test('a probe that defers leaves the device to the next driver (LC-21, LC-22)', () => {
  const result = run(
    topology({
      buses: [pci],
      drivers: [
        driver('pci', 'a', { rows: [nic], probe: [fails('EPROBE_DEFER')] }),
        driver('pci', 'b', { rows: [nic] }),
      ],
      devices: [device('pci', '0000:05:00.0', { fields: nic })],
    }),
  );
  assert.equal(result.devices.get('device:pci/0000:05:00.0')?.driver, 'driver:pci/b');
});
