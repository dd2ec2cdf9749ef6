// MK-114: a device that goes on with DMA while the next kernel starts. Kernel: drivers/pci/pci-driver.c:pci_device_shutdown (LC-53).
import type { RootModel } from '../../db/model.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { usesOf } from '../driver-bodies.ts';
import { MAPS, structOf } from './dma-api.ts';

export const dmaOverKexec: Check<'driver'> = {
  code: 'MK-114',
  aliases: [],
  title: 'DMA that goes on over a kexec',
  levels: { relaxed: 'off', strict: 'hint', stricter: 'warning' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: 'kexec starts the next kernel without a reset of the hardware. `device_shutdown()` calls the shutdown callbacks and unbinds nothing, so a device whose driver has none goes on writing to memory that belongs to somebody else by now. The PCI core clears bus mastering as a last resort, for devices that are still in D0; a device that is off the PCI bus, or that needs its queues stopped first, has its driver’s `shutdown` only. Looked at in kernels that are said to have CONFIG_KEXEC.',
    source: [
      'drivers/base/core.c:device_shutdown',
      'drivers/pci/pci-driver.c:pci_device_shutdown',
      'domain rules LC-53, MK-114',
    ],
    firing: `kernel 6.12 { CONFIG_KEXEC = y; }
driver acme on platform {
    of_match_table "acme,dma";
    uses dma_alloc_coherent, dma_map_single;
    probe { registers net; }
}
`,
    corrected: `kernel 6.12 { CONFIG_KEXEC = y; }
driver acme on platform {
    of_match_table "acme,dma";
    uses dma_alloc_coherent, dma_map_single;
    shutdown;
    probe { registers net; }
}
`,
  },
};

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  const { config } = model.topology.kernel;
  if (config.CONFIG_KEXEC !== 'y' && config.CONFIG_KEXEC_CORE !== 'y') return;
  if (driver.flags.has('shutdown') || driver.deviceDriver?.includes('shutdown')) return;
  if (structOf(driver, model)?.dma !== 'own') return;
  const starts = usesOf(declared, model)
    .filter(({ use }) => use.of === undefined)
    .flatMap(({ use }) => use.names.map((name) => name.text))
    .find((name) => MAPS.test(name) || name === 'pci_set_master');
  if (starts === undefined) return;
  const place = { item: declared.item, site: declared.decl.name.site };
  yield {
    message: `\`${driver.name}\` does DMA (${starts}) and has no shutdown: after kexec its devices write into the memory of the next kernel`,
    place,
    fixes: () => [
      {
        title: 'Say that it has a shutdown callback',
        edits: [{ act: 'insert-inside', place, text: 'shutdown;' }],
      },
    ],
  };
}
