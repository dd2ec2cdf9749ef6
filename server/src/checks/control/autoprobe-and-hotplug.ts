// MK-94: drivers_autoprobe = 0 against devices that are plugged in. Kernel: drivers/pci/bus.c:pci_bus_add_device (LC-19).
import type { RootModel } from '../../db/model.ts';
import type { ScenarioStep } from '../../declare/declarations.ts';
import type { BusType } from '../../driver-core/topology.ts';
import type { Check, Report } from '../check.ts';
import { deviceOf, placeOfStep, scenarios, setsAttribute, textOf } from '../scenario-steps.ts';

export const autoprobeAndHotplug: Check<'root'> = {
  code: 'MK-94',
  aliases: [],
  title: 'drivers_autoprobe = 0 on a bus that walks by itself',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'root',
  reads: 'scenarios',
  run,
  doc: {
    why: '`drivers_autoprobe = 0` stops the walk of `device_add()` and that of a new driver. PCI does not use the first: `pci_bus_add_device()` calls `device_attach()` once the resources are assigned, whatever the file says, so a hot-plugged function or a new VF is bound all the same. VFs have `sriov_drivers_autoprobe` of their PF; for anything else an override that names no driver keeps the others away.',
    source: [
      'drivers/pci/bus.c:pci_bus_add_device',
      'drivers/pci/pci-driver.c:pci_device_can_probe',
      'domain rules LC-19, LC-41, MK-94',
    ],
    firing: `driver nvme on pci { id_table { { class = 0x010802; class_mask = 0xffffff; } } }
device 0000:03:00.0 on pci { absent; vendor = 0x144d; device = 0xa808; class = 0x010802; }
scenario "keep it free" { set bus pci drivers_autoprobe = 0; plug 0000:03:00.0; }
`,
    corrected: `driver nvme on pci { id_table { { class = 0x010802; class_mask = 0xffffff; } } }
device 0000:03:00.0 on pci { absent; vendor = 0x144d; device = 0xa808; class = 0x010802; driver_override = none; }
scenario "keep it free" { plug 0000:03:00.0; }
`,
  },
};

function* run(_root: RootModel, model: RootModel): Iterable<Report> {
  for (const here of scenarios(model)) {
    const { steps } = here.decl;
    for (const [index, step] of steps.entries()) {
      const bus = model.topology.buses.get(textOf(step.refs[0]));
      if (!bus || !setsAutoprobe(step, '0') || bus.walk === undefined) continue;
      const later = whileOff(steps.slice(index + 1), bus);
      const added = later.find((it) => adds(it, bus, model));
      if (!added || isExpected(added, later, model)) continue;
      const place = placeOfStep(here, step);
      yield {
        message: `drivers_autoprobe = 0 does not keep drivers from a new device of \`${bus.name}\`: ${bus.walk}() calls device_attach() itself`,
        place,
        related: [{ place: placeOfStep(here, added), message: 'bound all the same' }],
        fixes: () =>
          added.verb === 'set'
            ? [
                {
                  title: 'Set `sriov_drivers_autoprobe` of the PF',
                  edits: [
                    {
                      act: 'replace',
                      place,
                      text: `set ${textOf(added.refs[0])} sriov_drivers_autoprobe = 0;`,
                    },
                  ],
                  preferred: true,
                },
              ]
            : [],
      };
    }
  }
}

function setsAutoprobe(step: ScenarioStep, value: string): boolean {
  return step.verb === 'set bus' && step.names[0]?.text === 'drivers_autoprobe' && step.value?.text === value;
}

/** Up to the step that turns it on again. */
function whileOff(steps: readonly ScenarioStep[], bus: BusType): readonly ScenarioStep[] {
  const on = steps.findIndex((it) => setsAutoprobe(it, '1') && textOf(it.refs[0]) === bus.name);
  return on < 0 ? steps : steps.slice(0, on);
}

function adds(step: ScenarioStep, bus: BusType, model: RootModel): boolean {
  if (step.verb === 'rescan') return step.names[0]?.text === bus.name;
  const device = deviceOf(step.refs[0], model);
  const isOfBus = device !== undefined && model.run.devices.get(device)?.bus === bus.name;
  if (setsAttribute(step, 'sriov_numvfs')) return isOfBus && step.value?.text !== '0';
  return step.verb === 'plug' && isOfBus && model.device(device)?.driverOverride === undefined;
}

/** The scenario itself says that the device gets a driver. */
function isExpected(added: ScenarioStep, later: readonly ScenarioStep[], model: RootModel): boolean {
  const device = deviceOf(added.refs[0], model);
  return later.some(
    ({ expect }) => expect?.expects === 'bound' && deviceOf(expect.subject, model) === device,
  );
}
