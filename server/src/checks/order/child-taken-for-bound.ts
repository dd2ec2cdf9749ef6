// MK-83: a probe uses the driver of a child that it has only just created. Kernel: drivers/base/core.c:device_add (LC-8).
import type { RootModel } from '../../db/model.ts';
import type { Driver } from '../../driver-core/topology.ts';
import type { Place } from '../../link/place.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { usesOf } from '../driver-bodies.ts';
import { mayDefer, probeSteps } from '../probe-steps.ts';
import { createsFor, driverMeant, driverOfUse } from './made-for-driver.ts';

export const childTakenForBound: Check<'driver'> = {
  code: 'MK-83',
  aliases: [],
  title: 'a child that is taken for bound when device_add() returns',
  levels: { relaxed: 'warning', strict: 'error', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: '`device_add()` offers the new device to the drivers that are registered, and returns 0 whatever comes of it. The child’s driver may not be loaded yet (udev loads it after the uevent), may probe asynchronously, may defer or fail. A creator that goes on as if the child’s probe had run dereferences what is not there. The child’s driver calls back when it is ready, or a bus notifier tells of BUS_NOTIFY_BOUND_DRIVER.',
    source: [
      'drivers/base/core.c:device_add',
      'drivers/base/dd.c:device_initial_probe',
      'domain rules LC-8, LC-15, LC-21, MK-83',
    ],
    firing: `driver acme.dsp on auxiliary { id_table acme.dsp; }
driver acme on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    uses acme_dsp_start of driver auxiliary/acme.dsp while probe;
    probe { creates auxiliary acme.dsp { id = ida; release = acme_release; } }
}
`,
    corrected: `driver acme.dsp on auxiliary { id_table acme.dsp; uses acme_ready of parent; }
driver acme on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary acme.dsp { id = ida; release = acme_release; } }
}
`,
  },
};

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  for (const { use, item } of usesOf(declared, model)) {
    const child = use.while?.text === 'probe' ? driverOfUse(use, model) : undefined;
    if (child && createsFor(driver, child, model)) yield taken(child, { item, site: use.site });
  }
  for (const { step, item } of probeSteps(declared, model)) {
    if (step.kind !== 'needs' || !step.driver || mayDefer(step)) continue;
    const child = driverMeant(step.driver, model);
    if (child && createsFor(driver, child, model)) yield taken(child, { item, site: step.site });
  }
}

function taken(child: Driver, place: Place): Report {
  return {
    message: `device_add() returns before \`${child.name}\` has to be bound to the child: it may be loaded, or probed, later`,
    place,
  };
}
