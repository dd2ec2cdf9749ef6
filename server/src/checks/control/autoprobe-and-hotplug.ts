// MK-94: drivers_autoprobe = 0 against devices that are plugged in. Kernel: drivers/pci/bus.c:pci_bus_add_device (LC-19).
import type { RootModel } from '../../db/model.ts';
import type { Id } from '../../driver-core/topology.ts';
import { first } from '../../driver-core/value.ts';
import type { Fix } from '../../link/fix.ts';
import type { Follower, Report, StepCheck, StepDone } from '../check.ts';
import { nameIn, saidBound } from '../follow.ts';

export const autoprobeAndHotplug: StepCheck = {
  code: 'MK-94',
  aliases: [],
  title: 'drivers_autoprobe = 0 on a bus that walks by itself',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'step',
  follow,
  doc: {
    why: '`drivers_autoprobe = 0` stops the walk of `device_add()` and that of a new driver. PCI does not use the first: `pci_bus_add_device()` calls `device_attach()` once the resources are assigned, whatever the file says, so a hot-plugged function or a new VF is bound all the same. VFs have `sriov_drivers_autoprobe` of their PF; for anything else an override that names no driver keeps the others away.',
    source: [
      'drivers/pci/bus.c:pci_bus_add_device',
      'drivers/pci/pci-driver.c:pci_device_can_probe',
      'domain rules LC-19, LC-41, MK-94',
    ],
    firing: `module nvme { loaded; }
driver nvme on pci { id_table { { class = 0x010802; class_mask = 0xffffff; } } }
device 0000:03:00.0 on pci { absent; vendor = 0x144d; device = 0xa808; class = 0x010802; }
scenario "keep it free" { set bus pci drivers_autoprobe = 0; plug 0000:03:00.0; }
`,
    corrected: `module nvme { loaded; }
driver nvme on pci { id_table { { class = 0x010802; class_mask = 0xffffff; } } }
device 0000:03:00.0 on pci { absent; vendor = 0x144d; device = 0xa808; class = 0x010802; driver_override = none; }
scenario "keep it free" { plug 0000:03:00.0; }
`,
  },
};

/** A 0 that was written for a bus which walks by itself. */
interface Off {
  readonly at: StepDone;
  readonly bus: string;
  /** The function that walks. */
  readonly walk: string;
  /** Device → the step that added it, and a driver took it. */
  readonly taken: Map<Id, StepDone>;
}

function follow(): Follower {
  const all: Off[] = [];
  const now = new Map<string, Off>();
  return {
    step(done, moment) {
      const { act, outcome } = done;
      if (act?.act === 'set bus' && outcome?.errno === undefined) {
        const off = turnedOff(done, act.bus, first(act.value) === 0, moment);
        if (off) all.push(off);
        if (off) now.set(act.bus, off);
        else now.delete(act.bus);
      }
      for (const { bus, taken } of now.values())
        for (const id of takenBy(done, bus, moment)) taken.set(id, done);
      const said = saidBound(done, moment);
      if (said) for (const { taken } of all) taken.delete(said.id);
      return [];
    },
    end: () => all.flatMap((it) => toReport(it) ?? []),
  };
}

function turnedOff(at: StepDone, bus: string, isOff: boolean, { topology }: RootModel): Off | undefined {
  const walk = topology.buses.get(bus)?.walk;
  return isOff && walk !== undefined ? { at, bus, walk, taken: new Map() } : undefined;
}

/** New devices of the bus that have a driver, unless by an override that names it. */
function* takenBy({ events }: StepDone, bus: string, moment: RootModel): Iterable<Id> {
  for (const event of events) {
    if (event.kind !== 'add' || event.device.bus?.name !== bus) continue;
    const device = moment.run.devices.get(event.device.id);
    const driver = moment.driver(device?.driver ?? '')?.name;
    if (device && driver !== undefined && device.driverOverride !== driver) yield device.id;
  }
}

/** Of the first that was taken. */
function toReport({ at, bus, walk, taken }: Off): Report | undefined {
  const [first] = taken;
  if (!first) return undefined;
  const [about, added] = first;
  return {
    message: `drivers_autoprobe = 0 does not keep drivers from a new device of \`${bus}\`: ${walk}() calls device_attach() itself`,
    place: at.place,
    about,
    related: [{ place: added.place, message: 'bound all the same' }],
    fixes: () => forVfs(at, added),
  };
}

function forVfs(at: StepDone, added: StepDone): readonly Fix[] {
  if (added.step.verb !== 'set') return [];
  const text = `set ${nameIn(added)} sriov_drivers_autoprobe = 0;`;
  return [
    {
      title: 'Set `sriov_drivers_autoprobe` of the PF',
      edits: [{ act: 'replace', place: at.place, text }],
      preferred: true,
    },
  ];
}
