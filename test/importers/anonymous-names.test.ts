// Names of imported devices hold nothing that identifies one piece of hardware.
import assert from 'node:assert/strict';
import test from 'node:test';
import { anonymousNames } from '../../server/src/importers/anonymous-names.ts';

test('addresses and numbers of single units are counted instead', () => {
  const { nameOf } = anonymousNames();
  assert.equal(nameOf('enx0200c0ffee01', 'net'), 'enx000000000001');
  assert.equal(nameOf('hid-02:00:C0:FF:EE:02-battery', 'power_supply'), 'hid-00:00:00:00:00:02-battery');
  assert.equal(
    nameOf('sony_controller_battery_02-00-c0-ff-ee-01', undefined),
    'sony_controller_battery_00-00-00-00-00-01',
  );
  assert.equal(
    nameOf('83b8f4f2-509f-382f-3c1e-e6bfe0fa1001', 'mdev'),
    '00000000-0000-0000-0000-000000000003',
  );
  assert.equal(nameOf('28-0000055e41c2', 'w1'), '28-000000000004');
});

test('what names a kind or a place stays', () => {
  const { nameOf } = anonymousNames();
  for (const [name, subsystem] of [
    ['05901221-D566-11D1-B2F0-00A0C9062910', 'wmi'],
    ['0000:00:16.0-b638ab7e-94e2-4ea2-a552-d1c54b627f04', 'mei'],
    ['0000:00:1f.3', 'pci'],
    ['0018:06CB:CE44.0001', 'hid'],
    ['01:0e:02:00:01', 'surface_aggregator'],
    ['sdw:0:0:01fa:4243:01', 'soundwire'],
    ['eth0', 'net'],
  ] as const) {
    assert.equal(nameOf(name, subsystem), name);
  }
});
