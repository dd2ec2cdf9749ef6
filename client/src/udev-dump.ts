// Knows a udev dump by its first lines, so that the import can offer the text of the active editor. Pure.

/** `udevadm info --export-db` and umockdev records both begin a device with `P: ` and its path below /sys. */
export function looksLikeUdevDump(beginning: string): boolean {
  return /^P: \/devices\//m.test(beginning);
}
