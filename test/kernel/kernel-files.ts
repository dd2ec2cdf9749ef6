// Finds what a recording needs on this machine: a kernel, the headers to build a module for it, QEMU and a shell for the guest.
// Installs nothing: it says what is missing, with the command that would install it.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

export interface KernelFiles {
  /** A bzImage. */
  readonly image: string;
  /** `6.12.117+deb12-cloud-amd64` */
  readonly version: string;
  /** What identifies a recording's kernel: version, package, settings of the build and of the command line. */
  readonly description: string;
  /** Where the module is built against. */
  readonly headers: string;
  readonly qemu: string;
  readonly busybox: string;
}

/** Something is not there; the message says what, and the command that installs it. */
export class MissingTools extends Error {
  readonly packages: readonly string[];

  constructor(missing: readonly string[], packages: readonly string[]) {
    super(
      [`missing: ${missing.join(', ')}`, ...(packages.length > 0 ? [`  ${aptLine(packages)}`] : [])].join(
        '\n',
      ),
    );
    this.packages = packages;
  }
}

/** Debian's kernels: small ones for virtual machines, and full ones with every driver. */
export type KernelFlavor = 'cloud' | 'full';

const VERSION_OF: Readonly<Record<KernelFlavor, RegExp>> = {
  cloud: /^\d.*-cloud-amd64$/,
  full: /^\d[^-]*-amd64$/,
};

/** `settings`: parameters of the kernel's command line that the description names. Throws MissingTools. */
export function findKernelFiles(flavor: KernelFlavor, settings: string, wanted?: string): KernelFiles {
  const image = wanted ?? newestImage(flavor);
  const banner = image === undefined ? undefined : readBanner(image);
  const version = banner?.split(' ')[0];
  const headers = version === undefined ? undefined : `/lib/modules/${version}/build`;
  const qemu = findProgram('qemu-system-x86_64');
  const busybox = findProgram('busybox');
  const lacks: readonly (Lack | undefined)[] = [
    image === undefined ? { what: 'a kernel with its headers', packages: newestOffered(flavor) } : undefined,
    image !== undefined && banner === undefined ? { what: `a bzImage at ${image}`, packages: [] } : undefined,
    headers !== undefined && !existsSync(`${headers}/Makefile`)
      ? { what: `headers of ${version} at ${headers}`, packages: [`${HEADERS}${version}`] }
      : undefined,
    qemu === undefined ? { what: 'qemu-system-x86_64', packages: ['qemu-system-x86'] } : undefined,
    busybox === undefined ? { what: 'a static busybox', packages: ['busybox-static'] } : undefined,
    ...(flavor === 'full' ? ['make', 'gcc', 'kmod'] : ['make', 'gcc']).map((name) =>
      findProgram(name) === undefined ? { what: name, packages: [name] } : undefined,
    ),
  ];
  const missing = lacks.filter((it) => it !== undefined);
  if (missing.length > 0 || !image || !banner || !version || !headers || !qemu || !busybox)
    throw new MissingTools(
      missing.map(({ what }) => what),
      missing.flatMap(({ packages }) => packages),
    );
  return {
    image,
    version,
    headers,
    qemu,
    busybox,
    description: describe(banner, version, headers, settings),
  };
}

export function aptLine(packages: readonly string[]): string {
  return `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
}

interface Lack {
  readonly what: string;
  /** What brings it. */
  readonly packages: readonly string[];
}

/** The newest 6.12 of which apt has the headers; none: apt does not know one (`apt-get update`). */
function newestOffered(flavor: KernelFlavor): readonly string[] {
  const found = spawnSync('apt-cache', ['search', '--names-only', '^linux-headers-6[.]12[.].*-amd64$'], {
    encoding: 'utf8',
  });
  const versions = (found.stdout ?? '').split('\n').map((line) => line.split(' ')[0]?.slice(HEADERS.length));
  const version = newest(versions.filter((it) => it !== undefined && VERSION_OF[flavor].test(it)));
  return version === undefined ? [] : [`linux-image-${version}`, `${HEADERS}${version}`];
}

const HEADERS = 'linux-headers-';
const IMAGE = 'vmlinuz-';

function newestImage(flavor: KernelFlavor): string | undefined {
  const versions = (existsSync('/boot') ? readdirSync('/boot') : [])
    .filter((name) => name.startsWith(IMAGE))
    .map((name) => name.slice(IMAGE.length))
    .filter((version) => VERSION_OF[flavor].test(version) && existsSync(`/lib/modules/${version}/build`));
  const version = newest(versions);
  return version === undefined ? undefined : `/boot/${IMAGE}${version}`;
}

function newest(versions: readonly (string | undefined)[]): string | undefined {
  const order = new Intl.Collator('en', { numeric: true });
  return versions
    .filter((version) => version !== undefined)
    .sort(order.compare)
    .at(-1);
}

/** The version text inside of a bzImage (Documentation/arch/x86/boot.rst, kernel_version). Not set: it is none. */
function readBanner(image: string): string | undefined {
  if (!existsSync(image)) return undefined;
  const bytes = readFileSync(image);
  if (bytes.length < 0x210 || bytes.toString('latin1', 0x202, 0x206) !== 'HdrS') return undefined;
  const start = bytes.readUInt16LE(0x20e) + 0x200;
  return bytes.toString('latin1', start, bytes.indexOf(0, start));
}

function describe(banner: string, version: string, headers: string, settings: string): string {
  const config = `${headers}/.config`;
  const of = existsSync(config) && /^CONFIG_OF=y$/m.test(readFileSync(config, 'utf8')) ? 'y' : 'n';
  const debian = /Debian ([^ ]+)/.exec(banner)?.[1];
  const name = debian === undefined ? version : `${version} (Debian ${debian})`;
  return [name, 'x86_64', `CONFIG_OF=${of}`, '1 CPU', ...(settings === '' ? [] : [settings])].join(', ');
}

function findProgram(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(':');
  return folders.map((folder) => `${folder}/${name}`).find((path) => existsSync(path));
}
