// GUIDs as texts: compared without letter case, and printed as the bytes that lie in memory (include/linux/uuid.h).

/** Lower case, without braces: two texts of one GUID are equal in this form. */
export function normalGuid(text: string): string {
  return text.replace(/^\{|\}$/g, '').toLowerCase();
}

const GUID = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/;

/**
 * The sixteen bytes of a guid_t in memory order as 32 digits: the first three groups are little endian.
 * Undefined if the text is not a GUID. Thirty-two digits without dashes are taken as they are.
 */
export function guidBytes(text: string): string | undefined {
  const normal = normalGuid(text);
  if (/^[0-9a-f]{32}$/.test(normal)) return normal;
  const groups = GUID.exec(normal);
  if (!groups) return undefined;
  const [, a = '', b = '', c = '', d = '', e = ''] = groups;
  return swapBytes(a) + swapBytes(b) + swapBytes(c) + d + e;
}

/** The text of a guid_t that lies in memory as these 32 digits. */
export function guidOfBytes(digits: string): string {
  const [, a = '', b = '', c = '', d = '', e = ''] = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(digits) ?? [];
  return [swapBytes(a), swapBytes(b), swapBytes(c), d, e].join('-');
}

function swapBytes(digits: string): string {
  return (digits.match(/../g) ?? []).reverse().join('');
}
