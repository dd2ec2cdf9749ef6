// A bus, a class, a contract or a module as Markdown: what its two sides owe each other, and what stands on it.

import { assertNever } from '../../base/assert-never.ts';
import { countOf } from '../../base/count-of.ts';
import type { BusType, ClassType, Conditional, MatchStep, Module } from '../../driver-core/topology.ts';
import { block, code, codes, facts, fewCodes, paragraphs, table } from '../markup.ts';
import { entriesOf, lastName, type Meaning } from '../meaning.ts';

const NAMED = 6;

export function busCard(meaning: Meaning, bus: BusType): string {
  const devices = [...meaning.run.devices.values()].filter((it) => it.bus === bus.name);
  const bound = devices.filter((it) => it.state === 'bound').length;
  const drivers = meaning.run.order.get(bus.name) ?? [];
  return paragraphs(
    `**bus** ${code(bus.name)} — ${countOf(devices.length, 'device')}, ${bound} bound, ${countOf(drivers.length, 'driver')}`,
    table(
      ['device', 'driver'],
      bus.devices.map((device, at) => {
        const driver =
          bus.drivers.find((it) => it.serves === device.struct) ?? bus.drivers[at] ?? bus.drivers[0];
        return [
          `${code(`struct ${device.struct}`)}${valuesText(' offers ', device.offers)}`,
          driver === undefined
            ? ''
            : `${code(`struct ${driver.struct}`)}${valuesText(' implements ', driver.requires)}`,
        ];
      }),
    ),
    facts([
      [
        'match',
        bus.match === undefined ? 'no callback: every driver matches' : bus.match.map(matchText).join(' → '),
      ],
      ['name', formatsText(bus.devices.flatMap((it) => it.names.map((name) => name.source)))],
      ['modalias', formatsText(bus.devices.flatMap((it) => it.modalias.map(modaliasText)))],
      ['DMA', bus.devices[0]?.dma],
      ['IOMMU', bus.devices.some((it) => it.iommu) ? 'attaches to these devices' : undefined],
      ['PM', bus.pm],
    ]),
  );
}

export function classCard(meaning: Meaning, type: ClassType): string {
  const devices = [...meaning.run.devices.values()].filter((it) => it.class === type.name);
  return paragraphs(
    `**class** ${code(type.name)} — ${countOf(devices.length, 'device')}`,
    facts([
      ['registered by', type.register === undefined ? undefined : code(type.register)],
      ['requires', valuesText('', type.requires) || undefined],
      ['name', formatsText(type.names.map((name) => name.source))],
      ['node', type.node === undefined ? undefined : code(type.node.source)],
      ['unregister', type.unregister],
      [
        'devices',
        devices.length === 0
          ? undefined
          : fewCodes(
              devices.map((it) => it.name),
              NAMED,
            ),
      ],
    ]),
  );
}

export function contractCard(meaning: Meaning, name: string): string {
  const contract = meaning.topology.contracts.get(name);
  const entries = entriesOf(meaning, name);
  const users = meaning.topology.drivers.filter((driver) =>
    driver.uses.some((use) => use.names.some((used) => entries.some((entry) => entry.name === used))),
  );
  const lines = entries.map((it) => `${it.optional ? 'optional ' : ''}${it.prototype};`);
  return paragraphs(
    `**contract** ${code(name)} — ${countOf(entries.length, 'function')}`,
    lines.length === 0 ? undefined : block(lines.join('\n'), 'c'),
    facts([
      ['specification', contract?.spec],
      [
        'extends',
        contract === undefined || contract.extends.length === 0 ? undefined : codes(contract.extends),
      ],
      ['both or neither', contract?.together.map((it) => codes(it)).join('; ') || undefined],
      ['offered by', offerersText(meaning, name)],
      [
        'used by',
        users.length === 0
          ? undefined
          : fewCodes(
              users.map((it) => it.name),
              NAMED,
            ),
      ],
    ]),
  );
}

export function moduleCard(meaning: Meaning, name: string, module: Module | undefined): string {
  const result = meaning.run.modules.get(name);
  const drivers = meaning.topology.drivers.filter((it) => it.module === name);
  const state = result?.builtin ? 'built in' : result?.loaded ? 'loaded' : 'not loaded';
  return paragraphs(
    `**module** ${code(name)} — **${state}**`,
    facts([
      ['because', result?.why],
      ['drivers', drivers.length === 0 ? undefined : codes(drivers.map((it) => `${it.bus}/${it.name}`))],
      ['depends on', module === undefined || module.depends.length === 0 ? undefined : codes(module.depends)],
    ]),
  );
}

function offerersText({ topology }: Meaning, name: string): string | undefined {
  const buses = [...topology.buses.values()].filter((bus) =>
    bus.devices.some((it) => it.offers.some((offer) => offer.value === name)),
  );
  const drivers = topology.drivers.filter((driver) =>
    driver.probe.some(
      (step) =>
        (step.kind === 'creates' || step.kind === 'registers') &&
        [...step.offers, ...step.provides].some((offer) => offer.value === name),
    ),
  );
  const names = [...buses.map((it) => `bus ${code(it.name)}`), ...drivers.map((it) => code(lastName(it.id)))];
  return names.length === 0 ? undefined : names.slice(0, NAMED).join(', ');
}

function matchText(step: MatchStep): string {
  switch (step.kind) {
    case 'driver_override':
      return code(step.filters ? 'driver_override filters' : 'driver_override');
    case 'table':
      return code(step.table);
    case 'of_compatible':
      return code(`of_compatible ${step.path.name}`);
    case 'driver_name':
      return code(`driver_name ${step.path.name}${step.prefix ? ' prefix' : ''}`);
    case 'fails':
      return code(`fails ${step.errno}`);
    case 'new_id':
    case 'phy_id':
    case 'creator':
    case 'any':
    case 'never':
      return code(step.kind);
    default:
      return assertNever(step);
  }
}

function modaliasText(it: BusType['devices'][number]['modalias'][number]): string {
  return 'table' in it.value ? `that of ${it.value.table}` : it.value.format.source;
}

function formatsText(formats: readonly string[]): string | undefined {
  return formats.length === 0 ? undefined : codes([...new Set(formats)]);
}

function valuesText(verb: string, values: readonly Conditional<string>[]): string {
  return values.length === 0 ? '' : `${verb}${codes(values.map((it) => it.value))}`;
}
