// Rows as sets of devices, held to the run: what a row is said to cover, its driver matches; what it could meet, the index finds.
import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { rowIndex } from '../../server/src/checks/tables/row-index.ts';
import { covers } from '../../server/src/checks/tables/row-sets.ts';
import type { RootModel } from '../../server/src/db/index.ts';
import { endsTable } from '../../server/src/driver-core/id-table.ts';
import { openWorkspace } from '../harness/run-fixture.ts';

/** A field of a row and the values it may have; `undefined`: not written. */
type Domain = Readonly<Record<string, readonly (string | undefined)[]>>;

const PCI: Domain = {
  vendor: ['0x1', '0x2', 'any', undefined],
  device: ['0x1', '0x2', undefined],
  subvendor: ['0x1', undefined],
  class: ['0x010000', '0x010601', '0x020000'],
  class_mask: ['0', '0xff0000', '0xffff00', '0xffffff', undefined],
};
const PCI_DEVICE: Domain = {
  vendor: ['0x1', '0x2'],
  device: ['0x1', '0x2'],
  subvendor: ['0x1', '0x2'],
  class: ['0x010000', '0x010601', '0x020000'],
};
const USB: Domain = {
  idVendor: ['0x1', '0x2', undefined],
  idProduct: ['0x1', undefined],
  bcdDevice_lo: ['0x0100', '0x0200', undefined],
  bcdDevice_hi: ['0x0150', '0x0250', undefined],
  bInterfaceClass: ['0x08', undefined],
};
const USB_DEVICE: Domain = {
  idVendor: ['0x1', '0x2'],
  idProduct: ['0x1', '0x2'],
  bcdDevice: ['0x0100', '0x0120', '0x0220'],
  bInterfaceClass: ['0x03', '0x08', '0xff'],
};

function facts(domain: Domain): fc.Arbitrary<string> {
  const fields = Object.entries(domain).map(([name, values]) =>
    fc.constantFrom(...values).map((value) => (value === undefined ? '' : `${name} = ${value}; `)),
  );
  return fc.tuple(...fields).map((texts) => texts.join(''));
}

function modelOf(
  bus: string,
  rows: readonly string[],
  devices: readonly string[],
  name: (n: number) => string,
) {
  const drivers = rows.map((row, n) => `driver d${n} on ${bus} { id_table { { ${row}} } }\n`);
  const all = devices.map((device, n) => `device ${name(n)} on ${bus} { ${device}}\n`);
  const [model] = openWorkspace({ '/main.topo': [...drivers, ...all].join('') }).models();
  assert.ok(model);
  return model;
}

function holds(bus: string, model: RootModel): void {
  const table = model.topology.buses.get(bus)?.tables.id_table;
  assert.ok(table);
  const drivers = model.driversOn(bus).filter((it) => /^d\d/.test(it.name));
  const index = rowIndex(bus, table, model);
  for (const outer of drivers) {
    for (const inner of drivers) {
      const [wide] = outer.tables.id_table ?? [];
      const [narrow] = inner.tables.id_table ?? [];
      if (!wide || !narrow || endsTable(table, wide) || endsTable(table, narrow)) continue;
      if (!covers(table, wide, narrow)) continue;
      assert.ok(
        index.near(narrow).some((it) => it.row === wide),
        'the index finds what covers a row',
      );
      const matches = new Set(model.run.drivers.get(outer.id)?.matches);
      for (const id of model.run.drivers.get(inner.id)?.matches ?? [])
        assert.ok(matches.has(id), `${outer.name} takes what ${inner.name} takes`);
    }
  }
}

test('a row that covers another takes all of its devices: pci, with masks', () => {
  const name = (n: number): string => `0000:01:0${n}.0`;
  fc.assert(
    fc.property(
      fc.array(facts(PCI), { minLength: 2, maxLength: 6 }),
      fc.array(facts(PCI_DEVICE), { minLength: 1, maxLength: 6 }),
      (rows, devices) => holds('pci', modelOf('pci', rows, devices, name)),
    ),
    { numRuns: 60 },
  );
});

test('a row that covers another takes all of its devices: usb, with ranges', () => {
  const name = (n: number): string => `1-${n + 1}:1.0`;
  fc.assert(
    fc.property(
      fc.array(facts(USB), { minLength: 2, maxLength: 6 }),
      fc.array(facts(USB_DEVICE), { minLength: 1, maxLength: 6 }),
      (rows, devices) => holds('usb', modelOf('usb', rows, devices, name)),
    ),
    { numRuns: 60 },
  );
});
