// MK-96: VFs that are meant for vfio and are given to the net driver first. Kernel: drivers/pci/pci-driver.c:pci_device_can_probe (BUS-pci).
import { addTo } from '../../base/add-to.ts';
import type { RootModel } from '../../db/model.ts';
import type { Event } from '../../driver-core/base/event.ts';
import type { Driver, Id } from '../../driver-core/topology.ts';
import { first } from '../../driver-core/value.ts';
import type { Fix } from '../../link/fix.ts';
import { driverId } from '../../link/ids.ts';
import type { Follower, Levels, Report, StepCheck, StepDone } from '../check.ts';
import { deviceAt, driverAt, nameIn, written } from '../follow.ts';
import { isVfio } from './vfio-drivers.ts';

const FILE = 'sriov_drivers_autoprobe';
const TITLE = `Write 0 to \`${FILE}\` before`;

/** They are there since the boot: who made them may have had no choice. */
const SINCE_BOOT: Levels = { relaxed: 'off', strict: 'hint', stricter: 'warning' };

export const vfBoundBeforeVfio: StepCheck = {
  code: 'MK-96',
  aliases: [],
  title: 'VFs meant for vfio that another driver takes first',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'step',
  follow,
  doc: {
    why: 'New VFs are offered to all drivers like any other function, so the net driver of the PF takes them, creates an interface, lets udev rename it, and all of it is undone again when the VF is unbound for vfio. With 0 in the PF’s `sriov_drivers_autoprobe` before `sriov_numvfs` is written, `pci_device_can_probe()` keeps every driver away that `driver_override` does not name.',
    source: [
      'drivers/pci/pci-driver.c:pci_device_can_probe',
      'drivers/pci/iov.c:sriov_drivers_autoprobe_store',
      'domain rules BUS-pci, MK-96',
    ],
    firing: `driver ixgbevf on pci { id_table { { vendor = 0x8086; device = 0x10ed; } } }
driver vfio-pci on pci { module = vfio_pci; driver_managed_dma; id_table { { override_only; } } probe { registers vfio; } }
driver ixgbe on pci { id_table { { vendor = 0x8086; device = 0x10fb; } } sriov_configure { creates vf; } }
device 0000:05:00.0 on pci { vendor = 0x8086; device = 0x10fb; vf 0000:05:10.0 { absent; device = 0x10ed; } }
scenario "a VF for a guest" {
    set 0000:05:00.0 sriov_numvfs = 1;
    unbind 0000:05:10.0;
    modprobe vfio_pci;
    set 0000:05:10.0 driver_override = vfio-pci;
    drivers_probe 0000:05:10.0;
}
`,
    corrected: `driver ixgbevf on pci { id_table { { vendor = 0x8086; device = 0x10ed; } } }
driver vfio-pci on pci { module = vfio_pci; driver_managed_dma; id_table { { override_only; } } probe { registers vfio; } }
driver ixgbe on pci { id_table { { vendor = 0x8086; device = 0x10fb; } } sriov_configure { creates vf; } }
device 0000:05:00.0 on pci { vendor = 0x8086; device = 0x10fb; vf 0000:05:10.0 { absent; device = 0x10ed; } }
scenario "a VF for a guest" {
    set 0000:05:00.0 sriov_drivers_autoprobe = 0;
    set 0000:05:00.0 sriov_numvfs = 1;
    modprobe vfio_pci;
    set 0000:05:10.0 driver_override = vfio-pci;
    drivers_probe 0000:05:10.0;
}
`,
  },
};

/** What the steps so far did to the VFs of the machine. */
interface Vfs {
  /** The step that made it; the others are there since the boot. */
  readonly made: Map<Id, StepDone>;
  /** The driver that took it, by itself. */
  readonly takenBy: Map<Id, Driver | undefined>;
  /** Steps that undid it. */
  readonly unbinds: Map<Id, StepDone[]>;
}

