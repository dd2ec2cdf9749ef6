// Modules as drivers: the rows that aliases are read back to, in the words of the language, and that every alias of a real
// kernel is made again by the row that was read out of it.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { libraryTypes } from '../../server/src/db/library.ts';
import { announcedAliases } from '../../server/src/driver-core/alias.ts';
import { moduleDrivers } from '../../server/src/driver-core/kmod/module-drivers.ts';
import { parseModulesAlias } from '../../server/src/driver-core/kmod/modules-files.ts';
import type { BusType, Driver } from '../../server/src/driver-core/topology.ts';

const { buses } = libraryTypes(6012);

function driversOf(aliases: string, names: readonly string[]): readonly Driver[] {
  const { items } = parseModulesAlias(aliases);
  const chosen = names.map((name) => buses.get(name)).filter((bus) => bus !== undefined);
  const source = { aliases: items, isBuiltin: (module: string) => module === 'builtin' };
  return chosen.flatMap((bus) => moduleDrivers(source, bus));
}

/** `pci/e1000e id_table vendor=0x8086 device=0x1502`, one line a row. */
function rowLines(drivers: readonly Driver[]): readonly string[] {
  return drivers.flatMap(({ bus, name, tables }) =>
    Object.entries(tables).flatMap(([table, rows]) =>
      rows.map(({ fields }) => {
        const values = Object.entries(fields).map(
          ([field, value]) => `${field}=${typeof value === 'number' ? `0x${value.toString(16)}` : value}`,
        );
        return [`${bus}/${name} ${table}`, ...values].join(' ');
      }),
    ),
  );
}

const cases = `
pci:v00008086d00001502sv*sd*bc*sc*i* -> pci id_table vendor=0x8086 device=0x1502 class=0x0 class_mask=0x0
pci:v*d*sv*sd*bc01sc08i02* -> pci id_table class=0x10802 class_mask=0xffffff
pci:v00001002d*sv*sd*bc03sc00i* -> pci id_table vendor=0x1002 class=0x30000 class_mask=0xffff00
vfio_pci:v000015B3d0000101Esv*sd*bc*sc*i* -> pci id_table vendor=0x15b3 device=0x101e class=0x0 class_mask=0x0 override_only=0x1
usb:v0424p9D01d*dc*dsc*dp*ic*isc*ip*in* -> usb id_table idVendor=0x424 idProduct=0x9d01
usb:v*p*d*dc*dsc*dp*ic08isc06ip50in* -> usb id_table bInterfaceClass=0x8 bInterfaceSubClass=0x6 bInterfaceProtocol=0x50
usb:v13FDp3940d0[0-2]*dc*dsc*dp*ic*isc*ip*in* -> usb id_table idVendor=0x13fd idProduct=0x3940 bcdDevice_lo=0x0 bcdDevice_hi=0x2ff
usb:v1019p0C55d0110dc*dsc*dp*ic*isc*ip*in* -> usb id_table idVendor=0x1019 idProduct=0xc55 bcdDevice_lo=0x110 bcdDevice_hi=0x110
hid:b0003g*v00000C70p0000F003 -> hid id_table bus=0x3 vendor=0xc70 product=0xf003
virtio:d00000001v* -> virtio id_table device=0x1
auxiliary:mlx5_core.eth -> auxiliary id_table name=mlx5_core.eth
serio:ty06pr*id*ex* -> serio id_table type=0x6
i2c:tmp102 -> i2c id_table name=tmp102
of:N*T*Cti,tmp-102 -> i2c of_match_table compatible=ti,tmp-102
of:N*T*Cti,tmp-102C* -> i2c of_match_table compatible=ti,tmp-102
acpi*:INTC1085:* -> i2c acpi_match_table id=INTC1085
amba:d???41011 -> amba id_table id=0x41011 mask=0xfffff
amba:d???4101[01] -> amba id_table id=0x41010 mask=0xffffe
mdio:0000000000100010010101100001???? -> mdio_bus id_table phy_id=0x225610 phy_id_mask=0xfffffff0
vmbus:02780ada77e3ac4a8e770558eb1073f8 -> vmbus id_table guid=da0a7802-e377-4aac-8e77-0558eb1073f8
wmi:05901221-D566-11D1-B2F0-00A0C9062910 -> wmi id_table guid_string=05901221-D566-11D1-B2F0-00A0C9062910
typec:idFF01m* -> typec id_table svid=0xff01
tbsvc:knetworkp00000001v*r* -> thunderbolt id_table protocol_key=network protocol_id=0x1
pci:v00008086 -> pci
fs-ext4 -> pci
`;

