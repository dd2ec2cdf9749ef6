// One line of a source with a mark below its place. Long lines are cut around the mark, control characters are shown as
// pictures, so a broken file cannot spoil a terminal.
import type { Span } from './findings-report.ts';
import type { SourceText } from './source-text.ts';
import type { Role, Style } from './style.ts';

/** Columns of source shown at most. */
const FRAME_WIDTH = 110;
/** Columns kept before the mark when a line is cut. */
const LEAD = 40;
const TAB = '    ';

export interface Mark {
  readonly character: '^' | '-';
  readonly role: Role;
}

/** The two lines of a frame: `12 | source` and `   |   ^^^^`. */
export function codeFrame(span: Span, source: SourceText, mark: Mark, style: Style): readonly string[] {
  const number = String(span.start.line);
  const blank = ' '.repeat(number.length);
  const { text, before, width } = cut(source.line(span.start.line), span);
  return [
    `${style('faint', `${number} |`)} ${text}`,
    `${style('faint', `${blank} |`)} ${' '.repeat(before)}${style(mark.role, mark.character.repeat(width))}`,
  ];
}

interface Cut {
  readonly text: string;
  readonly before: number;
  readonly width: number;
}

function cut(line: string, { start, end }: Span): Cut {
  const from = Math.min(start.column - 1, line.length);
  const to = end.line === start.line ? Math.min(end.column - 1, line.length) : line.length;
  const first = line.length > FRAME_WIDTH && from > LEAD ? from - LEAD : 0;
  const last = Math.min(line.length, first + FRAME_WIDTH);
  const lead = (first > 0 ? '…' : '') + visible(line.slice(first, from));
  const marked = visible(line.slice(from, Math.min(Math.max(to, from), last)));
  const tail =
    visible(line.slice(Math.min(Math.max(to, from), last), last)) + (last < line.length ? '…' : '');
  return {
    text: (lead + marked + tail).trimEnd(),
    before: lead.length,
    width: Math.max(1, marked.length),
  };
}

/** Tabs as blanks, other control characters and lone surrogates as pictures: one column each. */
function visible(text: string): string {
  return text
    .replaceAll('\t', TAB)
    .replace(/\p{Cc}/gu, (character) => controlPicture(character.charCodeAt(0)))
    .replace(/\p{Cs}/gu, '\ufffd');
}

function controlPicture(code: number): string {
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}
