// MK-103: mediated devices are not bound by match. Kernel: drivers/vfio/mdev/mdev_driver.c:mdev_match.
import type { RootModel } from '../../db/model.ts';
import type { BusType } from '../../driver-core/topology.ts';
import type { Check, Report, StepDone } from '../check.ts';
import { deviceAt, eachStep } from '../follow.ts';

const BUS = 'mdev';

export const mdevBoundByHand: Check<'root'> = {
  code: 'MK-103',
  aliases: [],
  title: 'a mediated device bound by hand, or by whom it happens',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run,
  follow: eachStep(boundByHand),
  doc: {
    why: 'Since 6.1 `mdev_match()` returns 0: the parent’s driver names the mdev driver and `mdev_device_create()` attaches it, so a write to `bind` fails with -ENODEV. Before 5.14 the bus had no match callback at all and the first mdev driver that registered took every mediated device; a second one never got any.',
    source: [
      'drivers/vfio/mdev/mdev_driver.c:mdev_match',
      'drivers/vfio/mdev/mdev_core.c:mdev_device_create',
      'domain rule MK-103',
    ],
    firing: `kernel 5.10;
module one { loaded; }
module two { loaded; }
driver one on mdev { probe { registers vfio; } }
driver two on mdev { probe { registers vfio; } }
`,
    corrected: `kernel 6.12;
module one { loaded; }
module two { loaded; }
driver one on mdev { probe { registers vfio; } }
driver two on mdev { probe { registers vfio; } }
`,
  },
};

function* run(_root: RootModel, model: RootModel): Iterable<Report> {
  const bus = model.topology.buses.get(BUS);
  if (bus && takesAnything(bus)) yield* competing(model);
}

function* competing(model: RootModel): Iterable<Report> {
  const [first, second] = model.driversOn(BUS);
  const place = second && model.placeOf(second.id);
  if (!first || !second || !place) return;
  const firstPlace = model.placeOf(first.id);
  yield {
    message: `every mediated device fits \`${first.name}\` and \`${second.name}\`: the one that is loaded first has them all`,
    place,
    about: second.id,
    related: firstPlace ? [{ place: firstPlace, message: 'the other driver' }] : [],
  };
}

function* boundByHand({ step, place, act, failure }: StepDone, moment: RootModel): Iterable<Report> {
  if (act?.act !== 'bind' || failure?.errno !== 'ENODEV') return;
  const device = deviceAt(step.refs[0], moment);
  const match = moment.topology.buses.get(BUS)?.match;
  if (device?.bus !== BUS || device.state === 'absent' || !match?.every((it) => it.kind === 'never')) return;
  yield {
    message:
      'match() of `mdev` always says no: the write to `bind` fails with -ENODEV; the parent’s driver names the mdev driver',
    place,
    about: device.id,
  };
}

function takesAnything(bus: BusType): boolean {
  return bus.match === undefined || bus.match.some((step) => step.kind === 'any');
}
