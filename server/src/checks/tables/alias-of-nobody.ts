// MK-7: an alias written by hand that no device can announce. Kernel: the uevent callback of each bus; kmod's fnmatch.
import type { RootModel } from '../../db/model.ts';
import type { Literal } from '../../declare/declarations.ts';
import type { Format } from '../../driver-core/format.ts';
import { normalizeAlias } from '../../driver-core/kmod/normalize-alias.ts';
import type { BusType } from '../../driver-core/topology.ts';
import type { Fix } from '../../link/fix.ts';
import type { ItemKey, Place } from '../../link/place.ts';
import { quote } from '../../syntax/index.ts';
import type { Check, Report } from '../check.ts';
import { fitsFormat, inCaseOf, schemeOf } from './alias-language.ts';

export const aliasOfNobody: Check<'root'> = {
  code: 'MK-7',
  aliases: [],
  title: 'a hand-written alias that no device can announce',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run,
  doc: {
    why: 'A `MODULE_ALIAS()` is a pattern that kmod compares with the MODALIAS of a uevent, letter by letter. Numbers there have a fixed width and, on most buses, upper-case digits; a pattern that stops early needs a `*`. One that no device of the bus can announce is found by nobody: the module is never loaded because of it.',
    source: [
      'kmod: libkmod/libkmod-index.c, fnmatch(3)',
      'drivers/pci/pci-driver.c:pci_uevent and its like',
      'domain rules KM-7, KM-10, MK-7',
    ],
    firing: `driver e1000e on pci { id_table { { override_only; } } aliases = "pci:v00008086d0000abcd*"; }
`,
    corrected: `driver e1000e on pci { id_table { { override_only; } } aliases = "pci:v00008086d0000ABCD*"; }
`,
  },
};

function* run(model: RootModel): Iterable<Report> {
  const all = writtenAliases(model);
  const announced = all.length > 0 ? announcements(model.topology.buses) : [];
  for (const { literal, item } of all) {
    const alias = normalizeAlias(literal.text);
    if (alias === undefined) continue;
    const meant = announced.filter(({ scheme }) => alias.toLowerCase().startsWith(scheme.toLowerCase()));
    if (meant.length > 0 && !meant.some(({ format }) => fitsFormat(alias, format)))
      yield report(literal, { item, site: literal.site }, meant);
  }
}

interface WrittenAlias {
  readonly literal: Literal;
  readonly item: ItemKey;
}

/** Of the root's own drivers and modules, and of what extends them. */
function writtenAliases(model: RootModel): readonly WrittenAlias[] {
  const declared = [...model.declarations('driver'), ...model.declarations('module')].flatMap((it) => {
    const added = model.extensions<'driver' | 'module'>(it.kind, it.id);
    return [...(it.library ? [] : [{ decl: it.decl, item: it.item }]), ...added.map(toBody)];
  });
  return declared.flatMap(({ decl, item }) =>
    decl.facts
      .filter((it) => it.name.text === 'aliases')
      .flatMap((it) => it.values.map((literal) => ({ literal, item }))),
  );
}

function toBody({ adds, item }: { readonly adds: Body['decl']; readonly item: ItemKey }): Body {
  return { decl: adds, item };
}

interface Body {
  readonly decl: {
    readonly facts: readonly {
      readonly name: { readonly text: string };
      readonly values: readonly Literal[];
    }[];
  };
  readonly item: ItemKey;
}

interface Announcement {
  readonly bus: string;
  readonly scheme: string;
  readonly format: Format;
}

/** Everything that devices say, or that a bus asks for by itself. */
function announcements(buses: ReadonlyMap<string, BusType>): readonly Announcement[] {
  return [...buses.values()].flatMap((bus) => {
    const own = bus.devices.flatMap(({ modalias, requestModule }) => [
      ...modalias.flatMap(({ value }) => ('format' in value ? [value.format] : [])),
      ...(requestModule ? [requestModule] : []),
    ]);
    const shared = Object.values(bus.tables).flatMap((it) => it.modalias);
    return [...own, ...shared]
      .map((format) => ({ bus: bus.name, scheme: schemeOf(format), format }))
      .filter(({ scheme }) => scheme !== '');
  });
}

function report({ text }: Literal, place: Place, meant: readonly Announcement[]): Report {
  const [first] = meant;
  const cased = meant.map(({ format }) => inCaseOf(normalizeAlias(text) ?? text, format)).find(isText);
  const isOpen = meant.some(({ format }) => fitsFormat(`${normalizeAlias(text) ?? text}*`, format));
  const better = isOpen ? `${text}*` : cased;
  return {
    message: `${reason(isOpen, cased !== undefined)}: a device of \`${first?.bus ?? ''}\` announces \`${beginning(first?.format.source ?? '')}\``,
    place,
    fixes: () => (better === undefined ? [] : [replaceBy(better, place)]),
  };
}

/** Enough of a format to see its shape. */
function beginning(source: string): string {
  const [start = ''] = /^(?:[^{]*\{[^}]*\}){1,2}/.exec(source) ?? [];
  return source.length > start.length + 1 ? `${start}…` : source.replace(/\*$/, '');
}

function isText(text: string | undefined): text is string {
  return text !== undefined;
}

function reason(isOpen: boolean, isCased: boolean): string {
  if (isOpen) return 'no modalias ends here, and without a `*` the alias fits none';
  if (isCased) return 'letter case counts, and no modalias has these letters';
  return 'no modalias has this shape';
}

function replaceBy(text: string, place: Place): Fix {
  return {
    title: `Replace by \`${quote(text)}\``,
    edits: [{ act: 'replace', place, text: quote(text) }],
    preferred: true,
  };
}
