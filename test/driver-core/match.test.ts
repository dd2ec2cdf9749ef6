// What match() says, bus by bus: vectors for each, and the mechanisms of docs/language.md.
import assert from 'node:assert/strict';
import test from 'node:test';
import { run } from '../../server/src/driver-core/index.ts';
import { matchDevice } from '../../server/src/driver-core/match.ts';
import { nearestMiss } from '../../server/src/driver-core/nearest-miss.ts';
import { machineOf } from '../../server/src/driver-core/run.ts';
import type { BusType, Device, Driver } from '../../server/src/driver-core/topology.ts';
import { bus, device, deviceStruct, driver, field, table, topology } from './build.ts';
import { acpiTable, amba, auxiliary, cdx, hid, ofTable, pci, platform, simple, usb, vdpa } from './buses.ts';

/** `yes`, `no`, `yes by id_table row 2`, `error EPROBE_DEFER`. */
function verdict(place: BusType, one: Driver, other: Device): string {
  const { live, bound, kernel } = pair(place, one, other);
  const { result, step, row, errno } = matchDevice(kernel, live, bound);
  if (result === 'error') return `error ${errno}`;
  if (result === 'no' || step === undefined) return result;
  return `yes by ${step}${row === undefined ? '' : ` row ${row}`}`;
}

function pair(place: BusType, one: Driver, other: Device) {
  const state = machineOf(run(topology({ buses: [place], drivers: [one], devices: [other] })))?.state;
  const [live, bound] = [state?.devices.get(other.id), state?.drivers.get(one.id)];
  assert.ok(state && live && bound);
  return { live, bound, kernel: state.topology.kernel };
}

const i2c = bus('i2c', {
  tables: [table([field('char', 'name')], { end: ['name'] }), ofTable, acpiTable],
  match: ['of_match_table', 'of_compatible name', 'acpi_match_table', 'id_table'],
});
const acpi = bus('acpi', { tables: [acpiTable], match: ['acpi_match_table'] });
const mdio = bus('mdio_bus', {
  match: ['of_match_table', 'phy_id', 'driver_name dev.modalias'],
  tables: [ofTable],
});
const pnp = bus('pnp', {
  tables: [table([field('char', 'id', { is: 'pnp_ids', in: true, by: 'pnp_id' })], { end: ['id'] })],
  match: ['id_table'],
});
const nd = bus('nd', { tables: [table([field('u32', 'type', { by: 'bit' })])], match: ['id_table'] });
const wmi = bus('wmi', {
  tables: [table([field('char', 'guid_string', { is: 'guid', by: 'guid' })], { end: ['guid_string'] })],
  match: ['id_table'],
});
const mei = bus('mei', {
  tables: [
    table([field('char', 'name', { any: '', ifPresent: true }), field('guid_t', 'uuid')], { end: ['uuid'] }),
  ],
  match: ['never when no do_match', 'id_table'],
});
const ranged = bus('ranged', {
  tables: [
    table([
      field('u16', 'low', { is: 'bcd', bound: 'min', wild: true }),
      field('u16', 'high', { is: 'bcd', bound: 'max', wild: true }),
    ]),
  ],
  match: ['id_table'],
});
const twoKinds = bus('two', {
  structs: [deviceStruct('card'), deviceStruct('queue'), deviceStruct('host', { noDriver: true })],
  drivers: [
    { struct: 'card_driver', serves: 'card' },
    { struct: 'queue_driver', serves: 'queue' },
  ],
});
const prefixed = bus('ntb_transport', { match: ['driver_name dev.dev_name prefix'] });
const wide = bus('wide', {
  tables: [table([field('u64', 'key', { mask: 'mask' })], {})],
  match: ['id_table'],
});

const vf = { vendor: 0x15b3, device: 0x101e };
const guid = 'F1DDEE52-063C-4784-A11E-8A06684B9B01';
const legacy = { vendor: 0x1af4, device: 0x1000, subvendor: 0x8086, subdevice: 1 };

