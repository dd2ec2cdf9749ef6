// DL_FLAG_* of include/linux/device.h.

export const STATELESS = 0x1;
export const AUTOREMOVE_CONSUMER = 0x2;
export const PM_RUNTIME = 0x4;
export const RPM_ACTIVE = 0x8;
export const AUTOREMOVE_SUPPLIER = 0x10;
export const AUTOPROBE_CONSUMER = 0x20;
export const MANAGED = 0x40;
export const SYNC_STATE_ONLY = 0x80;
export const INFERRED = 0x100;
export const CYCLE = 0x200;

const NAMES: Readonly<Record<string, number>> = {
  STATELESS,
  AUTOREMOVE_CONSUMER,
  PM_RUNTIME,
  RPM_ACTIVE,
  AUTOREMOVE_SUPPLIER,
  AUTOPROBE_CONSUMER,
  MANAGED,
  SYNC_STATE_ONLY,
  INFERRED,
  CYCLE,
};

/** device_link_flag_is_sync_state_only(). */
export function isSyncStateOnly(flags: number): boolean {
  return (flags & ~(INFERRED | CYCLE)) === (SYNC_STATE_ONLY | MANAGED);
}

/** Words as the language writes them; those that the kernel does not know count for nothing. */
export function linkFlags(words: readonly string[]): number {
  return words.reduce((flags, word) => flags | (NAMES[word] ?? 0), 0);
}

/** The words of set bits, in the order of the bits. */
export function flagNames(flags: number): readonly string[] {
  return Object.keys(NAMES).filter((name) => (flags & (NAMES[name] ?? 0)) !== 0);
}
