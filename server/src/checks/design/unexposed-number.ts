// SD-49: a subfunction whose number user space cannot read. Parav Pandit, 8 Nov 2019.
import type { RootModel } from '../../db/model.ts';
import type { Field, MakesStep } from '../../declare/declarations.ts';
import type { DeviceStruct } from '../../driver-core/topology.ts';
import type { Fix } from '../../link/fix.ts';
import type { ItemKey } from '../../link/place.ts';
import type { Check, Levels, Report } from '../check.ts';
import { factNamed, madeBy, makersOfDevices } from '../made-here.ts';
import { busDevices, holds, isChosenNumber, ownFlavours } from './own-flavours.ts';

/** A udev name is made of the number. */
const READ: Levels = { relaxed: 'warning', strict: 'warning', stricter: 'error' };

export const unexposedNumber: Check<'root'> = {
  code: 'SD-49',
  aliases: [],
  title: 'a subfunction without a number that its user chose and can read',
  levels: { relaxed: 'off', strict: 'hint', stricter: 'warning' },
  on: 'root',
  reads: 'declarations',
  run,
  doc: {
    why: 'A counted name (`virtio3`, `acme.sf.7`) says in which order devices were created, and that changes from boot to boot. “Are we ok to add /sys/class/net/sf_netdev/subdev_id … so that systemd/udev can rename them”: the number that the user chose has to be in sysfs, as an attribute that is there before the uevent, or in the device’s name. It became `sfnum` on the auxiliary device, from which systemd v261 makes `enp8s0f0S88`. Say `attributes = sfnum;` where the device is created. Relaxed severity asks for it only if some udev name in the description is made of the number.',
    source: [
      'Parav Pandit to Jason Gunthorpe, 8 Nov 2019',
      'drivers/net/ethernet/mellanox/mlx5/core/sf/dev/dev.c: sfnum_show',
      'systemd.net-naming-scheme(7): NAMING_SUBFUNC',
      'domain rules SD-49, HX-10',
    ],
    firing: `driver acme on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    flavour sf { u32 sfnum; creates auxiliary acme.sf { id = ida; } }
}
driver acme_eth on auxiliary { id_table acme.sf; probe { registers net { udev = "en{path}S{sfnum}"; } } }
`,
    corrected: `driver acme on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    flavour sf { u32 sfnum; creates auxiliary acme.sf { id = ida; attributes = sfnum; } }
}
driver acme_eth on auxiliary { id_table acme.sf; probe { registers net { udev = "en{path}S{sfnum}"; } } }
`,
  },
};

function* run(_root: RootModel, model: RootModel): Iterable<Report> {
  const formats = udevFormats(model);
  for (const { maker, flavour, item } of ownFlavours(model)) {
    const numbers = flavour.fields.filter(isChosenNumber);
    for (const step of busDevices(flavour.steps)) {
      const struct = model.topology.buses.get(step.of.text)?.devices[0];
      if (!struct || step.per || isNamedByUser(step, struct) || isExposed(numbers, step, struct)) continue;
      const number = numbers.at(-1)?.name.text;
      if (number === undefined && !factNamed(step.facts, 'id')) continue;
      const what = step.name?.text ?? step.of.text;
      yield {
        message:
          number === undefined
            ? `\`${what}\` is numbered in the order of creation: without a number that the user chose, udev cannot tell one \`${flavour.name.text}\` from the next`
            : `the user chooses \`${number}\`, but nothing in sysfs shows it: udev cannot name \`${what}\` by it`,
        place: { item, site: (step.name ?? step.of).site },
        about: maker.id,
        ...(number !== undefined && formats.some((it) => holds(it, number)) && { levels: READ }),
        fixes: () => (number === undefined ? [] : [expose(number, step, item)]),
      };
    }
  }
}

/** By a GUID, or by a text that the user gives. */
function isNamedByUser(step: MakesStep, struct: DeviceStruct): boolean {
  return struct.identity !== undefined || factNamed(step.facts, 'name') !== undefined;
}

function isExposed(numbers: readonly Field[], step: MakesStep, struct: DeviceStruct): boolean {
  const shown = [
    ...struct.attributes,
    ...(factNamed(step.facts, 'attributes')?.values.map((it) => it.text) ?? []),
  ];
  const names = [step.name?.text ?? '', ...struct.names.map((it) => it.source)];
  const own = factNamed(step.facts, 'id')?.values[0]?.text;
  return numbers.some(({ name: { text } }) => {
    const isInName = names.some((it) => holds(it, text)) && !(text === 'id' && own !== undefined);
    return shown.includes(text) || isInName || own === text;
  });
}

/** Each that is written: `udev = "en{path}S{sfnum}";` */
function udevFormats(model: RootModel): readonly string[] {
  const steps = makersOfDevices(model).flatMap((maker) => madeBy(maker, model).map(({ step }) => step));
  const written = steps.flatMap((step) => factNamed(step.facts, 'udev')?.values ?? []);
  return [...new Set(written.map((it) => it.text))];
}

function expose(number: string, step: MakesStep, item: ItemKey): Fix {
  const last = factNamed(step.facts, 'attributes')?.values.at(-1);
  return {
    title: `Show \`${number}\` in sysfs`,
    edits: [
      last
        ? { act: 'replace', place: { item, site: last.site }, text: `${last.text}, ${number}` }
        : {
            act: 'insert-inside',
            place: { item, site: step.of.site },
            text: `attributes = ${number};`,
          },
    ],
    preferred: true,
  };
}
