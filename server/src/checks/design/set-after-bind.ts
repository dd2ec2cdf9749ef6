// SD-42: an attribute that counts when the device is made, and comes later. Parav Pandit, 8 Nov 2019.
import type { RootModel } from '../../db/model.ts';
import type {
  DeviceDecl,
  FlavourDecl,
  Literal,
  MakesStep,
  ScenarioStep,
} from '../../declare/declarations.ts';
import { requestId } from '../../link/ids.ts';
import type { Place } from '../../link/place.ts';
import type { Check, Report } from '../check.ts';
import { type ScenarioHere, scenarios, textOf } from '../scenario-steps.ts';
import { busDevices, holds, ownFlavours } from './own-flavours.ts';

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
  const flavours = all.length > 0 ? unambiguous(model) : new Map();
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

/** What a scenario knows of a device that was asked for. */
interface Asked {
  readonly flavour: FlavourDecl;
  readonly values: Map<string, string>;
  /** The step since which its device is there; `start`: since before the scenario. */
  made?: ScenarioStep | 'start' | undefined;
}

function* lateSteps(scenario: ScenarioHere, flavours: Flavours, model: RootModel): Iterable<Report> {
  const asked = atStart(flavours, model);
  const { steps } = scenario.decl;
  for (const [index, step] of steps.entries()) {
    if (step.verb === 'create' && step.device) addRequest(asked, step.device, step, flavours);
    const name = textOf(step.refs[0]);
    if (step.verb === 'delete' || step.verb === 'unbind') asked.delete(name);
    const request = step.verb === 'set' ? asked.get(name) : undefined;
    const field = step.names[0]?.text;
    if (!request || field === undefined || !step.value) continue;
    const isExpected = steps[index + 1]?.expect?.expects === 'error';
    if (request.made && isLate(request.flavour, field) && !isExpected) {
      yield lateStep(scenario, step, step.value, request.made, model);
    }
    request.values.set(field, step.value.text);
    request.made = isMade(request) ? (request.made ?? step) : undefined;
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

/** Flavours by name, but for names that several drivers offer. */
type Flavours = ReadonlyMap<string, FlavourDecl>;

function unambiguous(model: RootModel): Flavours {
  const found = new Map<string, FlavourDecl>();
  const twice = new Set<string>();
  for (const { flavour } of ownFlavours(model)) {
    if (found.has(flavour.name.text)) twice.add(flavour.name.text);
    found.set(flavour.name.text, flavour);
  }
  for (const name of twice) found.delete(name);
  return found;
}

/** Requests of devices, by name; those whose device is bound after the boot have it. */
function atStart(flavours: Flavours, model: RootModel): Map<string, Asked> {
  const asked = new Map<string, Asked>();
  for (const { decl } of model.declarations('request')) addRequest(asked, decl, 'start', flavours);
  return asked;
}

function addRequest(
  asked: Map<string, Asked>,
  decl: DeviceDecl,
  step: ScenarioStep | 'start',
  flavours: Flavours,
): void {
  const flavour = flavours.get(decl.flavour?.text ?? '');
  if (!flavour) return;
  const values = new Map(decl.facts.map((it) => [it.name.text, it.values[0]?.text ?? '']));
  const request: Asked = { flavour, values };
  if (isMade(request)) request.made = step;
  asked.set(decl.name.text, request);
}

/** A device of it is there: a step without a test, or one whose tests hold. */
function isMade({ flavour, values }: Asked): boolean {
  return busDevices(flavour.steps).some((step) => holdsFor(step, values));
}

function holdsFor({ when = [] }: MakesStep, values: ReadonlyMap<string, string>): boolean {
  return when.every(({ left, op, right, no }) => {
    const value = values.get(left.text);
    if (op === '==') return value === right?.text;
    return op === undefined && (no ? value === undefined : value !== undefined);
  });
}

/** A field `before bind`, unless it is the one that makes the device. */
function isLate(flavour: FlavourDecl, field: string): boolean {
  const isGate = flavour.steps.some((step) => step.when?.some((test) => test.left.text === field));
  return !isGate && flavour.fields.some((it) => it.name.text === field && it.settable === 'before bind');
}
