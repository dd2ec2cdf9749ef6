// MK-90: driver_override with the name of a module. Kernel: include/linux/device/driver.h, domain rules LC-42, KM-18.
import type { RootModel } from '../../db/model.ts';
import type { Fact } from '../../declare/declarations.ts';
import { driverId, foldModule } from '../../link/ids.ts';
import type { Place } from '../../link/place.ts';
import type { Check, DeviceSubject, Report, StepDone } from '../check.ts';
import { deviceAt, eachStep, written } from '../follow.ts';
import { factNamed } from '../made-here.ts';

export const overrideByModuleName: Check<'device'> = {
  code: 'MK-90',
  aliases: [],
  title: 'driver_override names a module',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'device',
  reads: 'declarations',
  run,
  follow: eachStep(inStep),
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
    const value = fact.values[0];
    if (value) yield* judge(value.text, result.bus, { item, site: value.site }, model);
  }
}

/** A scenario writes it. */
function* inStep(done: StepDone, moment: RootModel): Iterable<Report> {
  const { value } = done.step;
  const device = written(done, 'driver_override') && deviceAt(done.step.refs[0], moment);
  if (!value || device?.bus === undefined) return;
  for (const it of judge(value.text, device.bus, { ...done.place, site: value.site }, moment))
    yield { ...it, about: device.id };
}

function* judge(text: string, bus: string, place: Place, model: RootModel): Iterable<Report> {
  if (text === '' || model.driver(driverId(bus, text))) return;
  const module = foldModule(text);
  const meant = model.driversOn(bus).filter((driver) => driver.module === module);
  if (meant.length === 0) return;
  yield {
    message: `\`${text}\` is a module; its driver on \`${bus}\` is ${meant.map((it) => `\`${it.name}\``).join(' or ')}, and driver_override is compared with that`,
    place,
    fixes: () =>
      meant.map((it) => ({
        title: `Replace by \`${it.name}\``,
        edits: [{ act: 'replace', place, text: it.name }],
        preferred: meant.length === 1,
      })),
  };
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
