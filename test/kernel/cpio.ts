// Writes an archive in the format that the kernel unpacks as an initramfs (Documentation/driver-api/early-userspace/buffer-format).

export interface ArchiveEntry {
  /** Without a leading slash; folders before what lies in them. */
  readonly path: string;
  /** Not set: a folder. */
  readonly content?: Uint8Array | string;
  readonly executable?: 'yes';
}

const FOLDER = 0o040755;
const FILE = 0o100644;
const PROGRAM = 0o100755;

/** An archive in the "newc" form. */
export function writeCpio(entries: readonly ArchiveEntry[]): Buffer {
  const parts = entries.flatMap((entry, index) => member(entry, index + 1));
  return Buffer.concat([...parts, ...member({ path: 'TRAILER!!!', content: '' }, 0)]);
}

function member(entry: ArchiveEntry, inode: number): readonly Buffer[] {
  const content = Buffer.from(entry.content ?? '');
  const mode = entry.content === undefined ? FOLDER : entry.executable ? PROGRAM : FILE;
  const name = Buffer.from(`${entry.path}\0`);
  // inode, mode, uid, gid, links, mtime, size, 4 device numbers, size of the name, checksum
  const numbers = [inode, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length, 0];
  const head = `070701${numbers.map((number) => number.toString(16).padStart(8, '0')).join('')}`;
  return [padded(Buffer.concat([Buffer.from(head), name])), padded(content)];
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}
