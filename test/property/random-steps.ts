// Steps of scenarios, drawn at random over the names of machine.topo and some that mean nothing.
import fc from 'fast-check';

const DEVICES = [
  ...['0000:01:00.0', '0000:01:00.1', '0000:01:00.2', '0000:02:00.0', 'pci0000:00', '1-1', '1-1:1.0'],
  ...['i2c0', '0-0048', 'clk0', 'acme.rdma.0', 'sf0/sf', 'sf0/sf/vnet', 'r1', 'r1/sf', 'r2', 'r2/sf'],
  ...[
    'vdpa0',
    'vdpa1',
    'virtio0',
    'eth0',
    'eth1',
    'vfio0',
    'vfio1',
    'vhost-vdpa-0',
    'sf0',
    'input0',
    'nobody',
  ],
];
const DRIVERS = [
  ...['pci/acme', 'acme_vf', 'acme_other', 'vfio-pci', 'acme_ib.rdma', 'acme_part.sf', 'acme_vdpa.vnet'],
  ...['virtio_net', 'vhost_vdpa', 'virtio_vdpa', 'usbhid', 'platform/clk', 'platform/i2c', 'sensor', 'none'],
];
const MODULES = [
  ...['lib', 'acme', 'acme_vf', 'vfio_pci', 'acme_ib', 'acme_part', 'acme_vdpa', 'virtio_net', 'usbhid'],
  ...['vhost_vdpa', 'virtio_vdpa', 'clk', 'i2c', 'sensor', 'acme_sim', 'missing'],
];
const PF = '0000:01:00.0';

const device = fc.constantFrom(...DEVICES);
const driver = fc.constantFrom(...DRIVERS);
const request = fc.constantFrom('r1', 'r2', 'sf0');
const bit = fc.constantFrom(0, 1);

const verbs = fc
  .tuple(
    fc.constantFrom('plug', 'unplug', 'remove', 'unbind', 'drivers_probe', 'delete', 'open', 'close'),
    device,
  )
  .map(([verb, name]) => `${verb} ${name};`);

const writes = fc.oneof(
  fc.tuple(device, driver).map(([name, by]) => `bind ${name} to ${by};`),
  fc
    .tuple(device, fc.constantFrom('vfio-pci', 'acme_other', 'vhost_vdpa', 'none', '""'))
    .map(([name, by]) => `set ${name} driver_override = ${by};`),
  fc.nat(3).map((count) => `set ${PF} sriov_numvfs = ${count};`),
  bit.map((on) => `set ${PF} sriov_drivers_autoprobe = ${on};`),
  fc
    .tuple(fc.constantFrom('pci', 'auxiliary', 'platform', 'i2c'), bit)
    .map(([bus, on]) => `set bus ${bus} drivers_autoprobe = ${on};`),
  fc.tuple(fc.constantFrom('1-1', '1-1:1.0'), bit).map(([name, on]) => `set ${name} authorized = ${on};`),
  fc
    .tuple(fc.constantFrom('new_id', 'remove_id'), fc.constantFrom('vfio-pci', 'acme_other'), fc.nat(2))
    .map(([verb, by, id]) => `${verb} pci/${by} { vendor = 0x1234; device = ${id}; }`),
);

const requests = fc.oneof(
  fc
    .tuple(request, device, fc.constantFrom('active', 'inactive'))
    .map(([name, on, state]) => `create ${name} flavour sf on ${on} { sfnum = 1; state = ${state}; }`),
  fc
    .tuple(fc.constantFrom('vdpa0', 'vdpa1'), device)
    .map(([name, on]) => `create ${name} flavour vdpa on ${on};`),
  fc
    .tuple(request, fc.constantFrom('state = active', 'state = inactive', 'hw_addr = 5', 'sfnum = 2'))
    .map(([name, fact]) => `set ${name} ${fact};`),
);

/** What is held open when something goes: a removal waits, a module is pinned. */
const held = fc
  .tuple(fc.constantFrom('eth0', 'vhost-vdpa-0', 'vfio0', '0000:01:00.1', 'input0', '0-0048'), device)
  .map(([file, name]) => `open ${file}; unbind ${name};`);

/** Ways that single steps hardly ever find. */
const ways = fc.constantFrom(
  `set ${PF} sriov_drivers_autoprobe = 1; set ${PF} sriov_numvfs = 2;`,
  `modprobe vfio_pci; set 0000:01:00.1 driver_override = vfio-pci; unbind 0000:01:00.1; drivers_probe 0000:01:00.1;`,
  'modprobe vhost_vdpa; drivers_probe vdpa0; open vhost-vdpa-0;',
  'modprobe virtio_vdpa; drivers_probe vdpa0;',
  'plug 0000:02:00.0;',
  `create r1 flavour sf on ${PF} { sfnum = 1; state = active; }`,
  'create vdpa1 flavour vdpa on r1/sf;',
  'modprobe acme_sim; create vdpa1 flavour vdpa on sim;',
);

const machine = fc.oneof(
  fc.constantFrom(
    'suspend;',
    'resume;',
    'sleep 4s;',
    'sleep 1min;',
    'rescan pci;',
    'rescan auxiliary;',
    'rescan i2c;',
  ),
  fc
    .tuple(fc.constantFrom('modprobe', 'rmmod'), fc.constantFrom(...MODULES))
    .map(([verb, name]) => `${verb} ${name};`),
);

const act = fc.oneof(
  { weight: 5, arbitrary: verbs },
  { weight: 3, arbitrary: writes },
  { weight: 2, arbitrary: requests },
  { weight: 1, arbitrary: held },
  { weight: 2, arbitrary: ways },
  { weight: 3, arbitrary: machine },
);

/** Now and then the machine is shut down in between. */
export const acts: fc.Arbitrary<readonly string[]> = fc
  .tuple(fc.array(act, { minLength: 2, maxLength: 30, size: 'max' }), fc.integer({ min: 10, max: 200 }))
  .map(([list, off]) =>
    off < list.length ? [...list.slice(0, off), 'shutdown;', ...list.slice(off)] : list,
  );

/** Expectations change nothing, whether they hold or not. */
export const readings: fc.Arbitrary<readonly string[]> = fc.array(
  fc.oneof(
    fc
      .tuple(device, fc.constantFrom('bound', 'unbound', 'deferred', 'absent', 'waits'))
      .map(([name, state]) => `expect ${name} ${state};`),
    fc.tuple(device, device).map(([a, b]) => `expect order probe ${a}, ${b};`),
    fc.constantFrom(...MODULES).map((name) => `expect module ${name} loaded;`),
    fc.constantFrom('expect no problem;', 'expect error ENODEV;', 'expect problem MK-34;'),
  ),
  { maxLength: 8 },
);