const VECTORS: readonly (readonly [string, BusType, Driver, Device, string])[] = [
  // pci: 8.4 vectors 1 to 3, 13
  [
    'ifcvf',
    pci,
    driver('pci', 'ifcvf', { rows: [legacy] }),
    device('pci', 'd', { fields: legacy }),
    'yes by id_table row 1',
  ],
  [
    'eni_vdpa',
    pci,
    driver('pci', 'eni_vdpa', { rows: [{ ...legacy, subvendor: 0x1af4 }] }),
    device('pci', 'd', { fields: legacy }),
    'no',
  ],
  [
    'override_only row, no override',
    pci,
    driver('pci', 'mlx5_vfio_pci', { rows: [{ ...vf, override_only: 1 }] }),
    device('pci', 'd', { fields: vf }),
    'no',
  ],
  [
    'override_only row, named',
    pci,
    driver('pci', 'vfio-pci', { rows: [{ override_only: 1 }] }),
    device('pci', 'd', { fields: vf, driverOverride: 'vfio-pci' }),
    'yes by id_table row 1',
  ],
  [
    'the module name is not the driver name',
    pci,
    driver('pci', 'vfio-pci', { rows: [{ override_only: 1 }] }),
    device('pci', 'd', { fields: vf, driverOverride: 'vfio_pci' }),
    'no',
  ],
  [
    'dummy id',
    pci,
    driver('pci', 'e1000e', { rows: [{ vendor: 0x8086 }] }),
    device('pci', 'd', { fields: vf, driverOverride: 'e1000e' }),
    'yes by driver_override',
  ],
  [
    'cdx does not bypass the table',
    cdx,
    driver('cdx', 'drv', { rows: [{ vendor: 1 }] }),
    device('cdx', 'd', { fields: { vendor: 2 }, driverOverride: 'drv' }),
    'no',
  ],
  // platform: vectors 4, 5, 12
  [
    'a table forbids the name',
    platform,
    driver('platform', 'foo', { rows: [{ name: 'bar' }] }),
    device('platform', 'foo', { fields: { name: 'foo' } }),
    'no',
  ],
  [
    'without a table the name counts',
    platform,
    driver('platform', 'foo'),
    device('platform', 'foo.1', { fields: { name: 'foo' } }),
    'yes by driver_name dev.name when no drv.id_table',
  ],
  [
    'of table misses, name equal',
    platform,
    driver('platform', 'foo', { of: ['a,other'] }),
    device('platform', 'foo', { fields: { name: 'foo', compatible: 'a,b' } }),
    'yes by driver_name dev.name when no drv.id_table',
  ],
  [
    'the best compatible of a node wins',
    platform,
    driver('platform', 'd', { of: ['a,y', 'A,X'] }),
    device('platform', 'x', { fields: { compatible: ['a,x', 'a,y'] } }),
    'yes by of_match_table row 2',
  ],
  [
    'of_node_reused',
    platform,
    driver('platform', 'd', { of: ['a,x'] }),
    device('platform', 'x', { fields: { compatible: 'a,x', of_node_reused: 1 } }),
    'no',
  ],
  // auxiliary
  ...(
    [
      ['foo.bar', 'yes by id_table row 1'],
      ['foo.bar.1', 'no'],
      ['foo', 'no'],
      ['foo-x.bar', 'no'],
    ] as const
  ).map(
    ([name, expected]) =>
      [
        name,
        auxiliary,
        driver('auxiliary', 'd', { rows: [{ name }] }),
        device('auxiliary', 'foo.bar.1', { fields: { match_name: 'foo.bar', id: 1 } }),
        expected,
      ] as const,
  ),
  // usb
  [
    'vendor class hides the interface',
    usb,
    driver('usb', 'd', { rows: [{ bInterfaceClass: 0x0b }] }),
    device('usb', '1-1:1.0', { fields: { idVendor: 1, bDeviceClass: 0xff, bInterfaceClass: 0x0b } }),
    'no',
  ],
  [
    'with a vendor',
    usb,
    driver('usb', 'd', { rows: [{ idVendor: 1, bInterfaceClass: 0x0b }] }),
    device('usb', '1-1:1.0', { fields: { idVendor: 1, bDeviceClass: 0xff, bInterfaceClass: 0x0b } }),
    'yes by id_table row 1',
  ],
  [
    'usb: an interface driver never meets a device',
    usb,
    driver('usb', 'd', { rows: [{ idVendor: 1 }], devtype: 'usb_interface' }),
    device('usb', '1-1', { fields: { idVendor: 1 }, devtype: 'usb_device' }),
    'no',
  ],
  [
    'usb: a device driver without a table',
    usb,
    driver('usb', 'usb', { devtype: 'usb_device' }),
    device('usb', '1-1', { devtype: 'usb_device' }),
    'yes by any when no drv.id_table and devtype == usb_device',
  ],
  // amba, vdpa, no callback: vectors 9, 10
  ['9', amba, driver('amba', 'd', { rows: [{ id: 1, mask: 1 }] }), device('amba', 'd'), 'error EPROBE_DEFER'],
  [
    'amba mask',
    amba,
    driver('amba', 'd', { rows: [{ id: 0x00041330, mask: 0x000fffff }] }),
    device('amba', 'd', { fields: { periphid: 0x10041330 } }),
    'yes by id_table row 1',
  ],
  ['10', vdpa, driver('vdpa', 'vhost_vdpa'), device('vdpa', 'vdpa0'), 'yes by any'],
  ['LC-20', simple, driver('simple', 'd'), device('simple', 'x'), 'yes'],
  // mechanisms
  [
    'i2c: the part of a compatible after its comma',
    i2c,
    driver('i2c', 'd', { of: ['ti,TMP102'] }),
    device('i2c', '1-0048', { fields: { name: 'tmp102' } }),
    'yes by of_compatible dev.name',
  ],
  [
    'i2c: never the name of the driver',
    i2c,
    driver('i2c', 'lm75'),
    device('i2c', '1-0048', { fields: { name: 'lm75' } }),
    'no',
  ],
  [
    'acpi: the first id of the device decides',
    platform,
    driver('platform', 'd', { acpi: [{ id: 'PNP0C0A' }, { id: 'ABCD0001' }] }),
    device('platform', 'x', { fields: { acpi_ids: ['ABCD0001', 'PNP0C0A'] } }),
    'yes by acpi_match_table row 2',
  ],
  [
    'acpi class under a mask',
    platform,
    driver('platform', 'd', { acpi: [{ cls: 0x010601, cls_msk: 0xffff00 }] }),
    device('platform', 'x', { fields: { acpi_ids: ['ABCD0001', '010600'] } }),
    'yes by acpi_match_table row 1',
  ],
  [
    'PRP0001 without an acpi table',
    acpi,
    driver('acpi', 'd', { of: ['ti,tmp102'] }),
    device('acpi', 'x', { fields: { acpi_ids: ['ABCD0001', 'PRP0001'], compatible: 'TI,tmp102' } }),
    'yes by acpi_match_table row 1',
  ],
  [
    'mdio: the pair of the driver, not its table',
    mdio,
    driver('mdio_bus', 'd', { fields: { phy_id: 0x00221620, phy_id_mask: 0x00fffff0 } }),
    device('mdio_bus', 'x', { fields: { phy_id: 0x00221622 } }),
    'yes by phy_id',
  ],
  [
    'mdio c45: ids from index 1, without those of all ones',
    mdio,
    driver('mdio_bus', 'd', { fields: { phy_id: 0xffffffff, phy_id_mask: 0xffffffff } }),
    device('mdio_bus', 'x', { fields: { is_c45: 1, c45_ids: [7, 0xffffffff, 5] } }),
    'no',
  ],
  [
    'pnp: digits with X, three letters exact',
    pnp,
    driver('pnp', 'd', { rows: [{ id: 'IFX01xX' }] }),
    device('pnp', 'x', { fields: { pnp_ids: ['PNP0000', 'IFX0102'] } }),
    'yes by id_table row 1',
  ],
  [
    'pnp: seven characters',
    pnp,
    driver('pnp', 'd', { rows: [{ id: 'IFX01' }] }),
    device('pnp', 'x', { fields: { pnp_ids: 'IFX01' } }),
    'no',
  ],
  [
    'pnp: ANYDEVS',
    pnp,
    driver('pnp', 'd', { rows: [{ id: 'ANYDEVS' }] }),
    device('pnp', 'x', { fields: { pnp_ids: 'A' } }),
    'yes by id_table row 1',
  ],
  [
    'nd: bit of the type',
    nd,
    driver('nd', 'd', { rows: [{ type: 0x30 }] }),
    device('nd', 'x', { fields: { type: 4 } }),
    'yes by id_table row 1',
  ],
  [
    'nd: another bit',
    nd,
    driver('nd', 'd', { rows: [{ type: 0x30 }] }),
    device('nd', 'x', { fields: { type: 6 } }),
    'no',
  ],
  [
    'wmi: a GUID in any case',
    wmi,
    driver('wmi', 'd', { rows: [{ guid_string: guid.toLowerCase() }] }),
    device('wmi', 'x', { fields: { guid } }),
    'yes by id_table row 1',
  ],
  [
    'mei: a name counts only if the device has one',
    mei,
    driver('mei', 'd', { rows: [{ name: 'itouch', uuid: guid }] }),
    device('mei', 'x', { fields: { uuid: guid, do_match: 1 } }),
    'yes by id_table row 1',
  ],
  [
    'mei: not without do_match',
    mei,
    driver('mei', 'd', { rows: [{ uuid: guid }] }),
    device('mei', 'x', { fields: { uuid: guid } }),
    'no',
  ],
  [
    'bounds are inclusive',
    ranged,
    driver('ranged', 'd', { rows: [{ low: 2, high: 2 }] }),
    device('ranged', 'x', { fields: { bcd: 2 } }),
    'yes by id_table row 1',
  ],
  [
    'above the bound',
    ranged,
    driver('ranged', 'd', { rows: [{ high: 2 }] }),
    device('ranged', 'x', { fields: { bcd: 3 } }),
    'no',
  ],
  [
    'kinds: the first struct is the default',
    twoKinds,
    driver('two', 'd'),
    device('two', 'x', { devtype: 'queue' }),
    'no',
  ],
  [
    'kinds: their own',
    twoKinds,
    driver('two', 'd', { devtype: 'queue' }),
    device('two', 'x', { devtype: 'queue' }),
    'yes',
  ],
  ['a struct without drivers', twoKinds, driver('two', 'd'), device('two', 'x', { devtype: 'host' }), 'no'],
  [
    'driver_name prefix',
    prefixed,
    driver('ntb_transport', 'ntb_netdev'),
    device('ntb_transport', 'ntb_netdev0'),
    'yes by driver_name dev.dev_name prefix',
  ],
  [
    'a mask beyond 32 bits',
    wide,
    driver('wide', 'd', { rows: [{ key: 0x1_0000_0000, mask: 0xff_0000_0000 }] }),
    device('wide', 'x', { fields: { key: 0x1_ffff_ffffn } }),
    'yes by id_table row 1',
  ],
  [
    'group 0 of hid is any',
    hid,
    driver('hid', 'd', { rows: [{ bus: 3 }] }),
    device('hid', 'x', { fields: { bus: 3, group: 4 } }),
    'yes by id_table row 1',
  ],
];

