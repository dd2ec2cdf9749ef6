// MK-124: what a device is gets decided after it was created. Parav Pandit and Jason Gunthorpe, 8 Nov 2019.
import type { FlavourDecl, MakesStep } from '../../declare/declarations.ts';
import type { Check, DriverSubject, Report } from '../check.ts';

export const flavourChosenLate: Check<'driver'> = {
  code: 'MK-124',
  aliases: ['SD-40'],
  title: 'a flavour chosen after creation',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: 'The kind of interface is given when a subdevice is created: it decides the bus, and with it the contract and the drivers. A field that the user may still set afterwards and that selects between buses would move a device from one bus to another, which the driver core cannot do. Use one flavour for each kind.',
    source: [
      'devlink create subdev … flavour (mail of 8 Nov 2019)',
      'devlink-port(8): flavour pcisf',
      'domain rules SD-40, SD-42, MK-124',
    ],
    firing: `driver acme on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    flavour sub {
        char kind[] before bind;
        creates auxiliary acme.sf when kind == sf { id = ida; }
        creates virtio when kind == virtio { device = 1; }
    }
}
`,
    corrected: `driver acme on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    flavour sf { creates auxiliary acme.sf { id = ida; } }
    flavour virtio { creates virtio { device = 1; } }
}
`,
  },
};

function* run({ declared }: DriverSubject): Iterable<Report> {
  for (const flavour of declared.decl.flavours) {
    for (const field of flavour.fields) {
      if (field.settable === 'creation') continue;
      const buses = busesSelectedBy(field.name.text, flavour);
      if (buses.length < 2) continue;
      yield {
        message: `\`${field.name.text}\` may be set after creation and selects between ${buses.map((bus) => `\`${bus}\``).join(' and ')}: a device cannot change its bus, make each a flavour of its own`,
        place: { item: declared.item, site: field.name.site },
      };
    }
  }
}

function busesSelectedBy(field: string, flavour: FlavourDecl): readonly string[] {
  const selected = flavour.steps.filter(
    (step): step is MakesStep => step.kind === 'creates' && testsField(step, field),
  );
  return [...new Set(selected.map((step) => step.of.text))];
}

function testsField(step: MakesStep, field: string): boolean {
  return (step.when ?? []).some((test) => test.left.text === field && test.op !== undefined);
}
