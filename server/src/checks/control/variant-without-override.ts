// MK-92: a driver that waits for driver_override, and nobody sets it. Kernel: drivers/pci/pci-driver.c:pci_match_device (LC-70).
import type { RootModel } from '../../db/model.ts';
import type { ScenarioStep } from '../../declare/declarations.ts';
import type { Driver } from '../../driver-core/topology.ts';
import { foldModule } from '../../link/ids.ts';
import type { Check, Report } from '../check.ts';
import { isOverrideOnly } from '../driver-rows.ts';
import { factNamed } from '../made-here.ts';
import { scenarios } from '../scenario-steps.ts';

const FACT = 'driver_override';

export const variantWithoutOverride: Check<'root'> = {
  code: 'MK-92',
  aliases: [],
  title: 'an override_only driver without an override',
  levels: { relaxed: 'hint', strict: 'hint', stricter: 'warning' },
  on: 'root',
  reads: 'scenarios',
  run,
  doc: {
    why: 'Rows with `override_only` count only for a device whose `driver_override` names this driver, and no uevent of the device loads its module (the alias begins with `vfio_pci:`, which only user space looks up). Such a driver never binds by itself: load the module, write its name to `driver_override`, unbind the old driver, write the device to `drivers_probe`.',
    source: ['drivers/pci/pci-driver.c:pci_match_device', 'domain rules LC-70, KM-19, MK-92'],
    firing: `driver mlx5_core on pci { id_table { { vendor = 0x15b3; device = 0x101e; } } }
module mlx5_vfio_pci { loaded; }
driver mlx5_vfio_pci on pci { driver_managed_dma; id_table { { vendor = 0x15b3; device = 0x101e; override_only; } } }
device 0000:08:00.2 on pci { vendor = 0x15b3; device = 0x101e; }
`,
    corrected: `driver mlx5_core on pci { id_table { { vendor = 0x15b3; device = 0x101e; } } }
module mlx5_vfio_pci { loaded; }
driver mlx5_vfio_pci on pci { driver_managed_dma; id_table { { vendor = 0x15b3; device = 0x101e; override_only; } } }
device 0000:08:00.2 on pci { vendor = 0x15b3; device = 0x101e; driver_override = mlx5_vfio_pci; }
`,
  },
};

function* run(_root: RootModel, model: RootModel): Iterable<Report> {
  if (!model.hasDevices) return;
  for (const driver of variants(model)) {
    const { id } = driver;
    const place = model.placeOf(id);
    if (!place) continue;
    if ((model.run.drivers.get(id)?.matches.length ?? 0) > 0 || isOverridden(driver, model)) continue;
    yield {
      message: 'binds only by `driver_override`, and no device here has one that names it',
      place,
      about: id,
    };
  }
}

/** The root's own drivers whose rows all wait for an override. They stay while the list of drivers does. */
function variants(model: RootModel): readonly Driver[] {
  const { drivers } = model.topology;
  const found = known.get(drivers) ?? drivers.filter((it) => isVariant(it, model));
  known.set(drivers, found);
  return found;
}

const known = new WeakMap<readonly Driver[], readonly Driver[]>();

function isVariant({ id, tables }: Driver, model: RootModel): boolean {
  const rows = Object.values(tables).flat();
  if (rows.length === 0 || !rows.every(isOverrideOnly)) return false;
  return model.declarationAs('driver', id)?.library === false;
}

/** Also by a scenario, or by its module's name: then MK-90 says what is wrong. */
function isOverridden(driver: Driver, model: RootModel): boolean {
  const names = (text: string): boolean => text === driver.name || foldModule(text) === driver.module;
  const { devices } = model.topology;
  if (devices.some(({ bus, driverOverride = '' }) => bus === driver.bus && names(driverOverride)))
    return true;
  return scenarios(model).some(({ decl }) => decl.steps.some((it) => names(overrideIn(it))));
}

/** `set DEVICE driver_override = NAME`, `create … { driver_override = NAME; }`. */
function overrideIn({ verb, names, value, device }: ScenarioStep): string {
  const written =
    verb === 'set' && names[0]?.text === FACT ? value : factNamed(device?.facts ?? [], FACT)?.values[0];
  return written?.text ?? '';
}
