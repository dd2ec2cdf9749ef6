// Words of a fixed set: values of facts, and what some statements take. docs/language.md, Mechanisms, Facts and flags.
import { nearest } from '../base/nearest.ts';
import type { Fact, Name } from '../declare/declarations.ts';
import { type Body, factWords } from '../declare/index.ts';
import { type Linking, meant, placeAt, replacements, report } from './linking.ts';

/** What `acquires` gets. */
export const RESOURCES = ['memory', 'irq', 'work', 'timer', 'reference', 'id', 'lock', 'runtime_pm'];
/** `uses X of WHOM`, besides `driver REF`. */
export const OWNERS = ['parent', 'physfn'];
/** `uses X while …` */
export const SPANS = ['bound', 'open', 'probe'];
/** `uses X protected by …` */
export const PROTECTIONS = ['link', 'auxiliary', 'notifier', 'reference'];
/** `creates B per …` */
export const PER = ['vf'];
/** How a field of a table is compared, if not by equality. */
export const MECHANISMS = ['acpi_id', 'acpi_class', 'pnp_id', 'usb_interface', 'bit', 'guid'];

/** Where a word of the set is only one way to say it. */
const OPEN = new Set(['made id']);

export function checkFactWords(linking: Linking, body: Body, facts: readonly Fact[]): void {
  for (const fact of facts) {
    const words = OPEN.has(`${body} ${fact.name.text}`) ? undefined : factWords(body, fact.name.text);
    if (words === undefined) continue;
    for (const value of fact.values) checkWord(linking, value, `\`${fact.name.text}\``, words);
  }
}

/** Reports a word that is not of the set; `what` says whose words they are. */
export function checkWord(
  linking: Linking,
  name: Pick<Name, 'site' | 'text'> | undefined,
  what: string,
  words: readonly string[],
): void {
  if (name === undefined || name.text === '' || words.includes(name.text)) return;
  const near = nearest(name.text, words);
  const list = words.map((it) => `\`${it}\``).join(', ');
  const tail = near.length > 0 ? meant(near) : `; there is ${list}`;
  report(linking, 'name/value', name, `${what} cannot be \`${name.text}\`${tail}`, {
    fixes: replacements(placeAt(linking, name), near),
  });
}
