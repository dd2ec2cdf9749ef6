// contract/place: a step names a parent, or the device for its DMA, that nothing is called. Kernel: device_add() needs the device.
import { nearest } from '../base/nearest.ts';
import type { RootModel } from '../db/model.ts';
import type { Literal } from '../declare/declarations.ts';
import type { Fix } from '../link/fix.ts';
import type { Place } from '../link/place.ts';
import type { Check, Report } from './check.ts';
import { factNamed, type MadeHere, madeBy, makersOfDevices } from './made-here.ts';

export const unknownPlace: Check<'root'> = {
  code: 'contract/place',
  aliases: [],
  title: 'a parent that no device is',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run,
  doc: {
    why: 'What a driver makes is added below a device that is there, and its DMA is done by one that is there: `parent` and `dma_dev` name it, or lead to it from the device that the driver is bound to (`dev`, `dev.parent`, `parent.physfn`, `dev.dma`). Where nothing is called so, declared or made, the callback has nothing to hand to `device_add()` and fails with -ENODEV: whatever it makes is missing.',
    source: ['drivers/base/core.c:device_add'],
    firing: `driver adapter on platform { probe { registers gpio { parent = dev.parnt; } } }
device adapter on platform;
`,
    corrected: `driver adapter on platform { probe { registers gpio { parent = dev; } } }
device adapter on platform;
`,
  },
};

const FACTS = ['parent', 'dma_dev'];
/** The ways from the device that the driver is bound to (driver-core/new-device.ts:placeOf). */
const PATH = /^(?:dev|parent|physfn)(?:\.(?:parent|physfn|dma|dma_dev))*$/;
const PATHS = ['dev', 'dev.parent', 'dev.physfn', 'dev.dma', 'dev.dma_dev', 'parent', 'physfn'];

function* run(_root: RootModel, model: RootModel): Iterable<Report> {
  const steps = makersOfDevices(model).map((maker) => ({ maker, made: madeBy(maker, model) }));
  for (const { maker, made } of steps) {
    if (maker.library) continue;
    for (const { step, item } of made) {
      for (const name of FACTS) {
        const value = factNamed(step.facts, name)?.values[0];
        if (!value || isKnown(value.text, model)) continue;
        if (steps.some((it) => it.made.some((one) => mayBeCalled(one, value.text)))) continue;
        yield { ...toReport(name, value, { item, site: value.site }, model), about: maker.id };
      }
    }
  }
}

function isKnown(text: string, model: RootModel): boolean {
  return PATH.test(text) || model.lookup(text).length > 0;
}

/** What a step would make if it were carried out. */
function mayBeCalled({ step }: MadeHere, text: string): boolean {
  if (step.label?.text === text) return true;
  const [lead = ''] = step.name?.text.split('{') ?? [];
  return lead !== '' && text.startsWith(lead);
}

function toReport(fact: string, { text }: Literal, place: Place, model: RootModel): Report {
  const names = [...PATHS, ...[...model.run.devices.values()].map((it) => it.name)];
  const near = nearest(text, names);
  const meant = near.length > 0 ? `; did you mean ${near.map((it) => `\`${it}\``).join(' or ')}?` : '';
  return {
    message: `there is no device \`${text}\` for \`${fact}\`: the callback fails with -ENODEV${meant}`,
    place,
    fixes: () => near.map((it) => replaceBy(it, place)),
  };
}

function replaceBy(text: string, place: Place): Fix {
  return { title: `Replace by \`${text}\``, edits: [{ act: 'replace', place, text }] };
}
