// LC-13: a driver that matches the devices which its own probe makes. Kernel: drivers/base/bus.c:bus_add_driver.
import type { RootModel } from '../../db/model.ts';
import type { DeviceResult } from '../../driver-core/result.ts';
import type { Driver } from '../../driver-core/topology.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { probeSteps } from '../probe-steps.ts';

export const drivesItsOwnChildren: Check<'driver'> = {
  code: 'LC-13',
  aliases: [],
  title: 'a driver that matches its own children',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'driver',
  reads: 'run',
  run,
  doc: {
    why: 'device_add() offers a new device to all drivers of its bus before it returns, also to the one whose probe is just adding it. If that driver matches, its probe runs for the child and adds a grandchild, and so on: one probe inside the other until the kernel’s stack overflows. The child needs another id than its parent, or the probe a condition under which it makes none.',
    source: ['drivers/base/core.c:device_add', 'drivers/base/dd.c:__device_attach', 'domain rule LC-13'],
    firing: `driver mux on platform { id_table mux; probe { creates platform mux { id = ida; } } }
device mux.100 on platform;
`,
    corrected: `driver mux on platform { id_table mux; probe { creates platform mux-channel { id = ida; } } }
driver channel on platform { id_table mux-channel; probe { registers input; } }
device mux.100 on platform;
`,
  },
};

function* run({ id, driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  if (!driver.probe.some((step) => step.kind === 'creates' && step.of === driver.bus)) return;
  const last = model
    .devicesOn(driver.bus)
    .find((it) => it.madeBy?.driver === id && it.reason.rule === 'LC-13' && it.state !== 'bound');
  const step = probeSteps(declared, model).find(
    (it) => it.step.kind === 'creates' && it.step.of.text === driver.bus,
  );
  if (!last || !step) return;
  yield {
    message: `${whatNests(driver, last)}: each probe adds the next device from within, until the kernel’s stack overflows`,
    place: { item: step.item, site: step.step.site },
  };
}

/** The probes of a chain of different drivers nest as well: then none of them matches what it makes. */
function whatNests({ id, name }: Driver, last: DeviceResult): string {
  const isOwn = last.matching.some((it) => it.driver === id && it.verdict.result === 'yes');
  return isOwn
    ? `\`${name}\` matches what it makes`
    : `\`${name}\` makes \`${last.name}\` inside too many other probes`;
}