for (const [name, place, one, other, expected] of VECTORS) {
  test(`match: ${name}`, () => {
    assert.equal(verdict(place, one, other), expected);
  });
}

test('an end row hides the rows behind it (MA-2)', () => {
  const rows = [{ vendor: 1 }, { vendor: 0, subvendor: 0 }, { vendor: 2 }];
  assert.equal(
    verdict(pci, driver('pci', 'd', { rows }), device('pci', 'x', { fields: { vendor: 2 } })),
    'no',
  );
});

test('a long table gives the same row as a short one', () => {
  const rows = Array.from({ length: 500 }, (_, n) => ({ vendor: 1 + (n % 7), device: n }));
  rows.push({ vendor: 3, device: 499 });
  const fields = { vendor: 3, device: 499 };
  const expected = rows.findIndex((row) => row.vendor === 3 && row.device === 499) + 1;
  assert.equal(
    verdict(pci, driver('pci', 'd', { rows }), device('pci', 'x', { fields })),
    `yes by id_table row ${expected}`,
  );
});

test('the nearest miss is the row with the fewest fields that differ', () => {
  const rows = [
    { vendor: 2, device: 3 },
    { vendor: 1, device: 0x1017 },
  ];
  const one = driver('pci', 'd', { rows });
  const { live, bound, kernel } = pair(
    pci,
    one,
    device('pci', 'x', { fields: { vendor: 0x15b3, device: 0x1017 } }),
  );
  assert.deepEqual(nearestMiss(kernel, live, bound), {
    table: 'id_table',
    row: 2,
    fields: [{ field: 'vendor', row: '1', device: '0x15b3' }],
  });
});

test('a row that only an override lets count says so', () => {
  const one = driver('pci', 'vfio-pci', { rows: [{ override_only: 1 }] });
  const { live, bound, kernel } = pair(pci, one, device('pci', 'x', { fields: vf }));
  assert.deepEqual(nearestMiss(kernel, live, bound)?.fields, [
    { field: 'override_only', row: 'vfio-pci', device: 'not set' },
  ]);
});

test('names that every JavaScript object knows are names like any other', () => {
  const odd = bus('odd', {
    match: ['constructor', 'any when constructor', 'driver_name dev.toString', 'id_table'],
    tables: [table([field('u32', 'valueOf', { wild: true })])],
    modalias: ['odd:{constructor}'],
  });
  const one = driver('odd', 'd', { rows: [{ valueOf: 1 }] });
  assert.equal(verdict(odd, one, device('odd', 'x', { fields: { valueOf: 1 } })), 'yes by id_table row 1');
  assert.equal(verdict(odd, one, device('odd', 'x')), 'no');
});
