// MK-92: a driver that waits for driver_override, and nobody sets it. Kernel: drivers/pci/pci-driver.c:pci_match_device (LC-70).
import type { RootModel } from '../../db/model.ts';
import type { Driver } from '../../driver-core/topology.ts';
import { foldModule } from '../../link/ids.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { isOverrideOnly } from '../driver-rows.ts';

export const variantWithoutOverride: Check<'driver'> = {
  code: 'MK-92',
  aliases: [],
  title: 'an override_only driver without an override',
  levels: { relaxed: 'hint', strict: 'hint', stricter: 'warning' },
  on: 'driver',
  reads: 'run',
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

function* run({ driver, result, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  const rows = Object.values(driver.tables).flat();
  if (!model.hasDevices || rows.length === 0 || !rows.every(isOverrideOnly)) return;
  if ((result?.matches.length ?? 0) > 0 || isOverridden(driver, model)) return;
  yield {
    message: 'binds only by `driver_override`, and no device here has one that names it',
    place: { item: declared.item, site: declared.decl.name.site },
  };
}

/** Also by its module's name: then MK-90 says what is wrong. */
function isOverridden(driver: Driver, model: RootModel): boolean {
  return model.topology.devices.some(
    ({ bus, driverOverride = '' }) =>
      bus === driver.bus && (driverOverride === driver.name || foldModule(driverOverride) === driver.module),
  );
}
