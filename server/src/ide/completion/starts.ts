// What may begin a statement in a body: fields and facts not said yet, tables that the driver lacks, then the keywords.
import { FACTS } from '../../syntax/facts.ts';
import type { Body } from '../../syntax/grammar.ts';
import { RULES } from '../../syntax/pattern.ts';
import { keywordDoc } from '../words/keyword-docs.ts';
import type { Offer } from './item.ts';
import { busHere, classHere, deviceFields, enclosing, type Scene, tableHere, wordAfter } from './scene.ts';
import { FIRST_TOPOLOGY, snippetOf } from './snippets.ts';
import { unboundDevices, unboundRows } from './unbound-devices.ts';

const Rank = { unbound: 0, fields: 10, tables: 15, facts: 20, flags: 25, keywords: 30, types: 40 } as const;

export function startOffers(scene: Scene, body: Body): readonly Offer[] {
  const said = new Set(scene.cursor.siblings);
  return [
    ...(body === 'file' ? fileOffers(scene) : []),
    ...fieldOffers(scene, body).filter((it) => !said.has(it.label)),
    ...tableOffers(scene, body).filter((it) => !said.has(it.label)),
    ...factOffers(body).filter((it) => !said.has(it.label)),
    ...keywordOffers(body),
  ];
}

/** The keywords after `extend` or `replace`. */
export function keywordOffers(body: Body): readonly Offer[] {
  return RULES.filter((rule) => rule.body === body).map(({ keyword }) => {
    const doc = keywordDoc(body, keyword);
    const snippet = snippetOf(body, keyword);
    const type = /^(u8|u16|u32|u64|s32|char|guid_t|flag|void)$/.test(keyword);
    return {
      label: keyword,
      kind: 'keyword' as const,
      rank: type ? Rank.types : Rank.keywords + commonness(body, keyword),
      ...(snippet === undefined ? { insert: `${keyword} ` } : { snippet }),
      ...(doc === undefined ? {} : { doc }),
    };
  });
}

/** At the top level the words that most files need stand first; elsewhere the order of the grammar is good. */
const COMMON = ['device', 'driver', 'expect', 'import', 'bus', 'module', 'class', 'contract', 'kernel'];

function commonness(body: Body, keyword: string): number {
  const place = body === 'file' ? COMMON.indexOf(keyword) : 0;
  return (place < 0 ? COMMON.length : place) / 10;
}

function fileOffers(scene: Scene): readonly Offer[] {
  const empty = scene.model.items(scene.uri).every((item) => item.decls.length === 0);
  const first: Offer = {
    label: 'first topology',
    kind: 'snippet',
    rank: Rank.unbound,
    snippet: FIRST_TOPOLOGY,
    doc: 'A driver, a device that it fits, and what is expected.',
  };
  return [...(empty ? [first] : []), ...unboundDevices(scene, Rank.unbound)];
}

function fieldOffers(scene: Scene, body: Body): readonly Offer[] {
  switch (body) {
    case 'device':
    case 'made': {
      const bus = busHere(scene);
      const fields = bus === undefined ? (classHere(scene)?.fields ?? []) : deviceFields(bus);
      return [...fields.map((it) => field(it.name, it.type)), ...flavourFields(scene)];
    }
    case 'row':
      return [
        ...idOffers(scene),
        ...(tableHere(scene)?.fields ?? []).map((it) =>
          it.type === 'flag' ? flag(it.name, 'flag of the row', Rank.fields) : field(it.name, it.type),
        ),
      ];
    case 'driver':
      return (busHere(scene)?.drivers ?? []).flatMap((it) =>
        it.fields.map((own) => field(own.name, own.type)),
      );
    case 'match':
      return Object.keys(busHere(scene)?.tables ?? {}).map((name) => flag(name, 'match table', Rank.fields));
    default:
      return [];
  }
}

/** In an empty row: the ids of devices that have no driver. */
function idOffers(scene: Scene): readonly Offer[] {
  const bus = scene.cursor.siblings.length === 0 ? busHere(scene) : undefined;
  return bus === undefined ? [] : unboundRows(scene, bus.name, Rank.unbound);
}

/** Of a `create`: what its flavour lets the user say. */
function flavourFields(scene: Scene): readonly Offer[] {
  const head = enclosing(scene, 'device', 'vf', 'create')?.head ?? [];
  const wanted = head[0]?.text === 'create' ? wordAfter(head, 'flavour') : undefined;
  if (wanted === undefined) return [];
  const flavours = scene.model.topology.drivers
    .flatMap((it) => it.flavours)
    .filter((it) => it.name === wanted);
  return (flavours[0]?.fields ?? []).map((it) => field(it.name, it.type));
}

/** Tables that the bus matches by. */
function tableOffers(scene: Scene, body: Body): readonly Offer[] {
  if (body !== 'driver') return [];
  return Object.values(busHere(scene)?.tables ?? {}).map((table) => ({
    label: table.name,
    kind: 'table' as const,
    rank: Rank.tables,
    detail: `struct ${table.struct}`,
    snippet: table.fields.length === 1 ? `${table.name} \${0};` : `${table.name} {\n\t{ $0 }\n}`,
  }));
}

function factOffers(body: Body): readonly Offer[] {
  const { facts, flags } = FACTS[body];
  return [
    ...Object.entries(facts).map(([name, spec]) => ({
      ...field(name, spec.value),
      rank: Rank.facts,
      doc: spec.doc,
    })),
    ...Object.entries(flags).map(([name, doc]) => ({ ...flag(name, undefined, Rank.flags), doc })),
  ];
}

function field(name: string, type: string): Offer {
  const text = /^(text|texts|formats|char)/.test(type) ? '"$0"' : '$0';
  return { label: name, kind: 'field', detail: type, rank: Rank.fields, snippet: `${name} = ${text};` };
}

function flag(name: string, detail: string | undefined, rank: number): Offer {
  return { label: name, kind: 'flag', rank, insert: `${name};`, ...(detail === undefined ? {} : { detail }) };
}
