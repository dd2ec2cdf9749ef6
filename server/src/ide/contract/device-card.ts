// A device as Markdown: what binds it and by which rule, or why nothing does, driver by driver; then the contract between its
// C struct and its driver's. For hover, the tree's tooltip and explain.
import type { Attempt, DeviceResult } from '../../driver-core/result.ts';
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
  const others = device.attempts.filter((it) => it.outcome === 'busy').length;
  return others === 0 ? '' : `; first of ${others + 1} drivers that match`;
}

function otherAttempts(device: DeviceResult): string | undefined {
  const others = nearestFirst(device).filter((attempt) => attempt.outcome !== 'bound');
  const worth = device.state === 'bound' ? others.filter((it) => it.outcome !== 'no match') : others;
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
  if (module?.builtin) return `${code(driver.module)}, built in`;
  return module?.why === undefined ? code(driver.module) : `${code(driver.module)}, loaded by ${module.why}`;
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
  const iommu = device.iommu === undefined ? ', no IOMMU' : `, IOMMU ${code(device.iommu)}`;
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

/** The callbacks that the bus requires and allows, against what the driver is known to have. */
export function callbacksText(meaning: Meaning, driver: Driver): string | undefined {
  const struct = driverStructOf(meaning, driver);
  if (struct === undefined || struct.requires.length + struct.allows.length === 0) return undefined;
  const has = [
    ...(driver.remove === undefined ? [] : ['remove']),
    ...(driver.sriovConfigure === undefined ? [] : ['sriov_configure']),
    ...driver.pm,
  ];
  const required = struct.requires.map((it) => it.value);
  return facts([
    ['required', required.length === 0 ? undefined : codes(required)],
    ['provided besides', has.length === 0 ? undefined : codes(has)],
  ]);
}
