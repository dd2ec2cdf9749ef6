// MK-49: the auxiliary bus for a device that exists in hardware of its own. Kernel: Documentation/driver-api/auxiliary_bus.rst.
import type { RootModel } from '../../db/model.ts';
import type { Check, Report } from '../check.ts';
import { calledBy } from '../lifetime/given-back.ts';
import { eachMadeWith, type Made } from '../lifetime/life.ts';
import { nameOfMade, said } from '../lifetime/said.ts';
import { factNamed } from '../made-here.ts';

export const auxiliaryForFirmware: Check<'root'> = {
  code: 'MK-49',
  aliases: [],
  title: 'the auxiliary bus for a device that firmware describes',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'root',
  reads: 'run',
  run: function* (root, model) {
    yield* ofMade(root, model);
    yield* ofDeclared(model);
  },
  doc: {
    why: '“The auxiliary bus is intended to be minimal … to split functionality of a device into child-devices representing sub-domains of functionality.” An auxiliary device is a part of its parent’s function and reaches the hardware through the parent; it has no resources, no compatible and no ACPI id. What has registers or an interrupt of its own, or a node in the firmware’s description, is a platform device, or a cell of an MFD.',
    source: [
      'Documentation/driver-api/auxiliary_bus.rst (When Should the Auxiliary Bus Be Used)',
      'drivers/mfd/mfd-core.c',
      'domain rule MK-49',
    ],
    firing: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary foo.uart { resources = regs, irq; id = ida; } }
}
`,
    corrected: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates platform foo-uart { resources = regs, irq; } }
}
`,
  },
};

/** What only a device that exists by itself has. */
const OF_HARDWARE = ['resources', 'compatible', 'acpi_ids'];

const ofMade = eachMadeWith(OF_HARDWARE, run);

function* run(made: Made, model: RootModel): Iterable<Report> {
  if (made.step.kind !== 'creates' || made.step.of.text !== 'auxiliary') return;
  const [fact] = OF_HARDWARE.flatMap((name) => said(made, name, model) ?? []);
  if (fact === undefined) return;
  yield {
    message: `\`${calledBy(made)}\` has hardware of its own, auxiliary devices reach theirs through the parent: it is a platform device or a cell of an MFD`,
    place: nameOfMade(made),
    related: [{ place: fact.place, message: 'what it is given' }],
  };
}

/** Devices of the text itself: firmware names them. */
function* ofDeclared(model: RootModel): Iterable<Report> {
  for (const { id } of model.devicesOn('auxiliary')) {
    const declared = model.declarationAs('device', id);
    const facts = declared?.decl.facts ?? [];
    const fact = factNamed(facts, 'compatible') ?? factNamed(facts, 'acpi_ids');
    if (!declared || !fact) continue;
    yield {
      message: `firmware describes \`${declared.decl.name.text}\`, and auxiliary devices are parts of what a driver is bound to: it is a platform device`,
      place: { item: declared.item, site: fact.site },
      about: id,
    };
  }
}
