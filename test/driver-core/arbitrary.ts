// Random topologies, small enough that devices, drivers and modules meet: for properties that hold for every run.
import fc from 'fast-check';
import type { Device, Driver, Fields, Step, Topology } from '../../server/src/driver-core/topology.ts';
import {
  bus,
  classType,
  creates,
  device,
  driver,
  fails,
  field,
  format,
  modaliasOf,
  module,
  needs,
  registers,
  table,
  topology,
} from './build.ts';
import { hid, pci, platform, vdpa, virtio } from './buses.ts';

const number = fc.constantFrom(0, 1, 2, 3, 0x15b3);
const mask = fc.constantFrom(0, 1, 3, 0xff, 0xffff00);

/** A bus of the test's own with every kind of comparison. */
export const mixed = bus('mixed', {
  tables: [
    table(
      [
        field('u32', 'a', { any: 0xffffffff }),
        field('u32', 'b', { mask: 'b_mask' }),
        field('u32', 'b_mask', { compared: false }),
        field('char', 'kinds', { in: true, nocase: true, any: '' }),
        field('u32', 'low', { is: 'c', bound: 'min', wild: true }),
        field('char', 'label', { ifPresent: true, any: '' }),
      ],
      { end: ['a', 'b_mask'] },
    ),
  ],
  match: ['driver_override', 'id_table', 'driver_name dev.kind when no drv.id_table'],
  struct: { names: [format('mixed{n}')], modalias: [modaliasOf('mixed:a{a:08X}*')], inherits: ['c'] },
});

const mixedRow: fc.Arbitrary<Fields> = fc.record(
  {
    a: number,
    b: number,
    b_mask: mask,
    kinds: fc.constantFrom('x', 'Y', 'z'),
    low: number,
    label: fc.constantFrom('one', 'two'),
  },
  { requiredKeys: [] },
);
const mixedDevice: fc.Arbitrary<Fields> = fc.record(
  {
    a: number,
    b: number,
    c: number,
    kinds: fc.array(fc.constantFrom('X', 'y', 'w'), { maxLength: 3 }),
    label: fc.constantFrom('one', 'three'),
    kind: fc.constantFrom('d0', 'd1', 'd9'),
  },
  { requiredKeys: [] },
);
const pciFields: fc.Arbitrary<Fields> = fc.record(
  { vendor: number, device: number, subvendor: number, class: fc.constantFrom(0x20000, 0x30000, 0x30100) },
  { requiredKeys: ['vendor'] },
);
const pciRow: fc.Arbitrary<Fields> = fc.record(
  {
    vendor: number,
    device: number,
    class: fc.constantFrom(0x20000, 0x30000),
    class_mask: fc.constantFrom(0, 0xffffff, 0xff0000),
    override_only: fc.constant(1),
  },
  { requiredKeys: [] },
);
const hidFields: fc.Arbitrary<Fields> = fc.record({
  bus: fc.constantFrom(3, 5),
  vendor: number,
  product: number,
});
const virtioFields: fc.Arbitrary<Fields> = fc.record(
  { device: number, vendor: number },
  { requiredKeys: ['device'] },
);

const KINDS = [
  { place: 'mixed', fields: mixedDevice, row: mixedRow },
  { place: 'pci', fields: pciFields, row: pciRow },
  { place: 'hid', fields: hidFields, row: hidFields },
  { place: 'virtio', fields: virtioFields, row: virtioFields },
] as const;

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      fails('ENODEV', 'a == 1'),
      fails('ENODEV', 'parent.a == 2'),
      fails('EIO', 'vendor == 2'),
      fails('ENODEV'),
    ),
  },
  fc.constantFrom(
    fails('EPROBE_DEFER'),
    fails('EPROBE_DEFER', undefined, 2),
    needs('clock'),
    needs('clock', { ifPresent: true }),
  ),
  fc.constantFrom(
    creates('virtio', { fields: { device: 1 } }),
    creates('mixed', { fields: { a: 1, kind: 'd1' } }),
    creates('pci', { name: 'p{n}', fields: { vendor: 1 } }),
    registers('net'),
    creates('virtio', { fields: { device: 2 }, when: 'device == 3' }),
  ),
);

/** `quiet`: drivers without steps, so that most devices stand alone. */
export interface Shape {
  readonly steps: 'any' | 'none';
}

function drivers({ steps }: Shape): fc.Arbitrary<readonly Driver[]> {
  const one = fc.constantFrom(...KINDS).chain(({ place, row }) =>
    fc.record({
      place: fc.constant(place),
      rows: fc.option(fc.array(row, { maxLength: 14 }), { nil: undefined }),
      probe: steps === 'none' ? fc.constant([]) : fc.array(step, { maxLength: 2 }),
      flags: fc.subarray(['async', 'loaded', 'builtin', 'yields'], { maxLength: steps === 'none' ? 1 : 2 }),
      module: fc.constantFrom(undefined, 'm1', 'm2'),
    }),
  );
  return fc.array(one, { maxLength: 8 }).map((all) =>
    all.map(({ place, rows, probe, flags, module: home }, index) =>
      driver(place, `d${index}`, {
        probe,
        flags: steps === 'none' ? flags.filter((flag) => flag !== 'yields') : flags,
        ...(rows && { rows }),
        ...(home !== undefined && { module: home }),
      }),
    ),
  );
}

export function devices({ steps }: Shape): fc.Arbitrary<readonly Device[]> {
  const one = fc.constantFrom(...KINDS).chain(({ place, fields }) =>
    fc.record({
      place: fc.constant(place),
      fields,
      driverOverride: fc.option(fc.constantFrom('d0', 'd1', 'nobody'), { nil: undefined, freq: 6 }),
      supplier: steps === 'none' ? fc.constant(undefined) : fc.option(fc.nat(9), { nil: undefined }),
      parent: fc.option(fc.nat(9), { nil: undefined }),
    }),
  );
  return fc.array(one, { maxLength: 10 }).map((all) => {
    const ids = all.map(({ place }, index) => `device:${place}/x${index}`);
    return all.map(({ place, fields, driverOverride, supplier, parent }, index) => {
      const above = parent !== undefined && parent < index ? ids[parent] : undefined;
      const feeds = supplier !== undefined && supplier !== index ? ids[supplier] : undefined;
      return device(place, `x${index}`, {
        fields,
        suppliers: feeds === undefined ? [] : [`${feeds} as clock`],
        ...(driverOverride !== undefined && { driverOverride }),
        ...(above !== undefined && { parent: above }),
      });
    });
  });
}

export function topologies(shape: Shape = { steps: 'any' }): fc.Arbitrary<Topology> {
  return fc
    .record({
      drivers: drivers(shape),
      devices: devices(shape),
      depends: fc.boolean(),
      fwDevlink: fc.constantFrom('off' as const, 'permissive' as const, 'on' as const, 'rpm' as const),
    })
    .map(({ drivers: allDrivers, devices: allDevices, depends, fwDevlink }) =>
      topology({
        kernel: { fwDevlink },
        buses: [mixed, pci, hid, virtio, platform, vdpa],
        classes: [classType('net')],
        drivers: allDrivers,
        modules: depends ? [module('m1', { depends: ['m2'] }), module('m2')] : [],
        devices: allDevices,
      }),
    );
}
