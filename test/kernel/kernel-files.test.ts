// Who lacks something to record with is told what, and how to get it; nothing is installed.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { aptLine, findKernelFiles, MissingTools } from './kernel-files.ts';

/** As far as a boot loader reads it: the magic, where the version stands, and the version. */
function writeImage(path: string, banner: string): void {
  const image = Buffer.alloc(0x300 + banner.length + 1);
  image.write('HdrS', 0x202, 'latin1');
  image.writeUInt16LE(0x100, 0x20e);
  image.write(banner, 0x300, 'latin1');
  writeFileSync(path, image);
}

test('one line installs what is missing', () => {
  assert.equal(aptLine(['gcc', 'make']), 'apt-get install -y --no-install-recommends gcc make');
});

test('an image that is not there is missing, and so is a text that is none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kernel-'));
  try {
    writeFileSync(join(folder, 'text'), 'x'.repeat(2000));
    for (const name of ['nothing', 'text']) {
      assert.throws(
        () => findKernelFiles('cloud', '', join(folder, name)),
        (error: unknown) => error instanceof MissingTools && /missing: a bzImage at /.test(error.message),
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the packages are those of the kernel that is wanted', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kernel-'));
  try {
    const image = join(folder, 'image');
    writeImage(image, '6.12.0-none-amd64 (somebody@somewhere) #1 SMP Debian 6.12.0-1 (2026-01-01)');
    assert.throws(
      () => findKernelFiles('cloud', '', image),
      (error: unknown) =>
        error instanceof MissingTools &&
        error.packages.includes('linux-headers-6.12.0-none-amd64') &&
        error.message.includes('headers of 6.12.0-none-amd64'),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
