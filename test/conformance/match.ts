// match() and dma_configure() of the buses of a scenario: the steps of an own bus, and the kernel's platform_match() and
// auxiliary_match() (BUS-platform, BUS-auxiliary) as far as scenarios reach them.
import { EPROBE_DEFER } from '../../server/src/driver-core/base/errno.ts';
import type { RecordedStep } from '../kernel/format.ts';
import type { ReplayDevice, ReplayDriver } from './machine.ts';

/** match() of an own bus: the first step with a verdict decides. */
export function matchSteps(
  steps: readonly RecordedStep[],
  device: ReplayDevice,
  driver: ReplayDriver,
): number {
  for (const step of steps) {
    const verdict = matchStep(step, device, driver);
    if (verdict !== undefined) return verdict;
  }
  return 0;
}

export function matchPlatform({ base, override }: ReplayDevice, { op, ids }: ReplayDriver): number {
  if (override !== '') return Number(override === op.name);
  const name = platformName(base.name);
  return Number(ids.length > 0 ? ids.includes(name) : name === op.name);
}

export function matchAuxiliary(device: ReplayDevice, driver: ReplayDriver): number {
  return Number(auxiliaryId(device, driver) !== undefined);
}

/** The row that fits `MODULE.NAME.NUMBER`. */
export function auxiliaryId({ base }: ReplayDevice, { ids }: ReplayDriver): string | undefined {
  const name = base.name.slice(0, base.name.lastIndexOf('.'));
  return ids.find((id) => id === name);
}

export function configureDma(device: ReplayDevice): number {
  if (device.dmaDefers <= 0) return device.dmaError;
  device.dmaDefers--;
  return -EPROBE_DEFER;
}

function matchStep(step: RecordedStep, device: ReplayDevice, { op, ids }: ReplayDriver): number | undefined {
  const fits = ids.some((id) => id === device.id || id === '*');
  switch (step) {
    case 'override':
      return device.override === '' ? undefined : Number(device.override === op.name);
    case 'table':
      return fits ? 1 : undefined;
    case 'table_final':
      return ids.length > 0 ? Number(fits) : undefined;
    case 'driver_name':
      return op.name === device.id ? 1 : undefined;
    case 'always':
      return 1;
    case 'device_match_defer':
      return deferMatch(device);
    case 'device_match_error':
      return device.matchError === 0 ? undefined : device.matchError;
  }
}

function deferMatch(device: ReplayDevice): number | undefined {
  if (device.matchDefers <= 0) return undefined;
  device.matchDefers--;
  return -EPROBE_DEFER;
}

/** pdev->name: `serial8250.3` is number 3 of `serial8250`. */
function platformName(name: string): string {
  return name.replace(/\.\d+$/, '');
}
