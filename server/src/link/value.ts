// Values as written → values of a field: whether the word `15b3` is a name or a mistyped number, the field's type decides.
// A value that does not fit is a problem and is left out.
import type { Literal } from '../declare/declarations.ts';
import type { FieldType } from '../declare/index.ts';
import type { Scalar } from '../driver-core/topology.ts';
import { type Linking, placeAt, replacements, report } from './linking.ts';
import type { FieldInfo } from './types.ts';

/** 64 bits in binary and their prefix, with room for zeros in front: no field holds more. */
const LONGEST_NUMBER = 100;

const WIDTHS: Partial<Record<FieldType, number>> = { u8: 8, u16: 16, u32: 32, u64: 64, s32: 31 };

/** Nothing for `any` without a value, and for what does not fit (reported). */
export function toScalar(linking: Linking, field: FieldInfo, literal: Literal): Scalar | undefined {
  if (literal.kind === 'any') return anyValue(linking, field, literal);
  if (field.type === undefined)
    return literal.kind === 'number' ? (parseNumber(literal.text) ?? literal.text) : literal.text;
  if (field.type === 'char' || field.type === 'guid_t' || field.type === 'void') return literal.text;
  return toNumber(linking, field, literal);
}

function anyValue(linking: Linking, field: FieldInfo, literal: Literal): Scalar | undefined {
  if (field.wildcard) return field.wildcard.value;
  if (field.inRow) return undefined;
  report(linking, 'name/value', literal, `\`${field.name}\` has no wildcard: all its values must be equal`);
  return undefined;
}

function toNumber(linking: Linking, field: FieldInfo, literal: Literal): Scalar | undefined {
  const named = literal.kind === 'word' ? field.values?.[literal.text] : undefined;
  if (named !== undefined) return named;
  const value = literal.kind === 'number' ? parseNumber(literal.text) : undefined;
  if (value === undefined) {
    reportNoNumber(linking, field, literal);
    return undefined;
  }
  const width = WIDTHS[field.type ?? 'u64'] ?? 64;
  if (BigInt(value) >> BigInt(width) === 0n) return value;
  report(linking, 'name/value', literal, `${literal.text} does not fit in \`${field.type}\``);
  return undefined;
}

function reportNoNumber(linking: Linking, field: FieldInfo, literal: Literal): void {
  const place = placeAt(linking, literal);
  if (field.values !== undefined) {
    const names = Object.keys(field.values);
    const list = names.map((it) => `\`${it}\``).join(', ');
    report(linking, 'name/value', literal, `\`${field.name}\` is ${list} or a number`, {
      fixes: replacements(place, names.slice(0, 3)),
    });
    return;
  }
  const hex = literal.kind === 'word' && /^[0-9a-fA-F]+$/.test(literal.text);
  const message = hex
    ? `\`${field.name}\` is a number; a hexadecimal number begins with 0x (in a text field \`${literal.text}\` is the text)`
    : `\`${field.name}\` is a number (\`${field.type}\`)`;
  report(linking, 'name/value', literal, message, {
    fixes: hex ? replacements(place, [`0x${literal.text}`]) : [],
  });
}

/** `0x15b3`, `0b101`, `42`, with `_` inside; a bigint beyond 2^53. */
export function parseNumber(text: string): number | bigint | undefined {
  const digits = text.includes('_') ? text.replaceAll('_', '') : text;
  if (!/^(?:0[xX][0-9a-fA-F]+|0[bB][01]+|\d+)$/.test(digits)) return undefined;
  const value = Number(digits);
  if (Number.isSafeInteger(value)) return value;
  return digits.length > LONGEST_NUMBER ? undefined : BigInt(digits);
}
