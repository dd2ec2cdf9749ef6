// SD-45: a bus without pm callbacks. Parav Pandit, 8 Nov 2019; kernel: drivers/base/power/main.c:device_suspend.
import type { BusType } from '../../driver-core/topology.ts';
import type { BusSubject, Check, Levels, Report } from '../check.ts';

const CALLBACKS: ReadonlySet<string> = new Set([
  'suspend',
  'resume',
  'suspend_late',
  'resume_early',
  'runtime_suspend',
  'runtime_resume',
  'freeze',
  'restore',
]);
/** The driver struct has callbacks that nothing calls. */
const RELIED_ON: Levels = { relaxed: 'warning', strict: 'warning', stricter: 'error' };

export const busWithoutPm: Check<'bus'> = {
  code: 'SD-45',
  aliases: [],
  title: 'a bus without pm callbacks',
  levels: { relaxed: 'hint', strict: 'warning', stricter: 'warning' },
  on: 'bus',
  reads: 'declarations',
  run,
  doc: {
    why: 'The PM core asks the PM domain, the device type, the class, and then the bus for a callback; only if none of them has `pm` does it call the driver’s own `dev_pm_ops`. Callbacks in the *bus’s* driver struct (`int (*suspend)(struct foo_device *)`) are therefore called by nobody unless the bus’s `pm` forwards to them. “Implement power management callbacks also on all above 3 buses?” Say `pm = forwards;` (`pm_generic_*`), or `pm = none;` if the drivers’ own `dev_pm_ops` are meant. A bus without `pm` whose drivers use only these is sound (virtio, i2c): the hint asks whether it is meant.',
    source: [
      'drivers/base/power/main.c:device_suspend',
      'Parav Pandit, 8 Nov 2019',
      'domain rules LC-56, SD-45',
    ],
    firing: `contract sf_ops { int sf_command(struct sf *sf); }
bus sf {
    device struct sf { offers sf_ops; u32 id; name = "sf.{id}"; modalias = "sf:{id}"; alloc = creator; dma = parent; }
    driver struct sf_driver { requires probe; allows remove, suspend, resume; }
    match { any; }
}
`,
    corrected: `contract sf_ops { int sf_command(struct sf *sf); }
bus sf {
    device struct sf { offers sf_ops; u32 id; name = "sf.{id}"; modalias = "sf:{id}"; alloc = creator; dma = parent; }
    driver struct sf_driver { requires probe; allows remove, suspend, resume; }
    match { any; }
    pm = forwards;
}
`,
  },
};

function* run({ bus, declared }: BusSubject): Iterable<Report> {
  if (!bus || declared.decl.replaces || bus.pm !== undefined || bus.devices.length === 0) return;
  const place = { item: declared.item, site: declared.decl.name.site };
  const callbacks = suspendCallbacks(bus);
  yield {
    message:
      callbacks.length > 0
        ? `\`${bus.name}\` has no \`pm\`, so nobody calls ${callbacks.join(', ')} of its driver struct`
        : `\`${bus.name}\` has no \`pm\`: the PM core calls the drivers' own dev_pm_ops, or nothing`,
    place,
    ...(callbacks.length > 0 && { levels: RELIED_ON }),
    fixes: () => [
      {
        title: 'Forward to the drivers',
        edits: [{ act: 'insert-inside', place, text: 'pm = forwards;' }],
        preferred: true,
      },
    ],
  };
}

function suspendCallbacks(bus: BusType): readonly string[] {
  const named = bus.drivers.flatMap((struct) =>
    [...struct.requires, ...struct.allows].map((callback) => callback.value),
  );
  return named.filter((name) => CALLBACKS.has(name)).map((name) => `\`${name}\``);
}
