// Formats (`"pci:v{vendor:08X}*"`): parsed once, rendered for devices and rows, read backwards for names.
// The parser is total: a hole that it cannot read becomes an error and the rest of the text keeps its meaning.
// docs/language.md, Formats and Mechanisms.

/** How a hole prints its value: printf's letters or a mechanism. */
export type HolePrint =
  | { readonly kind: 'plain' }
  | {
      readonly kind: 'printf';
      readonly width: number;
      readonly zero: boolean;
      readonly letter: PrintfLetter;
    }
  | { readonly kind: 'bcd' }
  /** `?8X`: digit by digit from the row's mask. */
  | { readonly kind: 'digits'; readonly width: number; readonly letter: 'x' | 'X' | 'b' }
  /** `or T`: T if the field is not set. */
  | { readonly kind: 'or'; readonly text: string }
  /** `each P` and `each , after S`: every member of a list with P before it or S behind it. */
  | { readonly kind: 'each'; readonly before: string; readonly behind: string }
  /** `after ,`: what follows the first such character of the first member, or all of it. */
  | { readonly kind: 'after'; readonly separator: string }
  | { readonly kind: 'upper' | 'lower' | 'bytes' };

export type PrintfLetter = 'd' | 'x' | 'X' | 'o' | 's' | 'b';

/** One `{…}` of a format: a name, some of its bits, how it is printed, or a mechanism of docs/language.md. */
export interface Hole {
  readonly kind: 'hole';
  /** `vendor`, `parent`, `n`, `dev_name`, `row.x` … */
  readonly name: string;
  /** `{class[23:16]}` */
  readonly bits?: { readonly high: number; readonly low: number };
  /** What follows the colon, as written. */
  readonly spec?: string;
  readonly print: HolePrint;
  /** Place of the hole in the format's text, for squiggles and completion. */
  readonly start: number;
  readonly end: number;
}
export interface Literal {
  readonly kind: 'literal';
  readonly text: string;
}
export interface Format {
  readonly source: string;
  readonly parts: readonly (Hole | Literal)[];
}

export interface FormatError {
  readonly code: 'unclosed' | 'stray-brace' | 'no-name' | 'bad-bits' | 'bad-spec';
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a format. Every text has a result: what is wrong is in `errors` and stays in `format` as literal text.
 * `{{` and `}}` are braces; `{{{guid}}}` is a hole between two of them.
 */
export function parseFormat(source: string): {
  readonly format: Format;
  readonly errors: readonly FormatError[];
} {
  const parts: (Hole | Literal)[] = [];
  const errors: FormatError[] = [];
  let text = '';
  let at = 0;
  const lastClose = source.lastIndexOf('}');
  const flush = () => {
    if (text !== '') parts.push({ kind: 'literal', text });
    text = '';
  };
  while (at < source.length) {
    const char = source.charAt(at);
    if ((char === '{' || char === '}') && source.charAt(at + 1) === char) {
      text += char;
      at += 2;
      continue;
    }
    const close = char === '{' && at < lastClose ? source.indexOf('}', at) : -1;
    if (char === '{' && close >= 0) {
      const hole = parseHole(source, at, close + 1, errors);
      if (hole) {
        flush();
        parts.push(hole);
      } else text += source.slice(at, close + 1);
      at = close + 1;
      continue;
    }
    if (char === '{') errors.push({ code: 'unclosed', start: at, end: source.length });
    if (char === '}') errors.push({ code: 'stray-brace', start: at, end: at + 1 });
    text += char;
    at++;
  }
  flush();
  return { format: { source, parts }, errors };
}

const HOLE = /^([A-Za-z_][A-Za-z0-9_.]*)(?:\[([^\]]*)\])?(?::(.*))?$/s;

function parseHole(source: string, start: number, end: number, errors: FormatError[]): Hole | undefined {
  const shape = HOLE.exec(source.slice(start + 1, end - 1));
  if (!shape?.[1]) {
    errors.push({ code: 'no-name', start, end });
    return undefined;
  }
  const bits = shape[2] === undefined ? undefined : parseBits(shape[2]);
  if (shape[2] !== undefined && !bits) errors.push({ code: 'bad-bits', start, end });
  const spec = shape[3];
  const print = spec === undefined ? ({ kind: 'plain' } as const) : parsePrint(spec);
  if (!print) errors.push({ code: 'bad-spec', start, end });
  return {
    kind: 'hole',
    name: shape[1],
    ...(bits && { bits }),
    ...(spec !== undefined && { spec }),
    print: print ?? { kind: 'plain' },
    start,
    end,
  };
}

function parseBits(text: string): { high: number; low: number } | undefined {
  const range = /^(\d{1,2})(?::(\d{1,2}))?$/.exec(text);
  if (!range) return undefined;
  const high = Number(range[1]);
  const low = Number(range[2] ?? range[1]);
  return high >= low && high < 64 ? { high, low } : undefined;
}

function parsePrint(spec: string): HolePrint | undefined {
  if (spec === 'bcd' || spec === 'upper' || spec === 'lower' || spec === 'bytes') return { kind: spec };
  const printf = /^(0?)(\d{0,3})([dxXosb])$/.exec(spec);
  if (printf) {
    const letter = printf[3] as PrintfLetter;
    return { kind: 'printf', zero: printf[1] === '0', width: Number(printf[2] || 0), letter };
  }
  const digits = /^\?(\d{1,3})([xXb])$/.exec(spec);
  if (digits) return { kind: 'digits', width: Number(digits[1]), letter: digits[2] as 'x' | 'X' | 'b' };
  return parseWords(spec);
}

function parseWords(spec: string): HolePrint | undefined {
  const behind = /^each , after (.+)$/s.exec(spec);
  if (behind?.[1]) return { kind: 'each', before: '', behind: behind[1] };
  const words = /^(or|each|after) (.+)$/s.exec(spec);
  if (!words?.[2]) return undefined;
  if (words[1] === 'or') return { kind: 'or', text: words[2] };
  if (words[1] === 'each') return { kind: 'each', before: words[2], behind: '' };
  return { kind: 'after', separator: words[2] };
}
