// MK-46: state that an auxiliary driver's probe may read before it is there. Kernel: Documentation/driver-api/auxiliary_bus.rst.
import type { RootModel } from '../../db/model.ts';
import type { Check, Report } from '../check.ts';
import { calledBy } from '../lifetime/given-back.ts';
import { eachMadeWith, type Made } from '../lifetime/life.ts';
import { allSaid } from '../lifetime/said.ts';
import { isForNaming, namingAttributes } from '../naming-attributes.ts';

export const filledAfterAdd: Check<'root'> = {
  code: 'MK-46',
  aliases: [],
  title: 'state filled in after the device became visible',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run: eachMadeWith(['after_add'], run),
  doc: {
    why: 'If its driver is registered already, an auxiliary device is probed inside `auxiliary_device_add()`: the driver reads what surrounds the `struct auxiliary_device` (with `container_of()`) before the call returns to its maker. What the maker fills in behind the call (`after_add`) is not there yet, except on a machine where the driver’s module comes later. Fill the structure between `auxiliary_device_init()` and `auxiliary_device_add()`.',
    source: [
      'Documentation/driver-api/auxiliary_bus.rst (Auxiliary device memory model and lifespan)',
      'drivers/base/auxiliary.c:__auxiliary_device_add',
      'domain rules LC-8, MK-46',
    ],
    firing: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary foo.bar { after_add = ops; id = ida; } }
}
`,
    corrected: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary foo.bar { id = ida; } }
}
`,
  },
};

function* run(made: Made, model: RootModel): Iterable<Report> {
  if (made.step.kind !== 'creates' || made.step.of.text !== 'auxiliary') return;
  const naming = namingAttributes(made.step, model);
  const said = allSaid(made, 'after_add', model);
  // What udev names it by is MK-132.
  const late = said.filter(({ text }) => !isForNaming(text, naming));
  const [first] = late;
  if (first === undefined) return;
  const names = late.map(({ text }) => `\`${text}\``).join(', ');
  yield {
    message: `${names} of \`${calledBy(made)}\` ${late.length === 1 ? 'is' : 'are'} filled in after auxiliary_device_add(): a driver that is registered already is probed inside that call and reads nothing there`,
    place: first.place,
    fixes: () =>
      late.length < said.length
        ? []
        : [
            {
              title: 'Fill it in before',
              edits: [{ act: 'delete', place: first.place }],
              preferred: true,
            },
          ],
  };
}
