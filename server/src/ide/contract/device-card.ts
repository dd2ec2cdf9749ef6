// A device as Markdown: what binds it and by which rule, or why nothing does, driver by driver; then the contract between its
// C struct and its driver's. For hover, the tree's tooltip and explain.
import type { Attempt, DeviceResult, ModuleResult } from '../../driver-core/result.ts';
import type { Driver } from '../../driver-core/topology.ts';
import { code, codes, facts, fewCodes, paragraphs, table } from '../markup.ts';
import { deviceStructOf, driverStructOf, lastName, type Meaning, makingStep, shortId } from '../meaning.ts';
import { offersOf, type UsedFunction, usedFunctions } from './functions.ts';
import { attemptLine, bindingOf, nearestFirst, stepText } from './why.ts';

/** Drivers named in the list of those that did not bind. */
const NAMED_ATTEMPTS = 5;

export function deviceCard(meaning: Meaning, device: DeviceResult): string {
  const driver = device.driver === undefined ? undefined : meaning.driver(device.driver);
  return paragraphs(
    headline(device),
    reasonText(device),
    otherAttempts(device),
    facts([
      ['sysfs', code(`/sys${device.path}`)],
      ['modalias', device.modalias === undefined ? undefined : code(device.modalias)],
      ['module', moduleText(meaning, device, driver)],
      ['C', structsText(meaning, device, driver)],
      ['lifetime', lifetimeText(meaning, device)],
      ['DMA', dmaText(device)],
      ['node', device.node === undefined ? undefined : code(device.node)],
      ['udev', device.udev === undefined ? undefined : code(device.udev)],
      ['devlink', device.devlink === undefined ? undefined : code(device.devlink)],
    ]),
    driver === undefined
      ? offersText(meaning, device)
      : (functionTable(usedFunctions(meaning, driver, device)) ?? offersText(meaning, device)),
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
  const by = binding === undefined ? text : `${stepText(binding.verdict)} fits${fieldsText(device, binding)}`;
  return `${by} *(${rule})*`;
}

function fieldsText(device: DeviceResult, binding: Attempt): string {
  if (binding.verdict.row === undefined) return '';
  const others = device.matching.filter((it) => it.outcome === 'busy').length;
  return others === 0 ? '' : `; first of ${others + 1} drivers that match`;
}

function otherAttempts(device: DeviceResult): string | undefined {
  const others = device.state === 'bound' ? device.matching : nearestFirst(device);
  const worth = others.filter((attempt) => attempt.outcome !== 'bound');
  if (worth.length === 0) return undefined;
  const lines = worth.slice(0, NAMED_ATTEMPTS).map((attempt) => `- ${attemptLine(attempt)}`);
  const rest = worth.length - lines.length;
  return [...lines, ...(rest > 0 ? [`- ${rest} more`] : [])].join('\n');
}

function moduleText({ run }: Meaning, device: DeviceResult, driver: Driver | undefined): string | undefined {
  if (driver === undefined) {
    return device.candidates.length === 0
      ? undefined
      : `its modalias asks for ${fewCodes(device.candidates, 4)}`;
  }
  const module = run.modules.get(driver.module);
  return `${code(driver.module)}${loadText(module, device)}`;
}

function loadText(module: ModuleResult | undefined, device: DeviceResult): string {
  if (module?.builtin) return ', built in';
  if (module?.why === undefined) return '';
  return module.why === `${device.modalias} of ${device.name}`
    ? ', loaded by its modalias'
    : `, loaded by ${module.why}`;
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

function functionTable(functions: readonly UsedFunction[]): string | undefined {
  return table(
    ['driver uses', 'offered by'],
    functions.map((it) => [
      `${code(it.name)}${it.of === undefined ? '' : ` of ${code(it.of)}`}`,
      it.contract !== undefined
        ? code(it.contract)
        : it.ifPresent
          ? 'nobody (used if present)'
          : '**missing**',
    ]),
  );
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
