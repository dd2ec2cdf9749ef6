// MK-47: a probe that takes the lock under which its device is added. Kernel: drivers/base/dd.c:device_initial_probe.
import type { RootModel } from '../../db/model.ts';
import type { Id } from '../../driver-core/topology.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { calledBy } from '../lifetime/given-back.ts';
import { type Life, livesOf, type Made } from '../lifetime/life.ts';
import { allSaid, type Said } from '../lifetime/said.ts';
import { probeSteps } from '../probe-steps.ts';
import { remembered } from '../watched-model.ts';

export const lockHeldWhileAdding: Check<'driver'> = {
  code: 'MK-47',
  aliases: [],
  title: 'a probe that takes the lock under which its device is added',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'driver',
  reads: 'run',
  run,
  doc: {
    why: 'If the driver is registered already, its `probe` runs inside the `device_add()` of whoever makes the device, in the same task. A lock that the maker holds there (`under_lock = foo_mutex`) and that `probe` takes (`acquires lock foo_mutex`), mostly by calling back into the maker’s module, is waited for by the task that holds it: a deadlock, and one that lockdep tells only when the module was loaded in that order. Add the device without the lock, or do the work that needs it outside of `probe`. A driver that is probed asynchronously runs in another task and merely waits.',
    source: [
      'drivers/base/dd.c:__device_attach',
      'net/devlink: devl_lock() around the auxiliary devices of mlx5 and ice',
      'domain rules LC-8, MK-47',
    ],
    firing: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary foo.rdma { under_lock = foo_mutex; id = ida; } }
}
driver foo_ib.rdma on auxiliary {
    module = foo_ib;
    id_table foo.rdma;
    probe {
        acquires lock foo_mutex;
        registers infiniband;
    }
}
device 0000:01:00.0 on pci { vendor = 0x1234; device = 0x0001; }
`,
    corrected: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary foo.rdma { id = ida; } }
}
driver foo_ib.rdma on auxiliary {
    module = foo_ib;
    id_table foo.rdma;
    probe {
        acquires lock foo_mutex;
        registers infiniband;
    }
}
device 0000:01:00.0 on pci { vendor = 0x1234; device = 0x0001; }
`,
  },
};

interface Held {
  readonly maker: Life;
  readonly made: Made;
  readonly lock: Said;
}

function* run({ driver, result, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  if (driver.flags.has('async')) return;
  for (const { step, item } of probeSteps(declared, model)) {
    if (step.kind !== 'acquires' || step.resource.text !== 'lock') continue;
    const holders = heldLocks(model).get(step.name.text) ?? [];
    const held = holders.find((it) => result?.matches.some((device) => isMadeBy(it, device, model)));
    if (held === undefined) continue;
    yield {
      message: `\`${held.maker.name}\` holds \`${step.name.text}\` while it adds \`${calledBy(held.made)}\`: this probe() runs inside that call and waits for its own task`,
      place: { item, site: step.name.site },
      related: [{ place: held.lock.place, message: 'held here' }],
    };
  }
}

/** Lock → who makes devices under it; drivers that take none do not ask. */
const heldLocks = remembered((model): ReadonlyMap<string, readonly Held[]> => {
  const found = new Map<string, Held[]>();
  for (const maker of livesOf(model)) {
    for (const made of maker.made) {
      for (const lock of allSaid(made, 'under_lock', model)) {
        const list = found.get(lock.text) ?? [];
        found.set(lock.text, [...list, { maker, made, lock }]);
      }
    }
  }
  return found;
});

function isMadeBy({ made }: Held, device: Id, model: RootModel): boolean {
  const place = model.placeOf(device);
  return place?.item === made.item && place.site === made.step.site;
}
