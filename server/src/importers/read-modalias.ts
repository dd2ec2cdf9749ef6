// Reads a device's MODALIAS backwards through the format by which its bus announces devices: `pci:v00008086d…` gives the
// identity fields, with their bits put together again. Unlike a name (driver-core/read-format.ts) it has holes for parts of
// a field and may lack its tail: older kernels announced less.
import type { Format, Hole, Literal } from '../driver-core/format.ts';
import { guidOfBytes } from '../driver-core/guid.ts';

/** A field as it is to be written: digits without a base, or a text. */
export type IdentityValue =
  | { readonly kind: 'hex'; readonly digits: string }
  | { readonly kind: 'decimal' | 'text'; readonly text: string };

/** The fields in `modalias`, in the order of the format; `undefined`: it does not have this shape. */
export function readModalias(
  format: Format,
  modalias: string,
): ReadonlyMap<string, IdentityValue> | undefined {
  for (let parts = withoutStar(format.parts); parts.length > 1; parts = parts.slice(0, -2)) {
    const fields = readParts(parts, modalias);
    if (fields) return fields;
    // What may be missing at the end is a key with a number of fixed width; a text would take what follows it.
    const end = parts.at(-1);
    if (end?.kind !== 'hole' || end.print.kind !== 'printf' || !end.print.zero) return undefined;
  }
  return undefined;
}

type Parts = Format['parts'];

/** The last `*` of a format belongs to the driver's alias only (docs/language.md, Rows and tables). */
function withoutStar(parts: Parts): Parts {
  const last = parts.at(-1);
  if (last?.kind !== 'literal' || !last.text.endsWith('*')) return parts;
  const text = last.text.slice(0, -1);
  return text === '' ? parts.slice(0, -1) : [...parts.slice(0, -1), { kind: 'literal', text }];
}

function readParts(parts: Parts, modalias: string): ReadonlyMap<string, IdentityValue> | undefined {
  const holes: Hole[] = [];
  const pattern = parts.map((part) => patternOf(part, holes)).join('');
  const found = new RegExp(`^${pattern}$`, 's').exec(modalias);
  if (!found) return undefined;
  const fields = new Map<string, IdentityValue>();
  for (const [index, hole] of holes.entries()) {
    const text = found[index + 1] ?? '';
    if (text === '') continue;
    const before = fields.get(hole.name);
    // The parts of a field (`{class[23:16]}`, `{class[15:8]}`) follow each other from its high bits down.
    if (hole.bits && before?.kind === 'hex')
      fields.set(hole.name, { kind: 'hex', digits: before.digits + text });
    else fields.set(hole.name, identityValue(hole, text));
  }
  return fields;
}

function patternOf(part: Hole | Literal, holes: Hole[]): string {
  if (part.kind === 'literal') return part.text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  holes.push(part);
  const { print } = part;
  if (print.kind === 'bytes') return '([0-9a-f]{32})';
  if (print.kind !== 'printf' || print.letter === 's') return '(.*?)';
  const digit = print.letter === 'd' ? '[0-9]' : print.letter === 'b' ? '[01]' : '[0-9a-fA-F]';
  // A number that the device does not have leaves nothing (ccw: `dtdm`).
  return print.zero ? `((?:${digit}{${print.width}})?)` : `(${digit}+?)`;
}

function identityValue(hole: Hole, text: string): IdentityValue {
  const { print } = hole;
  if (print.kind === 'bytes') return { kind: 'text', text: guidOfBytes(text) };
  if (print.kind === 'printf' && (print.letter === 'x' || print.letter === 'X')) {
    return { kind: 'hex', digits: text.toLowerCase() };
  }
  return /^\d+$/.test(text) ? { kind: 'decimal', text: String(BigInt(text)) } : { kind: 'text', text };
}
