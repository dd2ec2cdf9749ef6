// Formats of facts, parsed once per text (a library bus is linked for many roots); what a format has wrong is a problem at its
// place in the text.
import { assertNever } from '../base/assert-never.ts';
import type { Fact, Literal } from '../declare/declarations.ts';
import { type Format, type FormatError, parseFormat } from '../driver-core/format.ts';
import { type Linking, report } from './linking.ts';

export function toFormat(linking: Linking, literal: Pick<Literal, 'site' | 'text'>): Format {
  const { format, errors } = parseFormat(literal.text);
  for (const error of errors) {
    // The quote in front of the text counts.
    const part = { start: error.start + 1, end: error.end + 1 };
    report(linking, 'name/format', literal, textOf(error), { part });
  }
  return format;
}

export function formatsOf(linking: Linking, fact: Fact | undefined): readonly Format[] {
  return fact?.values.map((it) => toFormat(linking, it)) ?? [];
}

export function formatOf(linking: Linking, fact: Fact | undefined): Format | undefined {
  return formatsOf(linking, fact)[0];
}

function textOf(error: FormatError): string {
  switch (error.code) {
    case 'unclosed':
      return 'this `{` of the format is not closed; a brace itself is written `{{`';
    case 'stray-brace':
      return 'this `}` of the format closes nothing; a brace itself is written `}}`';
    case 'no-name':
      return 'a hole of a format begins with a name: `{field}`';
    case 'bad-bits':
      return 'bits of a field are written `{field[high:low]}`';
    case 'bad-spec':
      return 'after `:` stands a letter of printf (`08X`) or a mechanism (`each C`, `or T`, `bcd` …)';
    default:
      return assertNever(error.code);
  }
}
