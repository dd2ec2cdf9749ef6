// A driver as Markdown: its bus, module and devices, the tables it is matched by, what it uses and what the bus wants of it.
import { countOf } from '../../base/count-of.ts';
import type { Driver } from '../../driver-core/topology.ts';
import { code, codes, facts, fewCodes, paragraphs } from '../markup.ts';
import { driverStructOf, lastName, type Meaning } from '../meaning.ts';
import { callbacksText } from './device-card.ts';
import { moduleText } from './module-text.ts';

const NAMED_DEVICES = 6;

export function driverCard(meaning: Meaning, driver: Driver): string {
  const result = meaning.run.drivers.get(driver.id);
  const struct = driverStructOf(meaning, driver)?.struct;
  return paragraphs(
    `**driver** ${code(driver.name)} on ${code(driver.bus)} — **${boundText(result?.devices.length ?? 0)}**`,
    result?.registered === true
      ? undefined
      : `Not registered: ${meaning.run.modules.get(driver.module)?.loaded ? 'its registration failed' : `nothing loads ${code(driver.module)}`}.`,
    facts([
      ['devices', namesText(result?.devices ?? [])],
      ['also matches', namesText(others(result?.matches ?? [], result?.devices ?? []))],
      ['module', moduleText(driver.module, meaning.run.modules.get(driver.module))],
      ['registered', result?.order === undefined ? undefined : `${result.order}. on ${code(driver.bus)}`],
      ['matched by', tablesText(driver)],
      ['C', struct === undefined ? undefined : code(`struct ${struct}`)],
      ['flags', driver.flags.size === 0 ? undefined : codes([...driver.flags])],
      ['uses', usesText(driver)],
    ]),
    callbacksText(meaning, driver),
  );
}

function boundText(n: number): string {
  return n === 0 ? 'no device bound' : `${countOf(n, 'device')} bound`;
}

function namesText(ids: readonly string[]): string | undefined {
  return ids.length === 0 ? undefined : fewCodes(ids.map(lastName), NAMED_DEVICES);
}

function others(all: readonly string[], some: readonly string[]): readonly string[] {
  const seen = new Set(some);
  return all.filter((id) => !seen.has(id));
}

function tablesText(driver: Driver): string | undefined {
  const tables = Object.entries(driver.tables);
  if (tables.length === 0) return undefined;
  return tables.map(([name, rows]) => `${code(name)} (${countOf(rows.length, 'row')})`).join(', ');
}

function usesText(driver: Driver): string | undefined {
  const names = driver.uses.flatMap((use) => use.names);
  return names.length === 0 ? undefined : fewCodes(names, 8);
}
