// What is expected of one device: its state, its driver, a derived fact. A failed expectation says what is true instead and by
// which rule of the driver core.

import type { RootModel } from '../db/model.ts';
import type { ExpectDecl, Ref } from '../declare/declarations.ts';
import type { DeviceResult } from '../driver-core/result.ts';
import type { Id } from '../driver-core/topology.ts';
import type { Fix } from '../link/fix.ts';
import { meant } from '../link/linking.ts';
import { textsOf } from '../link/names.ts';
import type { Place } from '../link/place.ts';
import { nothingMade } from './not-made.ts';

export type DeviceExpect = Extract<
  ExpectDecl,
  { readonly expects: 'bound' | 'unbound' | 'deferred' | 'absent' | 'waits' | 'fact' }
>;

/** What an expectation found wrong; nothing if it holds. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly site: number;
  readonly fixes: readonly Fix[];
}

/** `hasFinding`: whether a check found CODE about the device (`because MK-98`). */
export function judgeDevice(
  model: RootModel,
  expect: DeviceExpect,
  place: Place,
  hasFinding: (code: string, id: Id) => boolean,
): { readonly subject: Id | undefined; readonly failure: Failure | undefined } {
  const found = model.resolve(expect.subject);
  const text = textsOf(expect.subject).join('/');
  if (found.kind === 'many')
    return { subject: undefined, failure: ambiguous(expect.subject, text, found.spellings, place) };
  if (found.kind === 'none') {
    return { subject: undefined, failure: judgeMissing(model, expect, text, found.near, place) };
  }
  const result = model.run.devices.get(found.id);
  return { subject: found.id, failure: judge(model, expect, text, result, hasFinding, place) };
}

/** What nobody declared and no driver made: perhaps somebody asked for it. An error in what was asked is said there, once. */
function judgeMissing(
  model: RootModel,
  expect: DeviceExpect,
  text: string,
  near: readonly string[],
  place: Place,
): Failure | undefined {
  if (expect.expects === 'absent' && isAskedFor(model, expect.subject)) return undefined;
  const nothing = nothingMade(model, expect.subject);
  if (nothing === undefined) return unknown(expect.subject, text, near, place);
  if (nothing.follows) return undefined;
  const { reason } = nothing;
  const message = `\`${text}\` is not there: ${reason.text} (${reason.rule})`;
  return failed('expect/absent', expect.subject.site, message, expect, place, text, 'absent');
}

/** `sf99/sf`: the request is there, and made no `sf`. */
function isAskedFor(model: RootModel, ref: Ref): boolean {
  const [head = ''] = textsOf(ref);
  return (
    model.run.notMade?.some((it) => it.request === `request:${head}`) === true ||
    model.lookup(head).length > 0
  );
}

function judge(
  model: RootModel,
  expect: DeviceExpect,
  text: string,
  result: DeviceResult | undefined,
  hasFinding: (code: string, id: Id) => boolean,
  place: Place,
): Failure | undefined {
  if (result === undefined || (result.state === 'absent' && expect.expects !== 'absent')) {
    if (expect.expects === 'absent') return undefined;
    const why = result ? `: ${reasonOf(result)}` : '';
    return failed(
      'expect/absent',
      expect.site,
      `\`${text}\` is not there${why}`,
      expect,
      place,
      text,
      'absent',
    );
  }
  switch (expect.expects) {
    case 'fact':
      return judgeFact(model, expect, text, result, place);
    case 'bound':
      return judgeBound(model, expect, text, result, place);
    default:
      return judgeState(model, expect, text, result, hasFinding, place);
  }
}

function judgeBound(
  model: RootModel,
  expect: Extract<DeviceExpect, { expects: 'bound' }>,
  text: string,
  result: DeviceResult,
  place: Place,
): Failure | undefined {
  const wanted = expect.driver && textsOf(expect.driver).join('/');
  const name = driverName(model, result);
  const fits = wanted === undefined || wanted === name || `driver:${wanted}` === result.driver;
  if (result.state === 'bound' && fits) return undefined;
  const message = `\`${text}\` is ${stateOf(model, result)}: ${reasonOf(result)}`;
  return failed(
    'expect/bound',
    expect.driver?.site ?? expect.site,
    message,
    expect,
    place,
    text,
    stateText(model, result),
  );
}

function judgeState(
  model: RootModel,
  expect: Extract<DeviceExpect, { expects: 'unbound' | 'deferred' | 'absent' | 'waits' }>,
  text: string,
  result: DeviceResult,
  hasFinding: (code: string, id: Id) => boolean,
  place: Place,
): Failure | undefined {
  if (result.state !== expect.expects) {
    const message = `\`${text}\` is ${stateOf(model, result)}: ${reasonOf(result)}`;
    return failed('expect/state', expect.site, message, expect, place, text, stateText(model, result));
  }
  const because = expect.because?.text;
  if (because === undefined || result.reason.rule === because || hasFinding(because, result.id))
    return undefined;
  const message = `\`${text}\` is ${result.state}, but not because of ${because}: ${reasonOf(result)}`;
  return { code: 'expect/because', site: expect.because?.site ?? expect.site, message, fixes: [] };
}

