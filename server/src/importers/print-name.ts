// How names and texts are spelled in the language: bare where they can be (LANGUAGE.md section 11).

/** A name in its own place: after `device`, `on`, `of`, `under`. */
export function printName(name: string): string {
  return /^\w+(?:[-.:@]\w+)*$/.test(name) ? name : printText(name);
}

/** A name where a number could stand too: quoted if it begins as one. */
export function printNameValue(name: string): string {
  return /^\d/.test(name) ? printText(name) : printName(name);
}

export function printText(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&').replace(CONTROL, escapeControl)}"`;
}

// Built from its codes: a control character must not stand in a pattern.
const CONTROL = new RegExp(
  `[${String.fromCharCode(0)}-${String.fromCharCode(31)}${String.fromCharCode(127)}]`,
  'g',
);

function escapeControl(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
