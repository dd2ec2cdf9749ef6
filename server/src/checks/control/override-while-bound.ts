// MK-91: driver_override written while another driver has the device. Kernel: drivers/base/driver.c (LC-42).
import type { RootModel } from '../../db/model.ts';
import type { DeviceResult } from '../../driver-core/result.ts';
import type { Id } from '../../driver-core/topology.ts';
import { first } from '../../driver-core/value.ts';
import { textsOf } from '../../link/names.ts';
import type { Follower, Report, StepCheck, StepDone } from '../check.ts';
import { deviceAt, nameIn, type SetAct, saidBound, written } from '../follow.ts';

export const overrideWhileBound: StepCheck = {
  code: 'MK-91',
  aliases: [],
  title: 'an override that nothing acts on',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'step',
  follow,
  doc: {
    why: 'A write to `driver_override` stores a name and does nothing else: it neither unbinds the driver that has the device nor probes the new one, nor loads a module. The name counts at the next walk. So: write the override, write the device to `unbind` of its driver, write it to `drivers_probe`.',
    source: ['drivers/base/driver.c:driver_set_override', 'domain rules LC-42, MK-91'],
    firing: `driver e1000e on pci { id_table { { vendor = 0x8086; device = 0x1502; } } }
module vfio_pci { loaded; }
driver vfio-pci on pci { module = vfio_pci; driver_managed_dma; id_table { { override_only; } } probe { registers vfio; } }
device 0000:00:19.0 on pci { vendor = 0x8086; device = 0x1502; }
scenario "to vfio" { set 0000:00:19.0 driver_override = vfio-pci; }
`,
    corrected: `driver e1000e on pci { id_table { { vendor = 0x8086; device = 0x1502; } } }
module vfio_pci { loaded; }
driver vfio-pci on pci { module = vfio_pci; driver_managed_dma; id_table { { override_only; } } probe { registers vfio; } }
device 0000:00:19.0 on pci { vendor = 0x8086; device = 0x1502; }
scenario "to vfio" { set 0000:00:19.0 driver_override = vfio-pci; unbind 0000:00:19.0; drivers_probe 0000:00:19.0; }
`,
  },
};

/** An override of a device that a driver has all the while. */
interface Unheard {
  readonly at: StepDone;
  readonly device: Id;
  readonly holder: string;
  /** Somebody asks for a walk, in vain. */
  readonly isProbed: boolean;
}

function follow(): Follower {
  const unheard = new Map<Id, Unheard>();
  return {
    step(done, moment) {
      for (const event of done.events) if (event.kind === 'remove') unheard.delete(event.device.id);
      const override = written(done, 'driver_override');
      if (!override && unheard.size === 0) return [];
      const device = saidBound(done, moment) ?? deviceAt(done.step.refs[0], moment);
      if (!device) return [];
      const now = override ? begins(done, override, device, moment) : goesOn(unheard.get(device.id), done);
      if (now) unheard.set(device.id, now);
      else unheard.delete(device.id);
      return [];
    },
    end: () => [...unheard.values()].map(toReport),
  };
}

/** Nothing if its own driver is named, or none. */
function begins(
  at: StepDone,
  override: SetAct,
  { id, driver }: DeviceResult,
  moment: RootModel,
): Unheard | undefined {
  const wanted = String(first(override.value) ?? '');
  const holder = driver === undefined ? undefined : moment.driver(driver)?.name;
  if (holder === undefined || wanted === '' || wanted === holder) return undefined;
  return { at, device: id, holder, isProbed: false };
}

/** Nothing once somebody takes the device from its driver, also in vain, or says that it keeps it. */
function goesOn(before: Unheard | undefined, { step }: StepDone): Unheard | undefined {
  if (!before || TAKES.has(step.verb)) return undefined;
  const { expect } = step;
  const said = expect?.expects === 'bound' && expect.driver ? textsOf(expect.driver).at(-1) : undefined;
  if (said === before.holder) return undefined;
  return step.verb === 'drivers_probe' ? { ...before, isProbed: true } : before;
}

const TAKES: ReadonlySet<string> = new Set(['unbind', 'remove', 'unplug', 'delete']);

function toReport({ at, holder, isProbed, device }: Unheard): Report {
  const name = nameIn(at);
  const { place } = at;
  const text = `unbind ${name};${isProbed ? '' : ` drivers_probe ${name};`}`;
  return {
    message: `\`${name}\` stays bound to \`${holder}\`: driver_override counts at the next walk only, and nothing unbinds the device`,
    place,
    about: device,
    fixes: () => [
      { title: `Add \`${text}\``, edits: [{ act: 'insert-after', place, text }], preferred: true },
    ],
  };
}
