// Texts in quotes: what they mean and how a text is written. Escapes: `\" \\ \n \t \xHH`.

/** The meaning of a token: without quotes, escapes resolved. A missing closing quote is no matter. */
export function unquote(token: string): string {
  const closed = token.length > 1 && token.endsWith('"') && !endsInBackslash(token);
  const inner = token.slice(1, closed || !token.startsWith('"') ? -1 : undefined);
  return inner.includes('\\') ? inner.replace(/\\(?:x([0-9a-fA-F]{2})|([\s\S]))/g, resolveEscape) : inner;
}

/** The value of a number as it is written: `0x1f`, `0b101`, `1_000`. */
export function numberOf(text: string): number {
  return Number(text.replaceAll('_', ''));
}

/** How a text is written. */
export function quote(text: string): string {
  const escaped = text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
  return `"${escaped}"`;
}

/** A name as it is written: bare where it can be. */
export function spellName(text: string): string {
  return /^[A-Za-z0-9_]+(?:[-.:@][A-Za-z0-9_]+)*$/.test(text) ? text : quote(text);
}

function resolveEscape(whole: string, hex: string | undefined, char: string | undefined): string {
  if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
  switch (char) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    default:
      return char ?? whole;
  }
}

/** Whether the last quote is escaped: then it closes nothing. */
function endsInBackslash(token: string): boolean {
  let count = 0;
  while (token[token.length - 2 - count] === '\\') count++;
  return count % 2 === 1;
}
