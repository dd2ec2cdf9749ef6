// Markdown from plain values. Names from the user's text are always code spans, so nothing in them is read as markup.

/** A code span; safe for any text. */
export function code(text: string): string {
  const flat = text.replace(/\s+/g, ' ');
  if (!flat.includes('`')) return `\`${flat}\``;
  return `\`\` ${flat.replace(/`{2,}/g, '`')} \`\``;
}

/** A sentence as plain text but for its code spans: nothing else in it is read as markup. */
export function prose(text: string): string {
  return text.replace(/`[^`]*`|[*<_[\]]/g, (it) => (it.startsWith('`') ? it : `\\${it}`));
}

export function codes(texts: readonly string[]): string {
  return texts.map(code).join(', ');
}

/** The first names of a long list and how many more there are. */
export function fewCodes(texts: readonly string[], limit: number): string {
  const rest = texts.length - limit;
  return rest > 0 ? `${codes(texts.slice(0, limit))} and ${rest} more` : codes(texts);
}

/** A fenced block of the topology language. */
export function block(text: string, language = 'topo'): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

/** A table; no rows, no table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string | undefined {
  if (rows.length === 0) return undefined;
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

/** `- name: value` lines; what has no value is left out. */
export function facts(pairs: readonly (readonly [string, string | undefined])[]): string | undefined {
  const lines = pairs.flatMap(([name, value]) => (value === undefined ? [] : [`- ${name}: ${value}`]));
  return lines.length === 0 ? undefined : lines.join('\n');
}

/** Paragraphs with a blank line between; what is missing is left out. */
export function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
