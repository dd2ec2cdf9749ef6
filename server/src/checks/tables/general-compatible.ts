// MK-30: a list of compatibles with the general one first. Kernel: drivers/of/base.c:__of_device_is_compatible.
import type { RootModel } from '../../db/model.ts';
import type { Fact } from '../../declare/declarations.ts';
import type { Fix } from '../../link/fix.ts';
import type { ItemKey } from '../../link/place.ts';
import { quote } from '../../syntax/index.ts';
import type { Check, DeviceSubject, Levels, Report } from '../check.ts';
import { factNamed } from '../made-here.ts';

/** One name continues the other: real trees have such pairs for a first chip and its function (brcm,bcm2835-pm). */
const CONTINUED: Levels = { relaxed: 'off', strict: 'warning', stricter: 'warning' };

export const generalCompatible: Check<'device'> = {
  code: 'MK-30',
  aliases: [],
  title: 'a compatible list with the general name first',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'device',
  reads: 'declarations',
  run,
  doc: {
    why: 'The list goes from the chip to what it is like: a row’s score falls with the place of its compatible in the list. With the general name first a driver that has a row for both takes the general one, and the match data of the chip (its quirks) is never used.',
    source: [
      'Devicetree Specification, 2.3.1 compatible',
      'drivers/of/base.c:__of_device_is_compatible',
      'domain rule MK-30',
    ],
    firing: `driver dw-uart on platform { of_match_table "snps,dw-apb-uart", "ns16550a"; }
device 10000.serial on platform { compatible = "ns16550a", "snps,dw-apb-uart"; }
`,
    corrected: `driver dw-uart on platform { of_match_table "snps,dw-apb-uart", "ns16550a"; }
device 10000.serial on platform { compatible = "snps,dw-apb-uart", "ns16550a"; }
`,
  },
};

function* run({ declared }: DeviceSubject, _model: RootModel): Iterable<Report> {
  const fact = declared && factNamed(declared.decl.facts, 'compatible');
  if (!declared || !fact) return;
  const names = fact.values.map((it) => it.text);
  const at = names.findIndex((name, index) => moreSpecific(name, names.slice(index + 1)) !== undefined);
  const general = fact.values[at];
  const specific = general && moreSpecific(general.text, names.slice(at + 1));
  if (!general || specific === undefined) return;
  yield {
    message: `\`${general.text}\` is more general than \`${specific}\` behind it: the list goes from the chip to what it is like`,
    place: { item: declared.item, site: general.site },
    ...(specific.startsWith(`${general.text}-`) && { levels: CONTINUED }),
    fixes: () => [sortFix(fact, declared.item)],
  };
}

/** Names that say only what kind of thing it is, although they have a vendor. */
const KINDS: ReadonlySet<string> = new Set(['arm,primecell', 'jedec,spi-nor']);

/** A name without a vendor is more general than one that has it, and a name more than those that continue it. */
export function moreSpecific(general: string, behind: readonly string[]): string | undefined {
  return behind.find((name) => {
    if (!name.includes(',') || KINDS.has(name)) return false;
    return !general.includes(',') || KINDS.has(general) || name.startsWith(`${general}-`);
  });
}

/** Each general name moves behind the last that is more specific; the others keep their order. */
function sortFix(fact: Fact, item: ItemKey): Fix {
  const left = fact.values.map((it) => it.text);
  const sorted: string[] = [];
  while (left.length > 0) {
    const next = left.findIndex((name, index) => {
      const others = left.filter((_, at) => at !== index);
      return moreSpecific(name, others) === undefined;
    });
    sorted.push(...left.splice(Math.max(next, 0), 1));
  }
  const edits = fact.values.flatMap(({ site, text }, index) => {
    const wanted = sorted[index] ?? text;
    return wanted === text ? [] : [{ act: 'replace' as const, place: { item, site }, text: quote(wanted) }];
  });
  return { title: 'Put the general names last', edits, preferred: true };
}