function judgeFact(
  model: RootModel,
  expect: Extract<DeviceExpect, { expects: 'fact' }>,
  text: string,
  result: DeviceResult,
  place: Place,
): Failure | undefined {
  const fact = expect.fact.text;
  const wanted = expect.value.text;
  const values = factValues(model, result, fact);
  if (values === undefined) {
    return {
      code: 'expect/fact',
      site: expect.fact.site,
      message: `devices have no derived fact \`${fact}\``,
      fixes: [],
    };
  }
  if (values.some((it) => it === wanted || Number(it) === Number(wanted || Number.NaN))) return undefined;
  const isRef = fact === 'parent' || fact === 'dma';
  if (isRef && model.lookup(wanted).some((id) => values.includes(`id:${id}`))) return undefined;
  const shown = values.filter((it) => !it.startsWith('id:')).map((it) => writtenAs(it, wanted));
  const message =
    shown.length === 0
      ? `\`${text}\` has no ${fact}`
      : `the ${fact} of \`${text}\` is ${shown.map((it) => `\`${it}\``).join(' or ')}`;
  const [first] = shown;
  const value = expect.value.kind === 'text' ? `"${first}"` : (first ?? '');
  const fixes: readonly Fix[] =
    first === undefined
      ? []
      : [
          {
            title: `Expect ${value}`,
            edits: [{ act: 'replace', place: { ...place, site: expect.value.site }, text: value }],
          },
        ];
  return { code: 'expect/fact', site: expect.value.site, message, fixes };
}

/** A number in the notation of what was expected: `0x8086`. */
function writtenAs(value: string, wanted: string): string {
  const isHex = /^0x/i.test(wanted) && /^\d+$/.test(value);
  return isHex
    ? `0x${Number(value)
        .toString(16)
        .padStart(wanted.length - 2, '0')}`
    : value;
}

/** Spellings of a fact's value; of other devices also `id:…`. Undefined: there is no such fact. */
export function factValues(
  model: RootModel,
  result: DeviceResult,
  fact: string,
): readonly string[] | undefined {
  switch (fact) {
    case 'parent':
      return deviceText(model, result.parent);
    case 'dma':
      return deviceText(model, result.dma);
    case 'name':
      return [result.name];
    case 'modalias':
      return present(result.modalias);
    case 'iommu':
      return present(result.iommu ?? 'none');
    case 'iommu_group':
      return present(result.iommuGroup);
    case 'path':
      return [result.path];
    case 'udev':
    case 'node':
      return classFacts(model, result, fact);
    case 'devlink':
      return present(result.devlink);
    case 'driver':
      return present(driverName(model, result));
    case 'state_synced':
      return result.stateSynced === undefined ? [] : [String(Number(result.stateSynced))];
    default: {
      const value = result.fields[fact];
      return value === undefined ? undefined : [String(value)];
    }
  }
}

/** Its own, else those of the class devices that were registered for it. */
function classFacts(model: RootModel, result: DeviceResult, fact: 'udev' | 'node'): readonly string[] {
  const own = result[fact];
  if (own !== undefined) return [own];
  const below = [...model.run.devices.values()].filter(
    (it) => it.parent === result.id && it.class !== undefined,
  );
  return below.map((it) => it[fact]).filter((it): it is string => it !== undefined);
}

function deviceText(model: RootModel, id: Id | undefined): readonly string[] {
  if (id === undefined) return ['none'];
  return [model.run.devices.get(id)?.name ?? id, `id:${id}`];
}

function present(text: string | undefined): readonly string[] {
  return text === undefined ? [] : [text];
}

function driverName(model: RootModel, result: DeviceResult): string | undefined {
  return result.driver === undefined ? undefined : (model.driver(result.driver)?.name ?? result.driver);
}

function stateOf(model: RootModel, result: DeviceResult): string {
  if (result.state === 'bound') return `bound to \`${driverName(model, result)}\``;
  return result.state === 'waits' ? 'waiting' : result.state;
}

/** As it is written after `expect REF`. */
function stateText(model: RootModel, result: DeviceResult): string {
  return result.state === 'bound' ? `bound ${driverName(model, result)}` : result.state;
}

function reasonOf(result: DeviceResult): string {
  return `${result.reason.text} (${result.reason.rule})`;
}

function failed(
  code: string,
  site: number,
  message: string,
  expect: DeviceExpect,
  place: Place,
  text: string,
  instead: string,
): Failure {
  const edit = {
    act: 'replace',
    place: { ...place, site: expect.site },
    text: `expect ${text} ${instead};`,
  } as const;
  return { code, site, message, fixes: [{ title: `Expect \`${text} ${instead}\``, edits: [edit] }] };
}

function ambiguous(ref: Ref, text: string, spellings: readonly string[], place: Place): Failure {
  const list = spellings.map((it) => `\`${it}\``).join(' or ');
  return {
    code: 'name/ambiguous',
    site: ref.site,
    message: `\`${text}\` is ${list}`,
    fixes: replace(ref, spellings, place),
  };
}

function unknown(ref: Ref, text: string, near: readonly string[], place: Place): Failure {
  const parts = textsOf(ref);
  const last = parts.at(-1);
  const has = near.map((it) => `\`${it.split('/').slice(1).join('/')}\``).join(', ');
  const inside = parts.length > 1 && near.length > 0;
  const message = inside
    ? `what \`${parts.slice(0, -1).join('/')}\` makes has no label \`${last}\`; it has ${has}`
    : `there is no device \`${text}\`${meant(near)}`;
  const site = inside ? (ref.parts.at(-1)?.site ?? ref.site) : ref.site;
  return { code: 'name/unknown', site, message, fixes: replace(ref, near, place) };
}

function replace(ref: Ref, texts: readonly string[], place: Place): readonly Fix[] {
  return texts.slice(0, 3).map((text) => ({
    title: `Replace by \`${text}\``,
    edits: [{ act: 'replace', place: { ...place, site: ref.site }, text }],
  }));
}
