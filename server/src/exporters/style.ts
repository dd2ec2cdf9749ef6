// Emphasis in text for a terminal: the exporters say what a piece is, the style says how it looks. Whether there are colors
// is the host's to decide (a terminal, NO_COLOR).

export type Role = 'error' | 'warning' | 'hint' | 'good' | 'name' | 'faint' | 'strong';

export type Style = (role: Role, text: string) => string;

/** No escape sequences. */
export const plainStyle: Style = (_role, text) => text;

/** ANSI SGR codes of ECMA-48: bold 1, faint 2, then colors that dark and light themes both show. */
const SGR: Readonly<Record<Role, string>> = {
  error: '1;31',
  warning: '1;33',
  hint: '1;34',
  good: '32',
  name: '36',
  faint: '2',
  strong: '1',
};

export const colorStyle: Style = (role, text) => (text === '' ? '' : `\x1b[${SGR[role]}m${text}\x1b[0m`);
