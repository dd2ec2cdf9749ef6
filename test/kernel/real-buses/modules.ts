// The modules that the guest may load: those of the recorded machines' devices and of the steps, with all that they need.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ArchiveEntry } from '../cpio.ts';

const WANTED = [
  ...['e1000', 'e1000e', '8139cp', '8139too', 'ne2k-pci', 'virtio_net', 'virtio_pci'],
  ...[
    'virtio_blk',
    'virtio_scsi',
    'virtio_console',
    'virtio_balloon',
    'virtio-rng',
    'virtio_input',
    'virtio-gpu',
  ],
  ...['nvme', 'ahci', 'sd_mod', 'megaraid_sas', 'vmw_pvscsi', 'usb-storage', 'uas', 'xhci-pci', 'usbhid'],
  ...['hid-generic', 'snd-hda-intel', 'snd-hda-codec-generic', 'i2c-i801', 'lpc_ich', 'iTCO_wdt'],
  ...['vfio-pci', 'pci-stub', 'pcspkr', 'snd-pcsp', 'bochs', 'atkbd', 'psmouse'],
];

/** Files below /lib/modules, kmod and its libraries. Throws if the kernel lacks one of the modules. */
export function moduleEntries(version: string): readonly ArchiveEntry[] {
  const root = `/lib/modules/${version}`;
  const modules = [...new Set(WANTED.flatMap((name) => withDependencies(version, name)))].sort();
  const tables = readdirSync(root).filter((name) => name.startsWith('modules.'));
  const files = [...modules, ...tables.map((name) => `${root}/${name}`), ...libraries('/bin/kmod')];
  return [
    ...folders([...files, '/sbin/modprobe']),
    ...files.map((file) => ({
      path: inArchive(file),
      content: readFileSync(file),
      executable: 'yes' as const,
    })),
    ...['modprobe', 'rmmod'].map((name) => program(`sbin/${name}`)),
  ];
}

function program(place: string): ArchiveEntry {
  return { path: place, content: readFileSync('/bin/kmod'), executable: 'yes' };
}

function withDependencies(version: string, name: string): readonly string[] {
  const found = spawnSync('modprobe', ['-S', version, '--show-depends', name], { encoding: 'utf8' });
  if (found.status !== 0) throw new Error(`${version} has no module ${name}: ${found.stderr}`);
  return found.stdout.split('\n').flatMap((line) => /^insmod (\S+)/.exec(line)?.[1] ?? []);
}

/** The shared objects of a program, at the places where the loader looks for them. */
function libraries(file: string): readonly string[] {
  const found = spawnSync('ldd', [file], { encoding: 'utf8' });
  return [...found.stdout.matchAll(/(\/\S+)/g)].map((match) => match[1] ?? '');
}

/** In the guest, /lib is a folder of its own. */
function inArchive(file: string): string {
  return file.replace(/^\/(usr\/)?/, '');
}

/** All folders above these files, outer ones first. */
function folders(files: readonly string[]): readonly ArchiveEntry[] {
  const all = new Set<string>();
  for (const file of files)
    for (let at = path.dirname(inArchive(file)); at !== '.'; at = path.dirname(at)) all.add(at);
  return [...all].sort().map((folder) => ({ path: folder }));
}
