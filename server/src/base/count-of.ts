// A number with its noun, for messages. Knows no irregular plurals.

/** `1 device`, `2 devices`, `2 buses`. */
export function countOf(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : noun.endsWith('s') ? 'es' : 's'}`;
}
