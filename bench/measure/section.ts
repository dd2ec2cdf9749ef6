// What a part of the benchmark came to: a table for people, the same numbers for programs.

export type Cell = string | number | undefined;

export interface Section {
  readonly title: string;
  /** The first column holds names, the others figures. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly notes?: readonly string[];
}

/** Numbers to three digits, columns aligned, names to the left. */
export function sectionText({ title, columns, rows, notes = [] }: Section): string {
  const cells = [columns, ...rows.map((row) => row.map(cellText))];
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  return [title, ...lines.map((line) => `  ${line}`), ...notes.map((note) => `  ${note}`), ''].join('\n');
}

function cellText(cell: Cell): string {
  if (typeof cell !== 'number') return cell ?? '–';
  if (Number.isInteger(cell) || Math.abs(cell) >= 100) return String(Math.round(cell));
  return cell.toPrecision(3);
}