for (const line of cases.trim().split('\n')) {
  const [alias = '', expected = ''] = line.split(' -> ');
  test(`the row of ${alias}`, () => {
    const [bus = '', ...row] = expected.split(' ');
    const lines = rowLines(driversOf(`alias ${alias} some`, [bus]));
    assert.deepEqual(lines, row.length === 0 ? [] : [`${bus}/some ${row.join(' ')}`]);
  });
}

test('a module stands on every bus that matches by its table, once, and keeps its aliases', () => {
  const [first, second, ...none] = driversOf(
    'alias of:N*T*Ca,b two\nalias of:N*T*Ca,bC* two\nalias platform:two two\n',
    ['platform', 'spi'],
  );
  assert.deepEqual(none, []);
  assert.deepEqual(
    [first, second].map((driver) => [driver?.id, driver?.module, driver?.aliases.length]),
    [
      ['driver:platform/two', 'two', 3],
      ['driver:spi/two', 'two', 2],
    ],
  );
});

test('drivers of built-in modules are built in', () => {
  const [driver] = driversOf('alias pci:v00008086d*sv*sd*bc*sc*i* builtin', ['pci']);
  assert.equal(driver?.flags.has('builtin'), true);
});

// The recordings are not part of this repository: BUSWRIGHT_DATA names their folder, else it is ../shared/data.
const kernels = join(process.env.BUSWRIGHT_DATA ?? '../shared/data', 'kernels');

/** Three digits and a star are one part of a wider range (do_usb_entry_multi); alone it is another pattern. */
const PART_OF_A_RANGE = /^usb:v....p....d[0-9A-F]{3}\*/;

test('the aliases of real kernels are made again by the rows that were read out of them', (t) => {
  if (!existsSync(kernels)) {
    t.diagnostic(`NOT RUN on real data: there is no ${kernels}`);
    return;
  }
  for (const [name, version] of [
    ['6.1-amd64', 6001],
    ['6.1-arm64', 6001],
    ['6.12-amd64', 6012],
  ] as const) {
    const types = libraryTypes(version).buses;
    const { items } = parseModulesAlias(readFileSync(join(kernels, name, 'modules.alias'), 'utf8'));
    const source = { aliases: items, isBuiltin: () => false };
    const drivers = [...types.values()].flatMap((bus) => moduleDrivers(source, bus));
    const made = remadeAliases(drivers, types);
    const read = new Set(
      drivers.flatMap(({ aliases, module }) => aliases.map((alias) => `${alias} ${module}`)),
    );
    const lost = [...read].filter((alias) => !made.has(alias) && !PART_OF_A_RANGE.test(alias));
    assert.deepEqual(lost, [], name);
    // The rest are explicit MODULE_ALIAS lines, and processors, firmware tables and input devices, which no table makes.
    assert.ok(read.size > 0.9 * items.length, `${name}: ${read.size} of ${items.length} aliases were read`);
    t.diagnostic(`${name}: ${read.size} of ${items.length} aliases are rows of a table`);
  }
});

function remadeAliases(drivers: readonly Driver[], types: ReadonlyMap<string, BusType>): ReadonlySet<string> {
  const made = new Set<string>();
  for (const driver of drivers) {
    const bus = types.get(driver.bus);
    for (const [table, rows] of Object.entries(driver.tables)) {
      for (const row of bus ? rows : []) {
        for (const alias of bus ? announcedAliases(bus, driver, table, row) : [])
          made.add(`${alias} ${driver.module}`);
      }
    }
  }
  return made;
}
