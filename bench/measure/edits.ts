// The keystrokes that are timed, all in the middle of a generated text: each is made and taken back, and counts both times.
import type { Range } from 'vscode-languageserver/node';

export interface Keystroke {
  readonly title: string;
  readonly range: Range;
  readonly text: string;
  /** Takes it back. */
  readonly back: { readonly range: Range; readonly text: string };
  /** Whether it leads to diagnostics that were not there. */
  readonly breaks: boolean;
}

export function keystrokesFor(text: string): readonly Keystroke[] {
  const middle = text.indexOf('\ndevice 0', text.length >> 1);
  const at = (piece: string, skip = 0): number => text.indexOf(piece, middle) + piece.length + skip;
  const closing = text.indexOf('\n}\nexpect', middle) + 1;
  return [
    keystroke(text, 'a letter of a comment', { start: at('// ether'), length: 1, by: 'm', breaks: false }),
    keystroke(text, 'a digit of an id: other driver', {
      start: at('    vendor = 0x8'),
      length: 1,
      by: 'f',
      breaks: true,
    }),
    keystroke(text, 'a letter of a field’s name', {
      start: at('    vendo'),
      length: 1,
      by: 'x',
      breaks: true,
    }),
    keystroke(text, 'a letter of a supplier’s name', {
      start: at('        supplier os'),
      length: 1,
      by: 'x',
      breaks: true,
    }),
    keystroke(text, 'a closing brace', { start: closing, length: 1, by: '', breaks: true }),
  ];
}

interface Replacement {
  readonly start: number;
  readonly length: number;
  readonly by: string;
  readonly breaks: boolean;
}

function keystroke(text: string, title: string, { start, length, by, breaks }: Replacement): Keystroke {
  return {
    title,
    range: rangeOf(text, start, length),
    text: by,
    back: { range: rangeOf(text, start, by.length), text: text.slice(start, start + length) },
    breaks,
  };
}

/** Within one line. */
function rangeOf(text: string, start: number, length: number): Range {
  const before = text.slice(0, start);
  const line = before.split('\n').length - 1;
  const character = start - (before.lastIndexOf('\n') + 1);
  return { start: { line, character }, end: { line, character: character + length } };
}
