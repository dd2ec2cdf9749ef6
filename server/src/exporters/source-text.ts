// Lines of a text: offsets to lines and columns, and the lines themselves for code frames. A line ends with LF, CRLF or CR, as
// for the parser and editors. Lines and columns count from 1, columns in UTF-16 code units (SARIF's `utf16CodeUnits`).

export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface SourceText {
  /** Offsets outside the text give its first or last place. */
  position(offset: number): Position;
  /** A line without its line end; empty if there is no such line. */
  line(number: number): string;
}

export function sourceText(text: string): SourceText {
  const starts = lineStarts(text);
  return {
    position(offset) {
      const at = Math.max(0, Math.min(offset, text.length));
      const index = lineAt(starts, at);
      return { line: index + 1, column: at - (starts[index] ?? 0) + 1 };
    },
    line(number) {
      const start = starts[number - 1];
      if (start === undefined) return '';
      return text.slice(start, starts[number] ?? text.length).replace(/\r\n?$|\n$/, '');
    },
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const { 0: end, index } of text.matchAll(/\r\n?|\n/g)) starts.push(index + end.length);
  return starts;
}

/** Index of the last line that starts at or before an offset. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
