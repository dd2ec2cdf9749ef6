// SD-42: an attribute that counts when the device is made, and comes later. Parav Pandit, 8 Nov 2019.
import type { RootModel } from '../../db/model.ts';
import type { FlavourDecl } from '../../declare/declarations.ts';
import type { Id } from '../../driver-core/topology.ts';
import type { Fix } from '../../link/fix.ts';
import { requestId } from '../../link/ids.ts';
import type { Check, Follower, Report, StepDone } from '../check.ts';
import { nameIn } from '../follow.ts';
import { holds, ownFlavours } from './own-flavours.ts';

export const setAfterBind: Check<'root'> = {
  code: 'SD-42',
  aliases: [],
  title: 'an attribute set after bind that had to be set before',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run,
  follow,
  doc: {
    why: 'The sequence is create, configure, bind: `devlink port add`, `devlink port function set … hw_addr`, `… state active`. What a driver reads in probe it does not read again; a MAC address or a number that comes later changes the attribute and nothing else, or is refused with -EBUSY. The same holds for a field that may be set `after bind` although the name of the device is made of it.',
    source: [
      'Parav Pandit to Jason Gunthorpe, 8 Nov 2019 (create, config, bind)',
      'devlink-port(8): function set',
      'domain rules SD-40 to SD-44, HX-8',
    ],
    firing: `driver acme on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    flavour sf {
        u32 sfnum;
        u64 hw_addr before bind;
        char state[] before bind;
        creates auxiliary acme.sf as sf when state == active { id = ida; attributes = sfnum; }
    }
}
driver acme_sf on auxiliary { id_table acme.sf; }
device 0000:01:00.0 on pci { vendor = 0x1234; device = 0x0001; }
scenario "a subfunction" {
    create sf1 flavour sf on 0000:01:00.0 { sfnum = 1; }
    set sf1 state = active;
    set sf1 hw_addr = 0x001122334455;
}
`,
    corrected: `driver acme on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    flavour sf {
        u32 sfnum;
        u64 hw_addr before bind;
        char state[] before bind;
        creates auxiliary acme.sf as sf when state == active { id = ida; attributes = sfnum; }
    }
}
driver acme_sf on auxiliary { id_table acme.sf; }
device 0000:01:00.0 on pci { vendor = 0x1234; device = 0x0001; }
scenario "a subfunction" {
    create sf1 flavour sf on 0000:01:00.0 { sfnum = 1; }
    set sf1 hw_addr = 0x001122334455;
    set sf1 state = active;
}
`,
  },
};

/** Fields `after bind` of which a name is made. */
function* run(_root: RootModel, model: RootModel): Iterable<Report> {
  for (const { maker, flavour, item } of ownFlavours(model)) {
    for (const { name, settable } of flavour.fields) {
      const reader =
        settable === 'after bind' ? flavour.steps.find((it) => isNamedBy(it, name.text)) : undefined;
      if (!reader) continue;
      yield {
        message: `\`${name.text}\` may be set after bind, but a name is made of it when the device is: a later value changes nothing`,
        place: { item, site: name.site },
        related: [{ place: { item, site: reader.site }, message: 'it is read here' }],
        about: maker.id,
      };
    }
  }
}

function isNamedBy(step: FlavourDecl['steps'][number], field: string): boolean {
  if (step.kind !== 'creates' && step.kind !== 'registers') return false;
  const formats = step.facts.filter((it) => it.name.text === 'name' || it.name.text === 'udev');
  const texts = [step.name?.text ?? '', ...formats.flatMap((it) => it.values.map(({ text }) => text))];
  return texts.some((it) => holds(it, field));
}

/** A write that comes too late, as the driver core says it. */
function follow(): Follower {
  const bound = new Map<Id, StepDone>();
  return {
    *step(done, moment) {
      for (const event of done.events)
        if (event.kind === 'notify' && event.what === 'bound') bound.set(event.device.id, done);
      const { act, failure } = done;
      const isLate = act?.act === 'set' && failure?.errno === 'EBUSY' && failure.rule === setAfterBind.code;
      if (!isLate || makesDevices(act.attribute, moment)) return;
      const request = requestId(nameIn(done));
      const made = [...bound].find(([id]) => moment.run.devices.get(id)?.madeBy?.request === request);
      yield lateStep(done, act.attribute, made?.[1], moment);
    },
  };
}

/** Setting it is what makes a device, or ends it: there is no better moment. */
function makesDevices(field: string, moment: RootModel): boolean {
  return ownFlavours(moment).some(({ flavour }) =>
    flavour.steps.some((step) => step.when?.some((test) => test.left.text === field)),
  );
}

/** `made`: the step in which its device was bound; not set: the boot. */
function lateStep(done: StepDone, field: string, made: StepDone | undefined, moment: RootModel): Report {
  const name = nameIn(done);
  const about = requestId(name);
  return {
    message: `\`${field}\` of \`${name}\` has to be set before its device binds, and that has happened: the driver has read it`,
    place: done.place,
    ...(moment.declaration(about) && { about }),
    related: made ? [{ place: made.place, message: 'its device is made and bound here' }] : [],
    fixes: () => (made ? earlier(done, field, made) : []),
  };
}

function earlier(done: StepDone, field: string, made: StepDone): readonly Fix[] {
  const { value } = done.step;
  if (!value || made.step.verb === 'create') return [];
  const text = `set ${nameIn(done)} ${field} = ${value.kind === 'text' ? `"${value.text}"` : value.text};`;
  return [
    {
      title: 'Set it before',
      edits: [
        { act: 'insert-before', place: made.place, text },
        { act: 'delete', place: done.place },
      ],
      preferred: true,
    },
  ];
}
