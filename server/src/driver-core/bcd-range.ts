// A range of bcdDevice as shell patterns: digits, one set at the end, `*`. scripts/mod/file2alias.c:do_usb_entry_multi.

const DIGITS = 4;
const DECIMAL = 9;
const HEX = 15;

/** Patterns that together fit the numbers low..high as four upper-case digits. A range of everything is `*`. */
export function bcdPatterns(low: number, high: number): readonly string[] {
  const last = lastDigit(low, Math.min(high, 0x9999));
  const patterns: string[] = [];
  let from = low;
  let to = high;
  for (let prefix = DIGITS - 1; from <= to; prefix--) {
    const first = from & 0xf;
    const end = Math.min(to & 0xf, last);
    from >>= 4;
    to >>= 4;
    if (from === to || prefix === 0) {
      patterns.push(pattern(from, prefix, first, end, last));
      break;
    }
    // The digits that do not fill a whole ten get a pattern of their own, at either end.
    if (first > 0) {
      patterns.push(pattern(from, prefix, first, last, last));
      from = next(from, 1, last);
    }
    if (end < last) {
      patterns.push(pattern(to, prefix, 0, end, last));
      to = next(to, -1, last);
    }
  }
  return patterns;
}

/** Decimal coding unless one of the ends has a digit above 9. */
function lastDigit(low: number, high: number): number {
  for (let place = 0; place < DIGITS; place++) {
    if (((low >> (4 * place)) & 0xf) > DECIMAL || ((high >> (4 * place)) & 0xf) > DECIMAL) return HEX;
  }
  return DECIMAL;
}

function pattern(prefix: number, digits: number, from: number, to: number, last: number): string {
  const start = digits > 0 ? prefix.toString(16).toUpperCase().padStart(digits, '0') : '';
  return start + set(from, to, last) + (digits < DIGITS - 1 ? '*' : '');
}

function set(from: number, to: number, last: number): string {
  const hex = (digit: number) => digit.toString(16).toUpperCase();
  if (from === to) return hex(from);
  if (from === 0 && to === last) return '';
  if (from > DECIMAL || to <= DECIMAL) return `[${hex(from)}-${hex(to)}]`;
  const decimals = from < DECIMAL ? `${hex(from)}-9` : hex(from);
  return `[${decimals}${to > 0xa ? `A-${hex(to)}` : hex(to)}]`;
}

/** One more or less, in decimal coding a ten for every sixteen. */
function next(value: number, step: 1 | -1, last: number): number {
  if (last === HEX) return value + step;
  let decimal = 0;
  for (let place = DIGITS; place >= 0; place--) decimal = decimal * 10 + ((value >> (4 * place)) & 0xf);
  return Number.parseInt(String(decimal + step), 16);
}
