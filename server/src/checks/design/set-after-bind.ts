// SD-42: an attribute that counts when the device is made, and comes later. Parav Pandit, 8 Nov 2019.
import type { RootModel } from '../../db/model.ts';
import type { FlavourDecl, Literal, ScenarioStep } from '../../declare/declarations.ts';
import { requestId } from '../../link/ids.ts';
import type { Place } from '../../link/place.ts';
import type { Check, Report } from '../check.ts';
import { type ScenarioHere, scenarios, textOf } from '../scenario-steps.ts';
import { askedAtStart, type Flavours, flavoursByName, follow, toAsked } from './asked-devices.ts';
import { holds, ownFlavours } from './own-flavours.ts';

export const setAfterBind: Check<'root'> = {
  code: 'SD-42',
  aliases: [],
  title: 'an attribute set after bind that had to be set before',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'root',
  reads: 'scenarios',
  run,
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

function* run(_root: RootModel, model: RootModel): Iterable<Report> {
  yield* readOnce(model);
  const all = scenarios(model);
  const flavours: Flavours = all.length > 0 ? flavoursByName(model) : new Map();
  for (const scenario of all) yield* lateSteps(scenario, flavours, model);
}

/** Fields `after bind` of which a name is made. */
function* readOnce(model: RootModel): Iterable<Report> {
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

function* lateSteps(scenario: ScenarioHere, flavours: Flavours, model: RootModel): Iterable<Report> {
  const { steps } = scenario.decl;
  const named = steps.filter((step) => step.verb === 'set').map((step) => textOf(step.refs[0]));
  if (named.length === 0) return;
  const asked = askedAtStart(new Set(named), flavours, model);
  // Nothing binds by itself then.
  if (steps.some((step) => step.verb === 'set bus' && step.names[0]?.text === 'drivers_autoprobe')) return;
  for (const [index, step] of steps.entries()) {
    const name = textOf(step.refs[0]);
    const created = step.verb === 'create' && step.device ? toAsked(step.device, flavours) : undefined;
    if (created && step.device) asked.set(step.device.name.text, created);
    if (step.verb === 'delete' || step.verb === 'unbind') asked.delete(name);
    const request = created ?? (step.verb === 'set' ? asked.get(name) : undefined);
    const field = step.names[0]?.text ?? '';
    if (!request) continue;
    if (request.made && step.value && isLate(request.flavour, field)) {
      const isExpected = steps[index + 1]?.expect?.expects === 'error';
      if (!isExpected) yield lateStep(scenario, step, step.value, request.made, model);
    }
    if (step.value) request.values.set(field, step.value.text);
    follow(request, step, model);
  }
}

function lateStep(
  { item }: ScenarioHere,
  step: ScenarioStep,
  value: Literal,
  made: ScenarioStep | 'start',
  model: RootModel,
): Report {
  const name = textOf(step.refs[0]);
  const field = step.names[0]?.text ?? '';
  const place: Place = { item, site: step.site };
  const text = `set ${name} ${field} = ${value.kind === 'text' ? `"${value.text}"` : value.text};`;
  return {
    message: `\`${field}\` of \`${name}\` has to be set before its device binds, and that has happened: the driver has read it`,
    place,
    ...(model.declaration(requestId(name)) && { about: requestId(name) }),
    related:
      made === 'start'
        ? []
        : [{ place: { item, site: made.site }, message: 'its device is made and bound here' }],
    fixes: () =>
      made === 'start' || made.verb === 'create'
        ? []
        : [
            {
              title: 'Set it before',
              edits: [
                { act: 'insert-before', place: { item, site: made.site }, text },
                { act: 'delete', place },
              ],
              preferred: true,
            },
          ],
  };
}

/** A field `before bind`, unless it is the one that makes the device. */
function isLate(flavour: FlavourDecl, field: string): boolean {
  const isGate = flavour.steps.some((step) => step.when?.some((test) => test.left.text === field));
  return !isGate && flavour.fields.some((it) => it.name.text === field && it.settable === 'before bind');
}
