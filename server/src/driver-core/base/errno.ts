// Error numbers by name and back, as far as the driver core and its drivers return them. include/uapi/asm-generic/errno-base.h,
// errno.h, include/linux/errno.h.

const NUMBERS: Readonly<Record<string, number>> = {
  EPERM: 1,
  ENOENT: 2,
  EIO: 5,
  ENXIO: 6,
  E2BIG: 7,
  EAGAIN: 11,
  ENOMEM: 12,
  EACCES: 13,
  EBUSY: 16,
  EEXIST: 17,
  ENODEV: 19,
  EINVAL: 22,
  ENOTTY: 25,
  EFBIG: 27,
  ENOSPC: 28,
  EROFS: 30,
  ERANGE: 34,
  ELOOP: 40,
  ENOSYS: 38,
  ENODATA: 61,
  ENOLINK: 67,
  EPROTO: 71,
  EBADMSG: 74,
  EUSERS: 87,
  EOPNOTSUPP: 95,
  ECONNRESET: 104,
  ESHUTDOWN: 108,
  ETIMEDOUT: 110,
  EREMOTEIO: 121,
  ECANCELED: 125,
  ENOTSUPP: 524,
  EPROBE_DEFER: 517,
};

const NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(NUMBERS).map(([name, number]) => [number, name]),
);

/** `EINVAL` → -22. A name that the table lacks counts as EINVAL: the core treats all but a few alike. */
export function errnoNumber(name: string): number {
  return -(NUMBERS[name] ?? EINVAL);
}

/** -22 → `EINVAL`; a number that nobody named prints as it is. */
export function errnoName(result: number): string {
  return NAMES.get(Math.abs(result)) ?? String(Math.abs(result));
}

export const ENOENT = 2;
export const ENXIO = 6;
export const EAGAIN = 11;
export const EACCES = 13;
export const EBUSY = 16;
export const EEXIST = 17;
export const ENODEV = 19;
export const EINVAL = 22;
export const EPROBE_DEFER = 517;
