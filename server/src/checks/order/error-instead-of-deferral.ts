// MK-80: an error that nobody retries, for something that is only late. Kernel: drivers/base/dd.c:really_probe (LC-28).
import type { RootModel } from '../../db/model.ts';
import type { NeedsStep } from '../../declare/declarations.ts';
import type { Attempt } from '../../driver-core/result.ts';
import type { Device, Driver, Id } from '../../driver-core/topology.ts';
import type { Place } from '../../link/place.ts';
import type { Check, DeviceSubject, Report } from '../check.ts';
import { probeSteps } from '../probe-steps.ts';
import { hasTrait } from './driver-traits.ts';

export const errorInsteadOfDeferral: Check<'device'> = {
  code: 'MK-80',
  aliases: [],
  title: '-ENODEV for something that is only late',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'device',
  reads: 'run',
  run,
  doc: {
    why: 'Only -EPROBE_DEFER puts a device on the list of those that are tried again. After -ENODEV or -ENXIO (“not mine”) and after any other error the device stays unbound until a new driver registers or somebody writes to `bind`: if what was missing comes a moment later, nobody notices. Errors are for what will never be there.',
    source: ['drivers/base/dd.c:really_probe, driver_deferred_probe_add', 'domain rules LC-21, LC-28, MK-80'],
    firing: `kernel 6.12 { fw_devlink = off; }
driver uart on platform { of_match_table "acme,uart"; probe { needs clock else ENODEV; } }
driver osc on platform { of_match_table "fixed-clock"; probe { registers clock; } }
device uart0 on platform { compatible = "acme,uart"; supplier osc0 as clock; }
device osc0 on platform { compatible = "fixed-clock"; }
`,
    corrected: `kernel 6.12 { fw_devlink = off; }
driver uart on platform { of_match_table "acme,uart"; probe { needs clock; } }
driver osc on platform { of_match_table "fixed-clock"; probe { registers clock; } }
device uart0 on platform { compatible = "acme,uart"; supplier osc0 as clock; }
device osc0 on platform { compatible = "fixed-clock"; }
`,
  },
};

function* run({ id, result, device, declared }: DeviceSubject, model: RootModel): Iterable<Report> {
  if (!device || !declared || !hasTrait('failing', result.bus, model)) return;
  if (result.state !== 'unbound') return;
  for (const attempt of result.matching) {
    const driver = model.driver(attempt.driver);
    const need = driver && lateNeed(driver, attempt, device, model);
    if (!driver || !need) continue;
    const { name, supplier, errno } = need;
    yield {
      message: `\`${driver.name}\` returned -${attempt.errno} because \`${name}\` of \`${model.spelling(supplier)}\` was not there yet; only -EPROBE_DEFER is tried again, so \`${model.spelling(id)}\` stays unbound`,
      place: { item: declared.item, site: declared.decl.name.site },
      ...(errno && {
        related: [{ place: errno, message: 'returned here' }],
        fixes: () => [
          {
            title: 'Return -EPROBE_DEFER',
            edits: [{ act: 'replace' as const, place: errno, text: 'EPROBE_DEFER' }],
            preferred: true,
          },
        ],
      }),
    };
    return;
  }
}

interface LateNeed {
  readonly name: string;
  readonly supplier: Id;
  /** Where the driver says which error it returns; missing for a driver of the library. */
  readonly errno: Place | undefined;
}

function lateNeed(driver: Driver, attempt: Attempt, device: Device, model: RootModel): LateNeed | undefined {
  if (attempt.errno === undefined || !['declined', 'failed'].includes(attempt.outcome)) return undefined;
  if (mayFailOtherwise(driver, attempt.errno, model)) return undefined;
  for (const step of driver.probe) {
    if (step.kind !== 'needs' || step.else !== attempt.errno) continue;
    const link = device.suppliers.find((it) => step.names.includes(it.label ?? ''));
    if (link?.label === undefined || !isLate(link.supplier, model)) continue;
    return { name: link.label, supplier: link.supplier, errno: errnoPlace(driver, link.label, model) };
  }
  return undefined;
}

/** The same error may have come from a step that is about something else. */
function mayFailOtherwise(driver: Driver, errno: string, model: RootModel): boolean {
  const steps = [...(model.topology.buses.get(driver.bus)?.probe ?? []), ...driver.probe];
  return steps.some((step) => step.kind === 'fails' && step.errno === errno);
}

/** It is there now, or will be as soon as a driver of it is loaded or gets what it waits for itself. */
function isLate(supplier: Id, model: RootModel): boolean {
  const result = model.run.devices.get(supplier);
  return result !== undefined && (result.state === 'bound' || result.matching.length > 0);
}

function errnoPlace(driver: Driver, name: string, model: RootModel): Place | undefined {
  const declared = model.declarationAs('driver', driver.id);
  if (!declared || declared.library) return undefined;
  const found = probeSteps(declared, model).find(
    ({ step }) => step.kind === 'needs' && step.else && step.names.some((it) => it.text === name),
  );
  const site = found && (found.step as NeedsStep).else?.site;
  return found && site !== undefined ? { item: found.item, site } : undefined;
}
