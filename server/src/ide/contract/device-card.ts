// A device as Markdown: what binds it and by which rule, or why nothing does, driver by driver; then the contract between its
// C struct and its driver's. For hover, the tree's tooltip and explain.
import { addTo } from '../../base/add-to.ts';
import type { DeviceResult } from '../../driver-core/result.ts';
import type { Driver } from '../../driver-core/topology.ts';
import { code, codes, facts, fewCodes, paragraphs, prose, table } from '../markup.ts';
import {
  deviceStructOf,
  driverStructOf,
  entriesOf,
  lastName,
  type Meaning,
  makingStep,
  shortId,
} from '../meaning.ts';
import { offersOf, type UsedFunction, usedFunctions } from './functions.ts';
import { moduleText } from './module-text.ts';
import { attemptLine, bindingOf, bindingText, nearestFirst } from './why.ts';

/** Drivers named in the list of those that did not bind. */
const NAMED_ATTEMPTS = 5;

export function deviceCard(meaning: Meaning, device: DeviceResult): string {
  const driver = device.driver === undefined ? undefined : meaning.driver(device.driver);
  return paragraphs(
    headline(device),
    reasonText(device),
    otherAttempts(meaning, device),
    facts([
      ['sysfs', code(`/sys${device.path}`)],
      ['modalias', device.modalias === undefined ? undefined : code(device.modalias)],
      ['module', moduleLine(meaning, device, driver)],
      ['C', structsText(meaning, device, driver)],
      ['lifetime', lifetimeText(meaning, device)],
      ['DMA', dmaText(device)],
      ['node', device.node === undefined ? undefined : code(device.node)],
      ['udev', device.udev === undefined ? undefined : code(device.udev)],
      ['devlink', device.devlink === undefined ? undefined : code(device.devlink)],
    ]),
    driver === undefined
      ? offersText(meaning, device)
      : (functionTable(meaning, usedFunctions(meaning, driver, device)) ?? offersText(meaning, device)),
    driver === undefined ? undefined : callbacksText(meaning, driver),
  );
}

/** **device** `x` on `pci`: bound to `y`. */
function headline(device: DeviceResult): string {
  const place =
    device.class !== undefined
      ? ` of ${code(device.class)}`
      : device.bus !== undefined
        ? ` on ${code(device.bus)}`
        : '';
  const state =
    device.state === 'bound' && device.driver !== undefined
      ? `bound to ${code(lastName(device.driver))}`
      : device.state;
  return `**device** ${code(device.name)}${place} — ${device.class === undefined ? `**${state}**` : 'class device'}`;
}

function reasonText(device: DeviceResult): string {
  const binding = bindingOf(device);
  const { text, rule } = device.reason;
  const by = binding === undefined ? prose(text) : `${bindingText(binding.verdict)}${rivalsText(device)}`;
  return `${by} *(${rule})*`;
}

/** Said only where another driver matches too. */
function rivalsText(device: DeviceResult): string {
  const others = device.matching.filter((it) => it.outcome === 'busy').length;
  return others === 0 ? '' : `; first of ${others + 1} drivers that match`;
}

function otherAttempts(meaning: Meaning, device: DeviceResult): string | undefined {
  const others = device.state === 'bound' ? device.matching : nearestFirst(meaning, device);
  const worth = others.filter((attempt) => attempt.outcome !== 'bound');
  if (worth.length === 0) return undefined;
  const lines = worth.slice(0, NAMED_ATTEMPTS).map((attempt) => `- ${attemptLine(attempt, device)}`);
  const rest = worth.length - lines.length;
  return [...lines, ...(rest > 0 ? [`- ${rest} more`] : [])].join('\n');
}

function moduleLine({ run }: Meaning, device: DeviceResult, driver: Driver | undefined): string | undefined {
  if (driver !== undefined) return moduleText(driver.module, run.modules.get(driver.module));
  return device.candidates.length === 0
    ? undefined
    : `its modalias asks for ${fewCodes(device.candidates, 4)}`;
}

