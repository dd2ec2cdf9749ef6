// MK-131, MK-132: sysfs attributes that are added when udev has seen the device. Kernel: drivers/base/core.c:device_add.
import type { RootModel } from '../../db/model.ts';
import type { Fact, MakesStep } from '../../declare/declarations.ts';
import type { Fix } from '../../link/fix.ts';
import { factOf } from '../../link/guard.ts';
import type { ItemKey } from '../../link/place.ts';
import type { Check, Report } from '../check.ts';
import { type MadeHere, madeBy, makersOfDevices } from '../made-here.ts';
import { isForNaming, namingAttributes } from '../naming-attributes.ts';

const SOURCE = [
  'drivers/base/core.c:device_add (attributes before kobject_uevent)',
  'Documentation/driver-api/driver-model/device.rst (attributes)',
];

export const lateAttributes: Check<'root'> = {
  code: 'MK-131',
  aliases: [],
  title: 'attributes added after the uevent',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run: (_root, model) => lateOnes(model, 'others'),
  doc: {
    why: 'device_add() creates the attributes of the class, the type and `dev->groups`, and only then sends the uevent. What a driver adds with device_create_file() afterwards races with udev and everything that it starts: a rule that matches on the attribute works on one machine and not on the other. Put them into a group before the device is added (`attributes = …`).',
    source: [...SOURCE, 'domain rule MK-131'],
    firing: `driver foo on platform {
    of_match_table "acme,foo";
    probe { registers input { after_add = mode; } }
}
`,
    corrected: `driver foo on platform {
    of_match_table "acme,foo";
    probe { registers input { attributes = mode; } }
}
`,
  },
};

export const lateNamingAttribute: Check<'root'> = {
  code: 'MK-132',
  aliases: [],
  title: 'an attribute for naming that comes too late for udev',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run: (_root, model) => lateOnes(model, 'naming'),
  doc: {
    why: 'udev names an interface once, when its uevent arrives, from what it finds in sysfs at that moment: `phys_port_name`, `dev_port`, the `sfnum` of a subfunction. An attribute that is added behind the uevent is missing every now and then, and the interface has another name after the next boot.',
    source: [...SOURCE, 'systemd: src/udev/udev-builtin-net_id.c', 'domain rules HX-10, MK-132'],
    firing: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { registers net { after_add = phys_port_name; } }
}
`,
    corrected: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { registers net { attributes = phys_port_name; } }
}
`,
  },
};

function* lateOnes(model: RootModel, which: 'naming' | 'others'): Iterable<Report> {
  for (const maker of makersOfDevices(model)) {
    if (maker.library) continue;
    for (const made of madeBy(maker, model)) {
      const fact = factOf(made.step.facts, 'after_add', model.kernel);
      // What fills an auxiliary device late is no attribute: MK-46.
      if (!fact || (made.step.of.text === 'auxiliary' && which === 'others')) continue;
      yield* inFact(fact, made, which, model, maker.id);
    }
  }
}

function* inFact(
  fact: Fact,
  { step, item }: MadeHere,
  which: 'naming' | 'others',
  model: RootModel,
  about: string,
): Iterable<Report> {
  const naming = namingAttributes(step, model);
  for (const { text, site } of fact.values) {
    if (isForNaming(text, naming) !== (which === 'naming')) continue;
    yield {
      message:
        which === 'naming'
          ? `udev names the \`${step.of.text}\` device by \`${text}\`, which is not there yet when the uevent is sent`
          : `\`${text}\` is added after the uevent: a rule of udev that reads it finds it only if it is slow`,
      place: { item, site },
      about,
      fixes: () => addBefore(fact, text, step, item, model),
    };
  }
}

function addBefore(
  fact: Fact,
  attribute: string,
  step: MakesStep,
  item: ItemKey,
  model: RootModel,
): readonly Fix[] {
  const early = factOf(step.facts, 'attributes', model.kernel)?.values.at(-1);
  const rest = fact.values.filter((it) => it.text !== attribute).map((it) => it.text);
  const place = { item, site: fact.site };
  const left = rest.length === 0 ? '' : `after_add = ${rest.join(', ')};`;
  const edits: Fix['edits'] = early
    ? [
        { act: 'replace', place: { item, site: early.site }, text: `${early.text}, ${attribute}` },
        left === '' ? { act: 'delete', place } : { act: 'replace', place, text: left },
      ]
    : [{ act: 'replace', place, text: `attributes = ${attribute};${left === '' ? '' : ` ${left}`}` }];
  return [{ title: 'Add it before the device is visible', edits, preferred: true }];
}
