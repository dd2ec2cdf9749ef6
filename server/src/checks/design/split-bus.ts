// The change from one bus with several APIs to a bus for each: what MK-116 proposes. Only where an id selects nothing but the
// API, so that nothing else is lost with it.
import type { RootModel } from '../../db/model.ts';
import type { DeviceStructDecl, Fact, Field, Literal, Offer, TableRows } from '../../declare/declarations.ts';
import type { BusType } from '../../driver-core/topology.ts';
import type { Declaration } from '../../link/declaration.ts';
import type { Edit, Fix } from '../../link/fix.ts';
import { factNamed } from '../made-here.ts';
import { makersOf } from './bus-users.ts';

const ID_TABLE = 'id_table';
/** What the new bus says anew. */
const ALIASES: ReadonlySet<string> = new Set(['modalias', 'alias', 'alias_prefix']);

/** An API, and the number that selects it. */
interface Api {
  readonly offer: Offer;
  readonly value: string;
  readonly bus: string;
}

/** The first API keeps the bus; nothing if the id selects more than the API, or if a driver serves two. */
export function splitBus(bus: BusType, declared: Declaration<'bus'>, model: RootModel): readonly Fix[] {
  const [struct, another] = declared.decl.devices;
  const field = struct && !another ? selector(struct, declared) : undefined;
  const [kept, ...moved] = struct && field !== undefined ? apisOf(struct, bus.name) : [];
  if (!struct || !kept || field === undefined || model.topology.devices.some((it) => it.bus === bus.name))
    return [];
  const parts = moved.map((api) => movedParts(bus.name, api, field, model));
  if (!parts.every((it): it is readonly Edit[] => it !== undefined)) return [];
  const { item } = declared;
  return [
    {
      title: `Give each API a bus: ${[kept, ...moved].map((it) => `\`${it.bus}\``).join(', ')}`,
      edits: [
        {
          act: 'replace',
          place: { item, site: kept.offer.site },
          text: `offers ${kept.offer.contract.text};`,
        },
        ...moved.map(({ offer }): Edit => ({ act: 'delete', place: { item, site: offer.site } })),
        ...moved.map(
          (api): Edit => ({ act: 'append', file: declared.file, text: printBus(api, struct, bus) }),
        ),
        ...parts.flat(),
      ],
    },
  ];
}

/** The field that each offer tests for a value of its own, if the id_table compares nothing else. */
function selector(struct: DeviceStructDecl, { decl }: Declaration<'bus'>): string | undefined {
  const [test] = struct.offers[0]?.when ?? [];
  const isOnly = decl.tables.flatMap((table) => table.fields).every((it) => it.name.text === test?.left.text);
  const isPlain = struct.facts.every((it) => it.when === undefined || it.when.length === 0);
  const isSame = struct.offers.every(
    ({ when = [] }) => when.length === 1 && when[0]?.op === '==' && when[0].left.text === test?.left.text,
  );
  return isOnly && isPlain && isSame ? test?.left.text : undefined;
}

function apisOf(struct: DeviceStructDecl, bus: string): readonly Api[] {
  return struct.offers.map((offer, index) => ({
    offer,
    value: offer.when?.[0]?.right?.text ?? '',
    bus: index === 0 ? bus : `${bus}-${shortName(offer.contract.text, bus)}`,
  }));
}

/** `virtio` of `virtio_mdev_ops` on the bus `mdev`. */
function shortName(contract: string, bus: string): string {
  const words = contract.split('_').filter((it) => it !== bus && it !== 'ops');
  return words.length === 0 ? contract : words.join('-');
}

/** Its drivers and its creators; nothing if a driver serves two APIs. */
function movedParts(bus: string, api: Api, field: string, model: RootModel): readonly Edit[] | undefined {
  const edits: Edit[] = [];
  for (const { id } of model.driversOn(bus)) {
    const driver = model.declarationAs('driver', id);
    const tables = driver?.decl.tables.filter((it) => it.name.text === ID_TABLE) ?? [];
    const ids = tables.flatMap((table) => idsOf(table, field));
    if (!driver || !ids.some((it) => it?.text === api.value)) continue;
    if (ids.some((it) => it?.text !== api.value)) return undefined;
    const { item, decl } = driver;
    edits.push({ act: 'replace', place: { item, site: decl.bus.site }, text: api.bus });
    edits.push({
      act: 'insert-inside',
      place: { item, site: decl.bus.site },
      text: `aliases = "${api.bus}";`,
    });
    edits.push(...tables.map((table): Edit => ({ act: 'delete', place: { item, site: table.site } })));
  }
  for (const { made } of makersOf(bus, model)) {
    const fact = factNamed(made.step.facts, field);
    if (fact?.values[0]?.text !== api.value) continue;
    edits.push({ act: 'replace', place: { item: made.item, site: made.step.of.site }, text: api.bus });
    edits.push({ act: 'delete', place: { item: made.item, site: fact.site } });
  }
  return edits;
}

function idsOf(table: TableRows, field: string): readonly (Literal | undefined)[] {
  return [...table.values, ...table.rows.map((row) => factNamed(row.facts, field)?.values[0])];
}

function printBus(api: Api, struct: DeviceStructDecl, bus: BusType): string {
  const name = api.bus.replaceAll('-', '_');
  const facts = struct.facts.filter((it) => !ALIASES.has(it.name.text));
  const [driver] = bus.drivers;
  const names = (verb: string, list: readonly { readonly value: string }[] = []): string => {
    const left = list.map((it) => it.value).filter((it) => it !== ID_TABLE);
    return left.length === 0 ? '' : ` ${verb} ${left.join(', ')};`;
  };
  return [
    `bus ${api.bus} {`,
    `    device struct ${name} {`,
    ...[`offers ${api.offer.contract.text};`, ...struct.fields.map(printField)].map((it) => `        ${it}`),
    ...[`modalias = "${api.bus}";`, ...facts.map(printFact)].map((it) => `        ${it}`),
    '    }',
    `    driver struct ${name}_driver {${names('requires', driver?.requires)}${names('allows', driver?.allows)} }`,
    '    match { any; }',
    ...(bus.pm === undefined ? [] : [`    pm = ${bus.pm};`]),
    '}',
  ].join('\n');
}

function printField({ type, name, pointer, length }: Field): string {
  const brackets = length === undefined ? '' : `[${length === 0 ? '' : length}]`;
  return `${type} ${pointer ? '*' : ''}${name.text}${brackets};`;
}

function printFact({ name, values, flag }: Fact): string {
  const texts = values.map((it) => (it.kind === 'text' ? `"${it.text}"` : it.text));
  return flag ? `${name.text};` : `${name.text} = ${texts.join(', ')};`;
}