function structsText(meaning: Meaning, device: DeviceResult, driver: Driver | undefined): string | undefined {
  const made = makingStep(meaning, device)?.facts.struct;
  const struct = made ?? deviceStructOf(meaning, device)?.struct;
  if (struct === undefined) return undefined;
  const served = driver === undefined ? undefined : driverStructOf(meaning, driver)?.struct;
  const inside = made === undefined ? '' : innerStruct(meaning, device);
  return `${code(`struct ${struct}`)}${inside}${served === undefined ? '' : `, ${code(`struct ${served}`)}`}`;
}

function innerStruct(meaning: Meaning, device: DeviceResult): string {
  const struct = deviceStructOf(meaning, device)?.struct;
  return struct === undefined ? '' : ` around ${code(`struct ${struct}`)}`;
}

/** Who allocates and who releases. */
function lifetimeText(meaning: Meaning, device: DeviceResult): string | undefined {
  const step = makingStep(meaning, device);
  const creator = device.madeBy?.driver ?? device.madeBy?.module;
  if (step !== undefined && creator !== undefined) {
    const alloc = step.facts.alloc === undefined ? '' : ` (${step.facts.alloc})`;
    const release = step.facts.release === undefined ? '' : `, released by ${code(`${step.facts.release}`)}`;
    return `allocated by its creator ${code(lastName(creator))}${alloc}${release}`;
  }
  switch (deviceStructOf(meaning, device)?.alloc) {
    case 'core':
      return `allocated and released by the ${device.bus ?? ''} core`;
    case 'creator':
      return 'allocated and released by its creator';
    default:
      return undefined;
  }
}

function dmaText(device: DeviceResult): string | undefined {
  if (device.dma === undefined) return undefined;
  const whose = device.dma === device.id ? 'its own' : `through ${code(shortId(device.dma))}`;
  const iommu =
    device.iommu === undefined
      ? ', no IOMMU'
      : device.iommu === 'iommu'
        ? ', behind an IOMMU'
        : `, behind the IOMMU ${code(device.iommu)}`;
  const group = device.iommuGroup === undefined ? '' : `, group ${device.iommuGroup}`;
  return `${whose}${iommu}${group}`;
}

function offersText(meaning: Meaning, device: DeviceResult): string | undefined {
  const offers = offersOf(meaning, device);
  return offers.length === 0 ? undefined : `Offers its driver ${codes(offers)}.`;
}

/** A line for each contract: what the driver uses of it, and how much it leaves; then what nobody offers. */
function functionTable(meaning: Meaning, functions: readonly UsedFunction[]): string | undefined {
  const groups = new Map<string, UsedFunction[]>();
  for (const it of functions) {
    const whose = it.of === undefined ? '' : ` of ${code(it.of)}`;
    const key = `${it.contract === undefined ? '**nobody**' : code(it.contract)}${whose}`;
    addTo(groups, key, it);
  }
  const rows = [...groups].map(([offerer, used]) => {
    const names = used.map((it) => `${code(it.name)}${it.ifPresent ? ' (if present)' : ''}`).join(', ');
    const contract = used[0]?.contract;
    const left = contract === undefined ? undefined : entriesOf(meaning, contract).length - used.length;
    return [offerer, names, left === undefined ? '**missing**' : left > 0 ? `${left} more` : ''];
  });
  return table(['offered by', 'driver uses', 'not used'], rows);
}

/** The callbacks that the bus requires, and those that it allows and the driver has. */
export function callbacksText(meaning: Meaning, driver: Driver): string | undefined {
  const struct = driverStructOf(meaning, driver);
  const has = callbacksOf(driver);
  const required = (struct?.requires ?? []).map(({ value }) => [value, 'required', has.has(value)] as const);
  const allowed = (struct?.allows ?? []).flatMap(({ value }) =>
    has.has(value) ? [[value, 'allowed', true] as const] : [],
  );
  const rows = [...new Map([...required, ...allowed].map((row) => [row[0], row])).values()];
  return table(
    ['callback', 'bus', 'driver'],
    rows.map(([name, wish, there]) => [code(name), wish, there ? 'provided' : '**missing**']),
  );
}

/** probe and remove are there without being written: they succeed and undo. */
function callbacksOf(driver: Driver): ReadonlySet<string> {
  return new Set([
    'probe',
    'remove',
    ...(driver.sriovConfigure === undefined ? [] : ['sriov_configure']),
    ...Object.keys(driver.tables),
    ...driver.pm,
  ]);
}
