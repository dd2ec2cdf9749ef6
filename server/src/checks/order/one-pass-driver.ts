// MK-84: platform_driver_probe() for what may be late. Kernel: drivers/base/platform.c:__platform_driver_probe (LC-11).
import type { RootModel } from '../../db/model.ts';
import { holdsAt } from '../../link/guard.ts';
import type { Place } from '../../link/place.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { driverBodies } from '../driver-bodies.ts';
import { mayDefer, neededBy, probeSteps } from '../probe-steps.ts';

const FLAG = 'platform_driver_probe';

export const onePassDriver: Check<'driver'> = {
  code: 'MK-84',
  aliases: [],
  title: 'platform_driver_probe() with what may defer or come later',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'driver',
  reads: 'run',
  run,
  doc: {
    why: '`platform_driver_probe()` is for devices that are there when the driver registers: its probe may be in `__init` memory, so it is called in that one pass and never again. -EPROBE_DEFER becomes -ENXIO, a device that is added later never binds, and if nothing bound the registration itself fails with -ENODEV. What may be late needs `platform_driver_register()`.',
    source: ['drivers/base/platform.c:__platform_driver_probe', 'domain rules LC-11, MK-84'],
    firing: `driver rtc on platform { of_match_table "acme,rtc"; platform_driver_probe; probe { needs clock; } }
`,
    corrected: `driver rtc on platform { of_match_table "acme,rtc"; probe { needs clock; } }
`,
  },
};

function* run({ driver, result, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  const flag = flagPlace({ driver, declared }, model);
  if (!flag) return;
  const fixes = () => [
    {
      title: 'Register it with platform_driver_register()',
      edits: [{ act: 'delete' as const, place: flag }],
      preferred: true,
    },
  ];
  for (const { step, item } of probeSteps(declared, model)) {
    if (!mayDefer(step)) continue;
    const what = step.kind === 'needs' ? `${neededBy(step)} is late` : 'it defers';
    yield {
      message: `platform_driver_probe() makes -ENXIO of -EPROBE_DEFER: if ${what}, the device is never probed again`,
      place: { item, site: step.site },
      related: [{ place: flag, message: 'one pass, at registration' }],
      fixes,
    };
  }
  const late = result?.matches.find((id) => comesLater(id, driver.id, model));
  if (late === undefined) return;
  yield {
    message: `\`${model.spelling(late)}\` may come after the one pass of platform_driver_probe(): it never binds then`,
    place: flag,
    fixes,
  };
}

/** Made by a driver, or plugged in while a scenario runs. */
function comesLater(id: string, driver: string, model: RootModel): boolean {
  const device = model.run.devices.get(id);
  if (device === undefined || device.driver === driver) return false;
  return device.madeBy !== undefined || model.device(id)?.absent === true;
}

function flagPlace(
  { driver, declared }: Pick<DriverSubject, 'driver' | 'declared'>,
  model: RootModel,
): Place | undefined {
  if (!driver.flags.has(FLAG)) return undefined;
  for (const { decl, item } of driverBodies(declared, model)) {
    const fact = decl.facts.find((it) => it.name.text === FLAG && holdsAt(it, model.kernel));
    if (fact) return { item, site: fact.site };
  }
  return undefined;
}
