// MK-50: a platform device that is only a part of a PCI device. Kernel: Documentation/driver-api/auxiliary_bus.rst; drivers/base/faux.c.
import type { RootModel } from '../../db/model.ts';
import type { Check, Report } from '../check.ts';
import { calledBy } from '../lifetime/given-back.ts';
import { eachLife, type Life } from '../lifetime/life.ts';
import { nameOfMade, said } from '../lifetime/said.ts';

export const platformUnderPci: Check<'root'> = {
  code: 'MK-50',
  aliases: ['SD-31'],
  title: 'the platform bus for a child of a PCI device',
  levels: { relaxed: 'off', strict: 'warning', stricter: 'warning' },
  on: 'root',
  reads: 'declarations',
  run: eachLife(run),
  doc: {
    why: 'The platform bus is for devices that exist and cannot be discovered: they have registers or interrupts, and firmware or board code describes them. A child of a PCI device that has none of this is a piece of software: `platform_device_register()` gives it a name on a flat bus, DMA masks and a driver_override that mean nothing. mfd already splits platform devices, for parts of a PCI function that drivers in other modules serve there is the auxiliary bus; a device that needs no driver of its own to be found is a faux device. Much of the kernel is older than both, so *relaxed* is silent. `resources` says that the child has hardware, as a cell of an MFD does.',
    source: [
      'Documentation/driver-api/auxiliary_bus.rst',
      'drivers/base/faux.c (6.14); Greg Kroah-Hartman: faux bus, 2025',
      'Jason Gunthorpe to Alex Williamson, 8 Nov 2019 (mfd, “pci-mfd”)',
      'domain rules SD-31, MK-50',
    ],
    firing: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates platform foo-diag; }
}
`,
    corrected: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary foo.diag { id = ida; } }
}
`,
  },
};

function* run({ bus, made }: Life, model: RootModel): Iterable<Report> {
  if (bus !== 'pci') return;
  for (const it of made) {
    if (it.step.kind !== 'creates' || it.step.of.text !== 'platform') continue;
    if (['resources', 'compatible', 'acpi_ids'].some((fact) => said(it, fact, model))) continue;
    yield {
      message: `\`${calledBy(it)}\` is a part of a PCI device and has no hardware of its own: make it an auxiliary device, or a faux one if no other driver is to find it`,
      place: nameOfMade(it),
    };
  }
}
