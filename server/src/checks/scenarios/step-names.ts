// Names in a step that mean nothing at its moment and never did: no device of that name is declared, was made by an earlier step,
// or is there now. A device that is only gone is for the act to say.
import { nearest } from '../../base/nearest.ts';
import type { RootModel } from '../../db/model.ts';
import type { Name, Ref, ScenarioStep } from '../../declare/declarations.ts';
import type { ScenarioMachine } from '../../driver-core/scenario/index.ts';
import { foldModule } from '../../link/ids.ts';
import { meant, replacements } from '../../link/linking.ts';
import { textsOf } from '../../link/names.ts';
import type { ItemKey } from '../../link/place.ts';
import type { Failure } from '../expect-device.ts';

/** The moment at which a step is reached. */
export interface Moment {
  readonly model: RootModel;
  readonly machine: ScenarioMachine;
  /** The scenario's. */
  readonly item: ItemKey;
}

/** Expectations about one device say it themselves. */
export function unknownNames(moment: Moment, step: ScenarioStep): readonly Failure[] {
  switch (step.verb) {
    case 'set bus':
      return [];
    case 'modprobe':
      // What is written like a modalias is asked of all aliases; that none fits is for the act to say.
      return step.names.flatMap((it) => (it.text.includes(':') ? [] : unknownModule(moment, it)));
    case 'rmmod':
      return step.names.flatMap((it) => unknownModule(moment, it));
    case 'bind':
      return [
        ...step.refs.slice(0, 1).flatMap((it) => unknownDevice(moment, it)),
        ...step.refs.slice(1).flatMap((it) => unknownDriver(moment, it)),
      ];
    case 'new_id':
    case 'remove_id':
      return step.refs.flatMap((it) => unknownDriver(moment, it));
    case 'expect':
      return ofExpect(moment, step);
    default:
      return step.refs.flatMap((it) => unknownDevice(moment, it));
  }
}

function ofExpect(moment: Moment, { expect }: ScenarioStep): readonly Failure[] {
  if (expect?.expects === 'module') return unknownModule(moment, expect.module);
  if (expect?.expects !== 'order') return [];
  return expect.event.text === 'load'
    ? expect.refs.flatMap((it) => it.parts.slice(0, 1).flatMap((name) => unknownModule(moment, name)))
    : expect.refs.flatMap((it) => unknownDevice(moment, it));
}

/** `sf99/sf` where `sf99` is a request that made no `sf` is for the act to say. */
function unknownDevice(moment: Moment, ref: Ref): readonly Failure[] {
  const { model } = moment;
  const parts = textsOf(ref);
  const text = parts.join('/');
  const [head = ''] = parts;
  const found = model.resolve(ref);
  if (found.kind === 'many') return [ambiguous(moment, ref, found.spellings)];
  const isKnown = found.kind === 'one' || model.lookup(text).length > 0;
  const isSpace = model.declaration(`bus:${head}`) ?? model.declaration(`class:${head}`);
  if (isKnown || text === '' || (parts.length > 1 && !isSpace && model.lookup(head).length > 0)) return [];
  const names = [...model.run.devices.values()].map((it) => it.name);
  return [unknown(moment, { site: ref.site, text }, 'nothing named', nearest(text, names))];
}

function ambiguous({ item }: Moment, ref: Ref, spellings: readonly string[]): Failure {
  const list = spellings.map((it) => `\`${it}\``).join(' or ');
  return {
    code: 'name/ambiguous',
    site: ref.site,
    message: `\`${textsOf(ref).join('/')}\` is ${list}`,
    fixes: replacements({ item, site: ref.site }, spellings),
  };
}

function unknownDriver(moment: Moment, ref: Ref): readonly Failure[] {
  const text = textsOf(ref).join('/');
  const { drivers } = moment.model.topology;
  if (text === '' || drivers.some((it) => it.name === text || `${it.bus}/${it.name}` === text)) return [];
  const near = nearest(
    text,
    drivers.map((it) => it.name),
  );
  return [unknown(moment, { site: ref.site, text }, 'no driver', near)];
}

function unknownModule(moment: Moment, { site, text }: Name): readonly Failure[] {
  const name = foldModule(text);
  const { modules, installed, modprobe } = moment.model.topology;
  const { state } = moment.machine;
  const isKnown = modules.has(name) || state.modules.has(name) || installed?.has(name) === true;
  if (isKnown || text === '' || modprobe.aliases.some((it) => it.pattern === text)) return [];
  return [unknown(moment, { site, text }, 'no module', nearest(name, state.modules.keys()))];
}

function unknown({ item }: Moment, { site, text }: Name, what: string, near: readonly string[]): Failure {
  const message = `there is ${what} \`${text}\`${meant(near)}`;
  return { code: 'name/unknown', site, message, fixes: replacements({ item, site }, near) };
}
