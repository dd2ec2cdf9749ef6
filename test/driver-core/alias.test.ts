// Aliases of rows and what devices announce: the two sides of one string.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { bcdPatterns } from '../../server/src/driver-core/bcd-range.ts';
import { rowAliases, run } from '../../server/src/driver-core/index.ts';
import { fnmatch } from '../../server/src/driver-core/kmod/fnmatch.ts';
import { matchDevice } from '../../server/src/driver-core/match.ts';
import { machineOf } from '../../server/src/driver-core/run.ts';
import type { BusType, Device, Fields } from '../../server/src/driver-core/topology.ts';
import { bus, device, driver, field, format, table, topology } from './build.ts';
import { acpiTable, amba, auxiliary, hid, ofTable, pci, platform, usb, virtio } from './buses.ts';

const mdio = bus('mdio_bus', {
  tables: [
    table(
      [field('u32', 'phy_id', { mask: 'phy_id_mask' }), field('u32', 'phy_id_mask', { compared: false })],
      {
        end: ['phy_id_mask'],
        alias: [format('mdio:{phy_id:?32b}')],
      },
    ),
  ],
  match: ['phy_id'],
  struct: { requestModule: format('mdio:{phy_id:032b}') },
});
const nd = bus('nd', {
  tables: [table([field('u32', 'type', { by: 'bit' })])],
  match: ['id_table'],
  modalias: ['nd:t{type}*'],
});
const i2c = bus('i2c', {
  tables: [table([field('char', 'name')], { end: ['name'] }), ofTable, acpiTable],
  match: ['of_match_table', 'of_compatible name', 'acpi_match_table', 'id_table'],
  modalias: ['of_match_table', 'acpi_match_table', 'i2c:{name}'],
});

const ALIASES: readonly (readonly [BusType, string, Fields, readonly string[]])[] = [
  [pci, 'id_table', { vendor: 0x15b3, device: 0x1017 }, ['pci:v000015B3d00001017sv*sd*bc*sc*i*']],
  [pci, 'id_table', { class: 0x010802, class_mask: 0xffffff }, ['pci:v*d*sv*sd*bc01sc08i02*']],
  [
    pci,
    'id_table',
    { vendor: 0x8086, device: 0x104f, class: 0x020000, class_mask: 0xffff00 },
    ['pci:v00008086d0000104Fsv*sd*bc02sc00i*'],
  ],
  [pci, 'id_table', { override_only: 1 }, ['vfio_pci:v*d*sv*sd*bc*sc*i*']],
  [pci, 'id_table', { class: 0x030000, class_mask: 0x0f0000 }, []],
  [virtio, 'id_table', { device: 1 }, ['virtio:d00000001v*']],
  [auxiliary, 'id_table', { name: 'mlx5_core.eth' }, ['auxiliary:mlx5_core.eth']],
  [hid, 'id_table', {}, ['hid:b*g*v*p*']],
  [hid, 'id_table', { bus: 3, vendor: 0x0c70, product: 0xf003 }, ['hid:b0003g*v00000C70p0000F003']],
  [usb, 'id_table', { idVendor: 0x0424, idProduct: 0x9d01 }, ['usb:v0424p9D01d*dc*dsc*dp*ic*isc*ip*in*']],
  [
    usb,
    'id_table',
    { idVendor: 0x13fd, idProduct: 0x3940, bcdDevice_lo: 0, bcdDevice_hi: 0x02ff },
    ['usb:v13FDp3940d0[0-2]*dc*dsc*dp*ic*isc*ip*in*'],
  ],
  [
    usb,
    'id_table',
    { bInterfaceClass: 8, bInterfaceSubClass: 6, bInterfaceProtocol: 0x50 },
    ['usb:v*p*d*dc*dsc*dp*ic08isc06ip50in*'],
  ],
  [usb, 'id_table', {}, []],
  [platform, 'of_match_table', { compatible: 'gpio-leds' }, ['of:N*T*Cgpio-leds', 'of:N*T*Cgpio-ledsC*']],
  [platform, 'of_match_table', { compatible: 'a,b', type: 'cpu' }, ['of:N*Tcpu*Ca,b', 'of:N*Tcpu*Ca,bC*']],
  [platform, 'acpi_match_table', { id: 'INTC1085' }, ['acpi*:INTC1085:*']],
  [platform, 'acpi_match_table', { cls: 0x010601, cls_msk: 0xffff00 }, ['acpi*:0106??:*']],
  [
    mdio,
    'id_table',
    { phy_id: 0x004dd042, phy_id_mask: 0xffffffff },
    ['mdio:00000000010011011101000001000010'],
  ],
  [
    mdio,
    'id_table',
    { phy_id: 0x00129561, phy_id_mask: 0xfffffff0 },
    ['mdio:0000000000010010100101010110????'],
  ],
  [amba, 'id_table', { id: 0x00041011, mask: 0x000fffff }, ['amba:d???41011']],
  [amba, 'id_table', { id: 0x00041010, mask: 0x000ffffe }, ['amba:d???4101[01]']],
  [nd, 'id_table', { type: 0x30 }, ['nd:t4*', 'nd:t5*']],
];

test('rows make the aliases of scripts/mod/file2alias.c', () => {
  for (const [place, name, fields, expected] of ALIASES) {
    const row = { number: 1, fields };
    assert.deepEqual(rowAliases(place, driver(place.name, 'd'), name, row), expected, JSON.stringify(fields));
  }
});

