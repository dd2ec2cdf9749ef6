// The kernel that a recording was made under, as far as the recording says it: a USB root hub's release is the kernel's
// version (drivers/usb/core/hcd.c: usb2_rh_dev_descriptor).
import type { DeviceFacts } from './facts.ts';

/** `6.12`, or `undefined`. */
export function kernelVersionOf(devices: readonly DeviceFacts[]): string | undefined {
  for (const { name, properties } of devices) {
    const [, major, minor] =
      /^1d6b\/[0-9a-f]+\/([0-9a-f]{1,2})([0-9a-f]{2})$/.exec(properties.get('PRODUCT') ?? '') ?? [];
    if (!/^usb\d+$/.test(name) || major === undefined || minor === undefined) continue;
    // Binary-coded decimal: 0x0612 is 6.12.
    if (/^\d+$/.test(major + minor)) return `${Number(major)}.${Number(minor)}`;
  }
  return undefined;
}
