// MK-81: a probe that defers for what nothing will ever supply. Kernel: drivers/base/dd.c (LC-28, LC-30).
import type { RootModel } from '../../db/model.ts';
import type { Device, Driver } from '../../driver-core/topology.ts';
import type { Fix } from '../../link/fix.ts';
import type { Check, DeviceSubject, Report } from '../check.ts';
import { mayDefer, probeSteps } from '../probe-steps.ts';
import { hasTrait } from './driver-traits.ts';

export const deferralForNothing: Check<'device'> = {
  code: 'MK-81',
  aliases: [],
  title: 'deferral for something that can never come',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'device',
  reads: 'run',
  run,
  doc: {
    why: 'A probe that returns -EPROBE_DEFER for something optional that this machine does not have never ends: the device stays in `/sys/kernel/debug/devices_deferred`, each bind anywhere tries it in vain, and the deferred-probe timeout only warns. The `_optional` getters (`devm_clk_get_optional()`, `devm_gpiod_get_optional()`) return NULL when firmware names no supplier, and defer when it names one that is late.',
    source: [
      'drivers/base/dd.c:deferred_probe_timeout_work_func, driver_deferred_probe_check_state',
      'domain rules LC-28, LC-30, MK-81',
    ],
    firing: `driver tmp102 on i2c { id_table tmp102; probe { needs regulator; } }
device 1-0048 on i2c { name = tmp102; }
`,
    corrected: `driver tmp102 on i2c { id_table tmp102; probe { needs regulator if present; } }
device 1-0048 on i2c { name = tmp102; }
`,
  },
};

function* run({ result, device, declared }: DeviceSubject, model: RootModel): Iterable<Report> {
  if (!device || !declared || !hasTrait('deferring', result.bus, model)) return;
  if (result.state !== 'deferred') return;
  for (const { driver: id, outcome } of result.matching) {
    const driver = outcome === 'deferred' ? model.driver(id) : undefined;
    const name = driver && lacking(driver, device);
    if (!driver || name === undefined) continue;
    yield {
      message: `\`${driver.name}\` defers for \`${name}\`, which nothing supplies to it: no bind will ever end the wait`,
      place: { item: declared.item, site: declared.decl.name.site },
      fixes: () => optional(id, name, model),
    };
  }
}

/** The first resource that the driver waits for and that the device names no supplier of. */
function lacking({ probe }: Driver, { suppliers }: Device): string | undefined {
  const asked = probe.filter((it) => it.kind === 'needs' && it.else === undefined && !it.ifPresent);
  const names = asked.flatMap((it) => (it.kind === 'needs' ? it.names : []));
  return names.find((name) => !suppliers.some((it) => it.label === name));
}

/** In the driver, where it is the user's own. */
function optional(driver: string, name: string, model: RootModel): readonly Fix[] {
  const declared = model.declarationAs('driver', driver);
  if (!declared || declared.library) return [];
  for (const { step, item } of probeSteps(declared, model)) {
    if (step.kind !== 'needs' || !mayDefer(step) || step.names.length !== 1) continue;
    const [asked] = step.names;
    if (asked?.text !== name || step.else) continue;
    const place = { item, site: asked.site };
    return [{ title: 'Make it optional', edits: [{ act: 'replace', place, text: `${name} if present` }] }];
  }
  return [];
}
