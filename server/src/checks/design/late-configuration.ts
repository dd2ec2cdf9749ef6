// SD-44: configuration that has to come before bind, for a device that binds at once. Jason Gunthorpe and Parav Pandit, 8 Nov 2019.
import type { RootModel } from '../../db/model.ts';
import type { FlavourDecl, MakesStep } from '../../declare/declarations.ts';
import type { Edit, Fix } from '../../link/fix.ts';
import type { ItemKey } from '../../link/place.ts';
import type { Check, Report } from '../check.ts';
import { factNamed } from '../made-here.ts';
import { bindsByHand } from './bus-definition.ts';
import { busDevices, ownFlavours } from './own-flavours.ts';

const GATE = 'state';

export const lateConfiguration: Check<'root'> = {
  code: 'SD-44',
  aliases: [],
  title: 'late configuration of a device that binds at once',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run,
  doc: {
    why: 'Nobody should have to write to `bind`: “if you specify a vfio flavour why shouldn’t the vfio driver autoload and bind to it right away? That is kind of the point of the driver model”. The exception is configuration that cannot be passed when the device is created. Then the device must not be there yet: device_add() matches and probes before it returns, so there is no moment in which a field `before bind` could be set. Let the user create it inactive and activate it (`devlink port function set … state active`): a field that the `creates` step tests.',
    source: [
      'Jason Gunthorpe and Parav Pandit, 8 Nov 2019 (is explicit binding needed?)',
      'drivers/base/core.c:device_add',
      'domain rules SD-43, SD-44, HX-8',
    ],
    firing: `driver acme on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    flavour sf {
        u32 sfnum;
        u64 hw_addr before bind;
        creates auxiliary acme.sf as sf { id = ida; attributes = sfnum; }
    }
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
`,
  },
};

function* run(_root: RootModel, model: RootModel): Iterable<Report> {
  for (const { maker, flavour, item } of ownFlavours(model)) {
    const late = flavour.fields.filter((it) => it.settable === 'before bind');
    const tested = new Set(late.map((it) => it.name.text));
    const steps = busDevices(flavour.steps).filter((step) => isOffered(step, model));
    const atOnce = steps.filter((step) => !step.when?.some((test) => tested.has(test.left.text)));
    const [first] = atOnce;
    const [field] = late;
    if (!first || !field || atOnce.length < steps.length) continue;
    yield {
      message: `\`${field.name.text}\` may be set until its device binds, but that is at once: \`${flavour.name.text}\` creates it on \`${first.of.text}\` without waiting for the user`,
      place: { item, site: field.name.site },
      related: [{ place: { item, site: first.site }, message: 'matched and probed before this returns' }],
      about: maker.id,
      fixes: () => waitForState(flavour, steps, item, model),
    };
  }
}

/** The device is offered to the drivers of its bus as soon as it is there, or gets the one that its creator names. */
function isOffered(step: MakesStep, model: RootModel): boolean {
  return (
    !bindsByHand(model.topology.buses.get(step.of.text)) || factNamed(step.facts, 'driver') !== undefined
  );
}

/** Creates it when the user says `state = active`; who asks for it now, says so. */
function waitForState(
  flavour: FlavourDecl,
  steps: readonly MakesStep[],
  item: ItemKey,
  model: RootModel,
): readonly Fix[] {
  const isTaken = flavour.fields.some((it) => it.name.text === GATE);
  const last = flavour.fields.at(-1);
  if (isTaken || !last || steps.some((step) => (step.when?.length ?? 0) > 0 || step.per)) return [];
  const requests = [...model.declarations('request')].filter(
    ({ decl }) => decl.flavour?.text === flavour.name.text,
  );
  return [
    {
      title: 'Create it when it is activated',
      edits: [
        { act: 'insert-after', place: { item, site: last.site }, text: `char ${GATE}[] before bind;` },
        ...steps.map((step): Edit => {
          const end = step.label ?? step.name ?? step.of;
          const text = `${end.text} when ${GATE} == active`;
          return { act: 'replace', place: { item, site: end.site }, text };
        }),
        ...requests.map(
          (it): Edit => ({
            act: 'insert-inside',
            place: { item: it.item, site: it.decl.name.site },
            text: `${GATE} = active;`,
          }),
        ),
      ],
    },
  ];
}
