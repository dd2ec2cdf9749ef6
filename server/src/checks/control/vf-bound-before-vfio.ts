// MK-96: VFs that are meant for vfio and are given to the net driver first. Kernel: drivers/pci/pci-driver.c:pci_device_can_probe (BUS-pci).
import type { RootModel } from '../../db/model.ts';
import type { ScenarioStep } from '../../declare/declarations.ts';
import type { Device, Id } from '../../driver-core/topology.ts';
import type { Fix } from '../../link/fix.ts';
import type { Check, Levels, Report } from '../check.ts';
import {
  deviceOf,
  driverOf,
  placeOfStep,
  type ScenarioHere,
  scenarios,
  setsAttribute,
  textOf,
} from '../scenario-steps.ts';
import { isVfio } from './vfio-drivers.ts';

const FILE = 'sriov_drivers_autoprobe';
const TITLE = `Write 0 to \`${FILE}\` before`;

/** They are there since the boot: who made them may have had no choice. */
const SINCE_BOOT: Levels = { relaxed: 'off', strict: 'hint', stricter: 'warning' };

export const vfBoundBeforeVfio: Check<'root'> = {
  code: 'MK-96',
  aliases: [],
  title: 'VFs meant for vfio that another driver takes first',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'root',
  reads: 'scenarios',
  run,
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

function* run(_root: RootModel, model: RootModel): Iterable<Report> {
  for (const here of scenarios(model)) {
    const told = new Set<Id>();
    for (const [index, step] of here.decl.steps.entries()) {
      const vf = vfForVfio(step, model);
      if (!vf || told.has(vf.id)) continue;
      told.add(vf.id);
      const report = takenFirst(vf, here, here.decl.steps.slice(0, index), step, model);
      if (report) yield report;
    }
  }
}

/** `set VF driver_override = vfio-pci`, `bind VF to vfio-pci`: what somebody means the VF for. */
function vfForVfio(step: ScenarioStep, model: RootModel): Device | undefined {
  const id = deviceOf(step.refs[0], model);
  const device = id === undefined ? undefined : model.device(id);
  if (device?.physfn === undefined || device.driverOverride !== undefined) return undefined;
  const name = setsAttribute(step, 'driver_override') ? step.value?.text : undefined;
  const driver =
    step.verb === 'bind'
      ? model.driver(driverOf(step.refs[1], model) ?? '')
      : model.driversOn(device.bus ?? '').find((it) => it.name === name);
  return driver && isVfio(driver) ? device : undefined;
}

function takenFirst(
  vf: Device,
  here: ScenarioHere,
  before: readonly ScenarioStep[],
  meant: ScenarioStep,
  model: RootModel,
): Report | undefined {
  const pf = vf.physfn;
  if (pf === undefined || model.device(pf)?.fields[FILE] === 0) return undefined;
  const ofPf = before.filter((it) => deviceOf(it.refs[0], model) === pf);
  if (ofPf.some((it) => setsAttribute(it, FILE) && it.value?.text === '0')) return undefined;
  const enabled = ofPf.find((it) => setsAttribute(it, 'sriov_numvfs') && it.value?.text !== '0');
  const holder = model.driver(model.run.devices.get(vf.id)?.driver ?? '');
  if (enabled ? !vf.absent : !holder || isVfio(holder)) return undefined;
  const name = model.spelling(vf.id);
  const who = holder ? `\`${holder.name}\`` : 'whatever driver matches';
  return {
    message: `\`${name}\` is meant for vfio, but ${who} takes it first: ${FILE} of \`${model.spelling(pf)}\` is 1`,
    place: placeOfStep(here, enabled ?? meant),
    ...(!enabled && { levels: SINCE_BOOT }),
    fixes: () => (enabled ? beforeEnabling(vf, enabled, before, here, model) : inDeclaration(pf, model)),
  };
}

/** What unbound the VF from the driver that took it goes. */
function beforeEnabling(
  vf: Device,
  enabled: ScenarioStep,
  before: readonly ScenarioStep[],
  here: ScenarioHere,
  model: RootModel,
): readonly Fix[] {
  const unbinds = before.filter((it) => it.verb === 'unbind' && deviceOf(it.refs[0], model) === vf.id);
  const text = `set ${textOf(enabled.refs[0])} ${FILE} = 0;`;
  return [
    {
      title: TITLE,
      edits: [
        { act: 'insert-before', place: placeOfStep(here, enabled), text },
        ...unbinds.map((it) => ({ act: 'delete' as const, place: placeOfStep(here, it) })),
      ],
      preferred: true,
    },
  ];
}

function inDeclaration(pf: Id, model: RootModel): readonly Fix[] {
  const declared = model.declarationAs('device', pf);
  if (!declared) return [];
  const place = { item: declared.item, site: declared.decl.name.site };
  return [{ title: TITLE, edits: [{ act: 'insert-inside', place, text: `${FILE} = 0;` }] }];
}
