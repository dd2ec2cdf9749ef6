// MK-90: driver_override with the name of a module. Kernel: include/linux/device/driver.h, domain rules LC-42, KM-18.
import type { RootModel } from '../../db/model.ts';
import type { Fact } from '../../declare/declarations.ts';
import { driverId, foldModule } from '../../link/ids.ts';
import type { Check, DeviceSubject, Report } from '../check.ts';
import { factNamed } from '../made-here.ts';

export const overrideByModuleName: Check<'device'> = {
  code: 'MK-90',
  aliases: [],
  title: 'driver_override names a module',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'device',
  reads: 'declarations',
  run,
  doc: {
    why: '`driver_override` is compared with the *driver’s* name, byte for byte. The module is often called otherwise: `vfio-pci` is the driver of `vfio_pci.ko`. An override that names no driver is no error for the kernel; it means that nothing binds.',
    source: ['drivers/pci/pci-driver.c:pci_match_device', 'domain rules LC-42, KM-18, MK-90'],
    firing: `driver pci-stub on pci { module = pci_stub; id_table { { vendor = 0x1234; device = 0x0001; } } }
device 0000:01:00.0 on pci { vendor = 0x8086; device = 0x1502; driver_override = pci_stub; }
`,
    corrected: `driver pci-stub on pci { module = pci_stub; id_table { { vendor = 0x1234; device = 0x0001; } } }
device 0000:01:00.0 on pci { vendor = 0x8086; device = 0x1502; driver_override = pci-stub; }
`,
  },
};

function* run({ id, result, declared }: DeviceSubject, model: RootModel): Iterable<Report> {
  if (result.bus === undefined) return;
  for (const { fact, item } of overrides(id, declared, model)) {
    const written = fact.values[0];
    if (!written || written.text === '') continue;
    if (model.driver(driverId(result.bus, written.text))) continue;
    const module = foldModule(written.text);
    const meant = model.driversOn(result.bus).filter((driver) => driver.module === module);
    if (meant.length === 0) continue;
    const place = { item, site: written.site };
    yield {
      message: `\`${written.text}\` is a module; its driver on \`${result.bus}\` is ${meant.map((it) => `\`${it.name}\``).join(' or ')}, and driver_override is compared with that`,
      place,
      fixes: () =>
        meant.map((it) => ({
          title: `Replace by \`${it.name}\``,
          edits: [{ act: 'replace', place, text: it.name }],
          preferred: meant.length === 1,
        })),
    };
  }
}

function overrides(
  id: string,
  declared: DeviceSubject['declared'],
  model: RootModel,
): readonly { readonly fact: Fact; readonly item: number }[] {
  const bodies = [
    ...(declared ? [{ facts: declared.decl.facts, item: declared.item }] : []),
    ...model.extensions('device', id).map(({ adds, item }) => ({ facts: adds.facts, item })),
  ];
  return bodies.flatMap(({ facts, item }) => {
    const fact = factNamed(facts, 'driver_override');
    return fact ? [{ fact, item }] : [];
  });
}
