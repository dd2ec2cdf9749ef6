// Reads the text of `udevadm info --export-db` and of umockdev recordings into records. Any text is read: CRLF, half a
// record, lines between records. It knows lines, not devices; no line is judged by what its value means.
// Source: systemd src/udev/udevadm-info.c:print_record, umockdev docs/script-format.txt.

/** One device as it was recorded. */
export interface UdevRecord {
  /** Line of the text where it begins, from 1. */
  readonly line: number;
  /** `P:`, else `E: DEVPATH=`; begins with a slash, without `/sys`. */
  readonly devpath: string;
  /** `E:` lines. */
  readonly properties: ReadonlyMap<string, string>;
  /** umockdev's `A:` lines, unescaped: files in sysfs. */
  readonly attributes: ReadonlyMap<string, string>;
  /** umockdev's `L: name=target` lines. The export database uses `L:` for a number, which is no link. */
  readonly links: ReadonlyMap<string, string>;
  /** udev's one-letter lines that name what the record also says as properties: U (subsystem), T (devtype), V (driver). */
  readonly short: ReadonlyMap<string, string>;
}

export interface UdevDb {
  readonly records: readonly UdevRecord[];
  /** Lines that belong to no record or have no known shape. */
  readonly warnings: readonly { readonly line: number; readonly text: string }[];
}

/** Splits the text into records: at each `P:`, and at a blank line when the next record has lost its `P:`. */
export function parseUdevDb(text: string): UdevDb {
  const records: UdevRecord[] = [];
  const warnings: { line: number; text: string }[] = [];
  let open: OpenRecord | undefined;
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const line = parseLine(raw);
    if (line.kind === 'blank') {
      if (open) open.ended = true;
      continue;
    }
    const devpath = startOf(line, open);
    if (devpath !== undefined) {
      open = openRecord(index + 1, devpath);
      records.push(open);
    }
    if (!open || !take(open, line)) warnings.push({ line: index + 1, text: raw.slice(0, 120) });
  }
  return { records, warnings };
}

type Line =
  | { readonly kind: 'blank' | 'other' }
  | { readonly kind: 'short'; readonly letter: string; readonly value: string }
  | { readonly kind: 'pair'; readonly letter: string; readonly name: string; readonly value: string };

interface OpenRecord extends UdevRecord {
  ended: boolean;
  readonly properties: Map<string, string>;
  readonly attributes: Map<string, string>;
  readonly links: Map<string, string>;
  readonly short: Map<string, string>;
}

function openRecord(line: number, devpath: string): OpenRecord {
  return {
    line,
    devpath,
    properties: new Map(),
    attributes: new Map(),
    links: new Map(),
    short: new Map(),
    ended: false,
  };
}

function parseLine(raw: string): Line {
  if (raw.trim() === '') return { kind: 'blank' };
  const [, letter, body] = /^\s*([A-Z]):\s?(.*)$/.exec(raw) ?? [];
  if (letter === undefined || body === undefined) {
    // A value that ended in a newline pushes the next property to a line of its own, without its letter.
    return /^[A-Za-z_][\w.]*=/.test(raw) ? pairOf('E', raw) : { kind: 'other' };
  }
  const hasName = letter === 'E' || letter === 'A' || letter === 'H' || letter === 'L';
  return hasName && body.includes('=') ? pairOf(letter, body) : { kind: 'short', letter, value: body.trim() };
}

function pairOf(letter: string, body: string): Line {
  const equals = body.indexOf('=');
  return { kind: 'pair', letter, name: body.slice(0, equals).trim(), value: body.slice(equals + 1) };
}

/** The path of the record that begins with this line, if one does. */
function startOf(line: Line, open: OpenRecord | undefined): string | undefined {
  if (line.kind === 'short' && line.letter === 'P') return normalizePath(line.value);
  const isPath = line.kind === 'pair' && line.letter === 'E' && line.name === 'DEVPATH';
  if (!isPath || (open && !open.ended)) return undefined;
  const devpath = normalizePath(line.value);
  return open?.devpath === devpath ? undefined : devpath;
}

/** PATH_MAX: what is longer is no path, and must not cost more than one. */
const LONGEST_PATH = 4096;

function normalizePath(path: string): string {
  const below = path
    .trim()
    .slice(0, LONGEST_PATH)
    .replace(/^\/sys(?=\/)/, '')
    .replace(/\/+$/, '');
  return below.startsWith('/') ? below : `/${below}`;
}

function take(record: OpenRecord, line: Line): boolean {
  switch (line.kind) {
    case 'blank':
    case 'other':
      return false;
    case 'short':
      record.short.set(line.letter, line.value);
      return true;
    case 'pair':
      takePair(record, line.letter, line.name, line.value);
      return true;
  }
}

/** Not taken: `H:`, a binary file in hexadecimal. Nothing of a device's identity is in one. */
function takePair(record: OpenRecord, letter: string, name: string, value: string): void {
  if (letter === 'E') record.properties.set(name, value);
  else if (letter === 'A') record.attributes.set(name, unescapeAttribute(value));
  else if (letter === 'L') record.links.set(name, value);
}

/** g_strcompress: `\n`, `\t`, `\\`, `\"` and octal bytes. */
function unescapeAttribute(value: string): string {
  const letters: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v' };
  return value.replace(/\\([0-7]{1,3}|.)/g, (_, escaped: string) =>
    /^[0-7]/.test(escaped) ? String.fromCharCode(Number.parseInt(escaped, 8)) : (letters[escaped] ?? escaped),
  );
}
