// `buswright import udev`: from a file or stdin, to a file or stdout, with a kernel's modules.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { folderWith, run } from './run.ts';

const DUMP = `P: /devices/pci0000:00/0000:00:19.0
E: DEVPATH=/devices/pci0000:00/0000:00:19.0
E: DRIVER=e1000e
E: PCI_ID=8086:1502
E: PCI_CLASS=20000
E: MODALIAS=pci:v00008086d00001502sv00001028sd00000493bc02sc00i00
E: SUBSYSTEM=pci
`;

test('a recording becomes a topology on stdout', async () => {
  const folder = folderWith({ 'dump.txt': DUMP });
  const { exit, out, err } = await run('import udev dump.txt', folder);
  assert.deepEqual({ exit, err }, { exit: 0, err: '' });
  assert.match(out, /^\/\/ Imported from dump\.txt: 1 device/);
  assert.match(out, /device 0000:00:19\.0 on pci/);
  assert.match(out, /recorded_driver = e1000e;/);
});

test('stdin is read for `-`, --output writes a file', async () => {
  const folder = folderWith({});
  const { exit, out, err } = await run('import udev - -o machine.topo', folder, DUMP);
  assert.deepEqual({ exit, out, err }, { exit: 0, out: '', err: 'machine.topo: 1 device\n' });
  assert.match(readFileSync(join(folder, 'machine.topo'), 'utf8'), /device 0000:00:19\.0 on pci/);
});

test('the result is in canonical layout', async () => {
  const { out } = await run('import udev -', '.', DUMP);
  assert.deepEqual(await run('format --check -', '.', out), { exit: 0, out: '', err: '' });
});

test('--kernel names the modules in the topology, seen from its file', async () => {
  const folder = folderWith({ 'kernels/6.1-amd64/modules.alias': '', 'out/readme': '', 'dump.txt': DUMP });
  const { exit } = await run('import udev dump.txt --kernel kernels/6.1-amd64 -o out/m.topo', folder);
  assert.equal(exit, 0);
  assert.match(
    readFileSync(join(folder, 'out/m.topo'), 'utf8'),
    /^kernel 6\.1 \{ modules = "\.\.\/kernels\/6\.1-amd64"; \}$/m,
  );
});

test('--kernel of an older kernel than the recording leaves the newer version', async () => {
  const hub = `P: /devices/pci0000:00/0000:00:14.0/usb1
E: DEVTYPE=usb_device
E: PRODUCT=1d6b/2/605
E: TYPE=9/0/1
E: SUBSYSTEM=usb
`;
  const folder = folderWith({ 'kernels/6.1-amd64/modules.alias': '', 'dump.txt': `${DUMP}\n${hub}` });
  const { out } = await run('import udev dump.txt --kernel kernels/6.1-amd64', folder);
  assert.match(out, /^kernel 6\.5 \{ modules = "kernels\/6\.1-amd64"; \}$/m);
});

test('what cannot be imported says why', async () => {
  const folder = folderWith({ 'dump.txt': DUMP, 'prose.txt': 'no recording\n' });
  assert.match(
    (await run('import udev none.txt', folder)).err,
    /`none\.txt` cannot be read: there is no such file/,
  );
  assert.match((await run('import udev .', folder)).err, /it is a folder/);
  assert.match((await run('import udev prose.txt', folder)).err, /`prose\.txt` has no device/);
  assert.match((await run('import udev dump.txt --kernel .', folder)).err, /no kernel's module folder/);
  for (const argv of ['none.txt', '.', 'prose.txt', 'dump.txt --kernel .']) {
    assert.equal((await run(`import udev ${argv}`, folder)).exit, 2, argv);
  }
});