const ANNOUNCED: readonly (readonly [Device, string | undefined])[] = [
  [
    device('pci', '0000:08:00.0', {
      fields: { vendor: 0x15b3, device: 0x101e, subvendor: 0x15b3, subdevice: 0x23, class: 0x020000 },
    }),
    'pci:v000015B3d0000101Esv000015B3sd00000023bc02sc00i00',
  ],
  [
    device('auxiliary', 'mlx5_core.eth.4', { fields: { match_name: 'mlx5_core.eth', id: 4 } }),
    'auxiliary:mlx5_core.eth',
  ],
  [device('virtio', 'virtio0', { fields: { device: 1, vendor: 0x1af4 } }), 'virtio:d00000001v00001AF4'],
  [
    device('platform', 'fe340000.serial', {
      fields: { reg: 0xfe340000, node_name: 'serial', compatible: 'snps,dw-apb-uart' },
    }),
    'of:NserialT(null)Csnps,dw-apb-uart',
  ],
  [device('platform', 'foo.2', { fields: { name: 'foo', id: 2 } }), 'platform:foo'],
  [device('i2c', '1-0048', { fields: { compatible: 'ti,tmp102' } }), 'of:Ntmp102T(null)Cti,tmp102'],
  [device('i2c', '1-0049', { fields: { name: 'lm75' } }), 'i2c:lm75'],
  [device('i2c', '1-004a'), undefined],
  [
    device('hid', '0003:046D:C52B.0001', { fields: { bus: 3, group: 1, vendor: 0x046d, product: 0xc52b } }),
    'hid:b0003g0001v0000046Dp0000C52B',
  ],
  [
    device('usb', '3-1:1.0', { fields: { idVendor: 0x046d, bInterfaceClass: 0x0e } }),
    'usb:v046Dp0000d0000dc00dsc00dp00ic0Eisc00ip00in00',
  ],
  [device('platform', 'PNP0C0A:00', { fields: { acpi_ids: ['ABCD0001', 'PRP0001'] } }), 'acpi:ABCD0001:'],
  [device('amba', '1000.x', {}), undefined],
];

test('devices announce what their bus puts into MODALIAS', () => {
  const buses = [pci, auxiliary, virtio, platform, i2c, hid, usb, amba];
  const result = run(topology({ buses, devices: ANNOUNCED.map(([it]) => it) }));
  for (const [{ id, name }, expected] of ANNOUNCED)
    assert.equal(result.devices.get(id)?.modalias, expected, name);
});

test('patterns of a bcdDevice range fit exactly the numbers of the range, if it is not one whole ten', () => {
  const digits = fc.integer({ min: 0, max: 9999 }).map((n) => Number.parseInt(String(n), 16));
  fc.assert(
    fc.property(digits, digits, digits, (a, b, probe) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      const text = probe.toString(16).toUpperCase().padStart(4, '0');
      const fits = bcdPatterns(low, high).some((pattern) => fnmatch(pattern, text));
      const expected = low <= probe && probe <= high && !isOneTen(low, high);
      assert.equal(fits, expected, `${low.toString(16)}-${high.toString(16)} ${text}`);
    }),
  );
});

/** file2alias.c:do_usb_entry leaves out a last digit that may be any, and writes no `*` for it: such an alias fits no device. */
function isOneTen(low: number, high: number): boolean {
  return low % 16 === 0 && high === low + 9;
}

test('a bcdDevice range of one whole ten loses its last digit, as in the kernel', () => {
  assert.deepEqual(bcdPatterns(0x9990, 0x9999), ['999']);
  assert.deepEqual(bcdPatterns(0x9980, 0x9999), ['99[8-9]*']);
});

type Choices = Readonly<Record<string, fc.Arbitrary<number>>>;

const small = fc.constantFrom(1, 2, 0x15b3);
const PLAIN: readonly {
  readonly place: BusType;
  readonly device: Choices;
  readonly row: Choices;
  readonly wanted: string;
}[] = [
  {
    place: virtio,
    device: { device: small, vendor: small },
    row: { device: small, vendor: small },
    wanted: 'device',
  },
  {
    place: hid,
    device: { bus: small, group: small, vendor: small, product: small },
    row: { bus: small, group: small, vendor: small, product: small },
    wanted: 'bus',
  },
  {
    place: pci,
    device: { vendor: small, device: small, class: fc.constantFrom(0x020000, 0x020100, 0x030000) },
    row: {
      vendor: small,
      device: small,
      class: fc.constantFrom(0x020000, 0x030000),
      class_mask: fc.constantFrom(0xffff00, 0xff0000),
    },
    wanted: 'vendor',
  },
];

for (const { place, device: choices, row, wanted } of PLAIN) {
  test(`${place.name}: a row fits a device if and only if its alias fits the modalias`, () => {
    const devices: fc.Arbitrary<Fields> = fc.record(choices);
    const rows: fc.Arbitrary<Fields> = fc.record(row, { requiredKeys: [wanted] });
    fc.assert(
      fc.property(devices, rows, (values, written) => {
        const one = driver(place.name, 'd', { rows: [written] });
        const other = device(place.name, 'x', { fields: values });
        const state = machineOf(run(topology({ buses: [place], drivers: [one], devices: [other] })))?.state;
        const [live, bound] = [state?.devices.get(other.id), state?.drivers.get(one.id)];
        assert.ok(state && live && bound);
        const matches = matchDevice(state.topology.kernel, live, bound).result === 'yes';
        const aliases = rowAliases(place, one, 'id_table', { number: 1, fields: written });
        const fits = aliases.some((alias) => fnmatch(alias, live.modalias ?? ''));
        assert.equal(fits, matches, JSON.stringify([values, written]));
      }),
    );
  });
}
