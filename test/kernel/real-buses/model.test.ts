// What a real kernel bound on real buses, the model binds, when all that it has is what the machine announced and the tables of
// the modules. Drivers that are built in are left out: until 6.14 no file says what they match.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { type RootModel, Workspace } from '../../../server/src/db/index.ts';
import { testReport } from '../../../server/src/exporters/test-report.ts';
import { KERNEL_FILES, kernelModules } from '../../../server/src/ide/kernel-modules.ts';
import { importUdev } from '../../../server/src/importers/index.ts';
import type { RealDevice, RealRecording } from './format.ts';
import { scenarioText } from './scenario-text.ts';

const FOLDER = 'test/kernel/recorded/machines';
const INSTALLED = kernelModules(
  KERNEL_FILES.map((name) => readFileSync(`${FOLDER}/modules/${name}`, 'utf8')),
);

/** What no table says: `uas` declines disks without UAS, and the codec's module is asked for by its name. */
const BEYOND_TABLES: Readonly<Record<string, readonly string[]>> = {
  usb: ['/1-3.1:1.0'],
  platform: ['/hdaudioC0D0'],
};

/** Drivers that the steps are about and that no table describes: they match only what they are told to, or are built in. */
const STUB = 'driver pci-stub on pci { module = pci_stub; }';
const VIRTIO_PCI = 'driver virtio-pci on pci { builtin; id_table { { vendor = 0x1af4; } } }';
const VFIO_PCI =
  'driver vfio-pci on pci { module = vfio_pci; id_table { { override_only; } } driver_managed_dma; }';

const SERIAL = 'driver serial8250 on platform { builtin; }';
/** Its name is not its module's. */
const SMBUS =
  'driver i801_smbus on pci { module = i2c_i801; id_table { { vendor = 0x8086; device = 0x2930; } } }';

/** It declines the disk that it matches. */
const NO_UAS = 'modprobe { blacklist uas; }';

/** It declines what is no input device, also if a dynamic id says so. */
const USBHID = `driver usbhid on usb {
    id_table { { bInterfaceClass = 3; } }
    probe { fails ENODEV when bInterfaceClass != 3; }
}`;

const USB_STORAGE =
  'driver usb-storage on usb { module = usb_storage; id_table { { bInterfaceClass = 8; bInterfaceSubClass = 6; } } }';

/** Not `sriov`: which functions a device has is not in any table. */
const STEPPED: Readonly<Record<string, readonly string[]>> = {
  network: [STUB, VIRTIO_PCI],
  storage: [STUB, VIRTIO_PCI],
  vfio: [VFIO_PCI],
  virtio: [VIRTIO_PCI],
  usb: [NO_UAS, USBHID, USB_STORAGE],
  platform: [SERIAL, SMBUS],
};

const RECORDINGS: readonly RealRecording[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8')));

for (const recording of RECORDINGS) {
  test(`real machine ${recording.id}: devices have the drivers that the kernel gave them`, () => {
    const [model] = workspaceOf(recording, []).models();
    assert.ok(model);
    const results = new Map([...model.run.devices.values()].map((device) => [device.path, device]));
    const judged = recording.devices.filter((device) => isJudged(recording, device));
    const beyond = BEYOND_TABLES[recording.id] ?? [];
    const expected = judged.filter(({ path }) => !beyond.some((end) => path.endsWith(end)));
    assert.deepEqual(
      expected.map(({ path }) => [path, moduleOfDriver(model, results.get(path)?.driver)]),
      expected.map((device) => [device.path, moduleOf(recording, device)]),
    );
    assert.ok(expected.some((device) => device.driver !== null && device.subsystem === 'pci'));
  });
}

for (const [id, drivers] of Object.entries(STEPPED)) {
  test(`LC-12, LC-19, LC-40, LC-41, LC-42, LC-43, LC-44, LC-52, LC-70: real machine ${id}, step by step`, () => {
    const recording = RECORDINGS.find((one) => one.id === id);
    assert.ok(recording);
    const scenario = scenarioText(recording);
    assert.ok(scenario.steps >= 10);
    const workspace = workspaceOf(recording, [...drivers, scenario.text]);
    const files = { show: (uri: string) => uri, text: (uri: string) => workspace.text(uri) };
    const report = testReport(workspace, { orders: 1 }, files);
    const cases = report.files.flatMap((file) => file.cases);
    assert.deepEqual(
      cases.flatMap(({ failures }) => failures.map(({ message, span }) => `${span.start.line}: ${message}`)),
      [],
    );
    assert.equal(report.passed, 1);
  });
}

/** The machine as it would be imported, and what is said besides. */
function workspaceOf(recording: RealRecording, more: readonly string[]): Workspace {
  const { text, warnings } = importUdev(udevDump(recording), recording.id);
  assert.deepEqual(warnings, []);
  const workspace = new Workspace();
  const files = new Map([['file:///machine.topo', [text, ...more].join('\n')]]);
  workspace.applyChange({ files, config: { installed: INSTALLED } });
  return workspace;
}

/** As `udevadm info --export-db` prints it. */
function udevDump({ devices }: RealRecording): string {
  return devices.map(({ path, subsystem, uevent }) => record(path, subsystem, uevent)).join('\n');
}

function record(path: string, subsystem: string, { modalias, ...uevent }: RealDevice['uevent']): string {
  const announced = modalias === undefined ? {} : { MODALIAS: modalias };
  const properties = { DEVPATH: path, SUBSYSTEM: subsystem, ...announced, ...uevent };
  return [`P: ${path}`, ...Object.entries(properties).map(([key, value]) => `E: ${key}=${value}`), ''].join(
    '\n',
  );
}

/** Devices of a bus that have no driver, or one of a module. */
function isJudged(recording: RealRecording, device: RealDevice): boolean {
  const onBus = recording.buses[device.subsystem]?.devices.includes(nameOf(device)) === true;
  return onBus && (device.driver === null || moduleOf(recording, device) !== null);
}

function nameOf({ path }: RealDevice): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function moduleOf(recording: RealRecording, { subsystem, driver }: RealDevice): string | null {
  return recording.buses[subsystem]?.drivers.find(({ name }) => name === driver)?.module ?? null;
}

function moduleOfDriver(model: RootModel, id: string | undefined): string | null {
  return model.topology.drivers.find((driver) => driver.id === id)?.module ?? null;
}
