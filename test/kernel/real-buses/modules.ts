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
  const tables = readdirSync(root).filter((name) => name.startsWith('modules.'));
  const files = [
    ...guestModules(version),
    ...tables.map((name) => `${root}/${name}`),
    ...libraries('/bin/kmod'),
  ];
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

/** What depmod's tables say of the guest's modules and of the built-in ones, by file name: the folder that a model would read. */
export function moduleTables(version: string): Readonly<Record<string, string>> {
  const root = `/lib/modules/${version}`;
  const read = (name: string) => readFileSync(`${root}/${name}`, 'utf8');
  const paths = guestModules(version).map((file) => file.slice(file.indexOf('/kernel/') + 1));
  const names = new Set(
    paths.map((file) =>
      path
        .basename(file)
        .replace(/\.ko.*$/, '')
        .replaceAll('-', '_'),
    ),
  );
  const lines = (name: string, keep: (line: string) => boolean) =>
    `${read(name).split('\n').filter(keep).join('\n')}\n`;
  return {
    'modules.alias': lines('modules.alias', (line) => names.has(line.slice(line.lastIndexOf(' ') + 1))),
    'modules.dep': lines('modules.dep', (line) => paths.includes(line.slice(0, line.indexOf(':')))),
    'modules.order': lines('modules.order', (line) =>
      paths.some((file) => file.startsWith(line) && line !== ''),
    ),
    'modules.softdep': lines('modules.softdep', (line) => names.has(line.split(' ')[1] ?? '')),
    'modules.builtin': read('modules.builtin'),
    'modules.builtin.modinfo': builtinAliases(read('modules.builtin.modinfo')),
  };
}

/** Entries end with NUL; what is not an alias is licenses and authors. */
function builtinAliases(modinfo: string): string {
  return modinfo
    .split('\0')
    .filter((entry) => /^[^=]*\.alias=/.test(entry))
    .map((entry) => `${entry}\0`)
    .join('');
}

function guestModules(version: string): readonly string[] {
  return [...new Set(WANTED.flatMap((name) => withDependencies(version, name)))].sort();
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
