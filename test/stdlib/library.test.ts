// The library's files keep their form: they read without an error, stand in canonical layout, say where each rule comes from,
// and hold every bus of the kernel that has a match rule.
import assert from 'node:assert/strict';
import test from 'node:test';
import { libraryTypes } from '../../server/src/db/library.ts';
import { parseVersion } from '../../server/src/declare/index.ts';
import { DEFAULT_OPTIONS, formatSource } from '../../server/src/format/index.ts';
import { libraryFiles, libraryUri } from '../../server/src/stdlib/index.ts';
import { parse } from '../../server/src/syntax/index.ts';
import { LIBRARY, LIBRARY_ITEMS, titleOf } from './library.ts';

/** Buses of Linux 6.12 that decide by match() which driver a device gets, by the file that describes each. */
const BUSES =
  `acpi amba ap aprbus arm_ffa auxiliary bcma ccw ccwgroup cdmm cdx coreboot css cxl dax dfl dsa eisa firewire fsl-mc
gadget hdaudio hid host1x i2c i3c ipack isa ishtp mcb mdev mdio_bus mei mhi mhi_ep mipi-dsi mmc nd netdevsim nvmem-layout parport pci
pci-epf pci_express pcmcia platform pnp rapidio rpmsg scmi_protocol scsi sdio serial serio slimbus snd_seq soundwire spi spmi ssb
surface_aggregator tee thunderbolt typec ulpi usb usb-serial vdpa vio virtio vmbus w1 wmi xen xen-backend
ac97bus dio dp-aux fsi gameport gbphy gio greybus hsi ibmebus intel_th iucv macio memstick moxtet ntb ntb_transport nubus parisc peci
ps3_system_bus rmi4 serial-base siox sunxi-rsb tc tifm vchiq-bus vme zorro`.split(/\s+/);

test('every file reads without an error and is in canonical layout', () => {
  for (const { name, text } of LIBRARY) {
    assert.deepEqual(
      parse(text).items.flatMap(({ errors }) => errors),
      [],
      name,
    );
    assert.equal(formatSource(text, DEFAULT_OPTIONS).text, text, name);
  }
});

test('the bundle holds the files as they are', () => {
  assert.deepEqual(
    [...libraryFiles()],
    LIBRARY.map(({ name, text }) => [name, text]),
  );
  assert.equal(libraryUri('pci.topo'), 'topo-std:/pci.topo');
});

test('every bus with a match rule is described, in a file of its name', () => {
  const files = new Map(
    LIBRARY_ITEMS.flatMap(({ file, decl }) => (decl.kind === 'bus' ? [[decl.name.text, file]] : [])),
  );
  assert.deepEqual(
    BUSES.filter((bus) => files.get(bus) !== `${bus}.topo`),
    [],
  );
});

test('every declaration says what it is, and buses and classes name the kernel file', () => {
  for (const item of LIBRARY_ITEMS) {
    const doc = item.statement.doc ?? '';
    assert.notEqual(doc, '', titleOf(item));
    if (item.decl.kind === 'contract') assert.match(doc, /\binclude\/[\w/.-]+\.h\b/, titleOf(item));
    else assert.match(doc, /\b\w[\w-]*\/[\w/-]+(\.[ch]\b)?/, titleOf(item));
  }
});

test('no two declarations of a kind share a name', () => {
  const names = LIBRARY_ITEMS.flatMap(({ decl }) =>
    decl.kind === 'driver'
      ? [`driver ${decl.bus.text}/${decl.name.text}`]
      : 'name' in decl
        ? [`${decl.kind} ${decl.name.text}`]
        : [],
  );
  assert.deepEqual(
    names.filter((name, index) => names.indexOf(name) !== index),
    [],
  );
});

test('it links for every kernel, from before its newest buses to after', () => {
  const names = [
    ...LIBRARY.map(({ text }) => text)
      .join('')
      .matchAll(/(?:since|until) (\d+\.\d+)/g),
  ].map((match) => match[1] ?? '');
  for (const name of new Set(['3.8', '5.4', '6.12', ...names])) {
    const version = parseVersion(name);
    assert.ok(version !== undefined, name);
    const { problems, buses } = libraryTypes(version);
    assert.deepEqual(
      [...problems.values()].flat().map(({ message }) => message),
      [],
      name,
    );
    assert.ok(buses.has('pci'), name);
    assert.equal(buses.has('auxiliary'), version >= 5011, name);
  }
});