function follow(start: RootModel): Follower {
  const vfs: Vfs = { made: new Map(), takenBy: new Map(), unbinds: new Map() };
  const told = new Set<Id>();
  return {
    *step(done, moment) {
      for (const event of done.events) note(vfs, event, done, moment);
      const vf = isMeant(done, moment) ? deviceAt(done.step.refs[0], moment)?.id : undefined;
      const pf = moment.device(vf ?? '')?.physfn;
      if (vf === undefined || pf === undefined || told.has(vf)) return;
      told.add(vf);
      if (!vfs.takenBy.has(vf)) vfs.takenBy.set(vf, holderIn(start, vf));
      yield* takenFirst({ vf, pf }, vfs, done, moment);
    },
  };
}

/** `set VF driver_override = vfio-pci`, `bind VF to vfio-pci`: somebody means it for vfio. */
function isMeant(done: StepDone, moment: RootModel): boolean {
  const { step, act } = done;
  const override = written(done, 'driver_override');
  if (!override && act?.act !== 'bind') return false;
  const bus = deviceAt(step.refs[0], moment)?.bus;
  const driver = override
    ? moment.driver(driverId(bus ?? '', String(first(override.value))))
    : driverAt(step.refs[1], moment, bus);
  return driver !== undefined && isVfio(driver);
}

function note({ made, takenBy, unbinds }: Vfs, event: Event, done: StepDone, moment: RootModel): void {
  if (!('device' in event) || moment.device(event.device.id)?.physfn === undefined) return;
  const { id } = event.device;
  if (event.kind === 'add') made.set(id, done);
  if (event.kind === 'add' || event.kind === 'del') takenBy.set(id, undefined);
  if (event.kind === 'remove' && done.step.verb === 'unbind') addTo(unbinds, id, done);
  const isBound = event.kind === 'notify' && event.what === 'bound';
  const holder = isBound && done.step.verb !== 'bind' ? holderIn(moment, id) : undefined;
  // By hand, or by an override that names it: nobody is surprised.
  if (holder && moment.run.devices.get(id)?.driverOverride !== holder.name) takenBy.set(id, holder);
}

function holderIn(model: RootModel, id: Id): Driver | undefined {
  return model.driver(model.run.devices.get(id)?.driver ?? '');
}

interface Meant {
  readonly vf: Id;
  readonly pf: Id;
}

function* takenFirst({ vf, pf }: Meant, vfs: Vfs, done: StepDone, moment: RootModel): Iterable<Report> {
  const holder = vfs.takenBy.get(vf);
  if (!holder || isVfio(holder)) return;
  const made = vfs.made.get(vf);
  yield {
    message: `\`${moment.spelling(vf)}\` is meant for vfio, but \`${holder.name}\` takes it first: ${FILE} of \`${moment.spelling(pf)}\` is 1`,
    place: (made ?? done).place,
    about: vf,
    ...(!made && { levels: SINCE_BOOT }),
    fixes: () => (made ? beforeEnabling(made, vfs.unbinds.get(vf) ?? []) : inDeclaration(pf, moment)),
  };
}

/** What unbound the VF from the driver that took it goes. */
function beforeEnabling(made: StepDone, unbinds: readonly StepDone[]): readonly Fix[] {
  if (made.step.verb !== 'set') return [];
  const text = `set ${nameIn(made)} ${FILE} = 0;`;
  return [
    {
      title: TITLE,
      edits: [
        { act: 'insert-before', place: made.place, text },
        ...unbinds.map((it) => ({ act: 'delete' as const, place: it.place })),
      ],
      preferred: true,
    },
  ];
}

function inDeclaration(pf: Id, moment: RootModel): readonly Fix[] {
  const declared = moment.declarationAs('device', pf);
  if (!declared) return [];
  const place = { item: declared.item, site: declared.decl.name.site };
  return [{ title: TITLE, edits: [{ act: 'insert-inside', place, text: `${FILE} = 0;` }] }];
}
