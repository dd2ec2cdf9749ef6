// The text of one recording of any recorder of `dcoracle/1`: what the format demands is there, what it leaves out is filled in, fields
// that it does not know are passed over. A field that is null is left out.
import {
  type Op,
  RECORDING_FORMAT,
  type RecordedState,
  type Recording,
  type Result,
} from '../kernel/format.ts';

/** The text is not a recording; the message says where and why. */
export class Malformed extends Error {}

/** `id`: for a recording that names none. Throws Malformed. */
export function parseRecording(text: string, id: string): Recording {
  const value = said(record(parseJson(text), 'the text'));
  if (value.format !== RECORDING_FORMAT) throw new Malformed(`the format is not ${RECORDING_FORMAT}`);
  const ops = list(value.ops, 'ops').map(readOp);
  const results = list(value.results, 'results').map((result, at) => readResult(result, ops[at], at));
  const died = value.died === undefined ? undefined : readDeath(value.died, ops);
  if (results.length < (died ? died.op : ops.length) || results.length > ops.length)
    throw new Malformed(`there are ${results.length} results for ${ops.length} operations`);
  return {
    format: RECORDING_FORMAT,
    id: typeof value.id === 'string' ? value.id : id,
    kernel: typeof value.kernel === 'string' ? value.kernel : '',
    tags: Array.isArray(value.tags) ? value.tags.map(String) : [],
    seed: typeof value.seed === 'number' ? value.seed : null,
    ...(typeof value.parameters === 'string' && { parameters: value.parameters }),
    deterministic: typeof value.deterministic === 'boolean' ? value.deterministic : !ops.some(isAsync),
    ...(died && { died }),
    ops,
    results,
  };
}

type Fields = Readonly<Record<string, unknown>>;

/** The fields without which an operation says nothing, all of them texts. */
const NEEDED: Readonly<Record<Op['op'], readonly string[]>> = {
  bus: ['name'],
  driver: ['bus', 'name'],
  driver_unregister: ['bus', 'driver'],
  new_id: ['bus', 'driver'],
  remove_id: ['bus', 'driver'],
  device: ['bus', 'name'],
  class: ['name'],
  class_device: ['class', 'name'],
  add: ['device'],
  device_del: ['device'],
  device_reprobe: ['device'],
  device_release_driver: ['device'],
  runtime_get: ['device'],
  runtime_put: ['device'],
  device_move: ['device', 'order'],
  link: ['consumer', 'supplier'],
  unlink: ['consumer', 'supplier'],
  bind: ['bus', 'driver', 'device'],
  unbind: ['bus', 'driver', 'device'],
  device_driver_attach: ['bus', 'driver', 'device'],
  driver_override: ['bus', 'device'],
  drivers_probe: ['bus', 'device'],
  state_synced: ['bus', 'device'],
  drivers_autoprobe: ['bus'],
  bus_rescan_devices: ['bus'],
  wait: [],
  suspend: [],
  resume: [],
  dump: [],
  shutdown: [],
};

/** What stands for a field that is left out. */
const DEFAULTS: Readonly<Partial<Record<Op['op'], Fields>>> = {
  bus: { kind: 'own' },
  new_id: { ids: [] },
  remove_id: { ids: [] },
  link: { flags: 0 },
  driver_override: { value: '' },
  drivers_autoprobe: { value: 1 },
};

function readOp(value: unknown, at: number): Op {
  const fields = said(record(value, `operation ${at}`));
  const { op } = fields;
  if (typeof op !== 'string' || !isKnown(op))
    throw new Malformed(`operation ${at}: there is no ${String(op)}`);
  for (const key of NEEDED[op])
    if (typeof fields[key] !== 'string')
      throw new Malformed(`operation ${at} (${op}): "${key}" is not a text`);
  // Its fields beyond those are read where they are used: a wrong one ends the replay, which says so.
  const { parent, ...others } = fields;
  return { ...DEFAULTS[op], ...(parent === '' ? others : fields) } as unknown as Op;
}

function isKnown(op: string): op is Op['op'] {
  return Object.hasOwn(NEEDED, op);
}

/** Its fields that are not null. */
function said(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function readResult(value: unknown, op: Op | undefined, at: number): Result {
  const { rc = 0, events, settle, state } = said(record(value, `result ${at}`));
  if (typeof rc !== 'number') throw new Malformed(`result ${at}: "rc" is not a number`);
  if (op?.op === 'dump') return { rc, state: readState(state ?? {}, at) };
  return { rc, events: texts(events, `result ${at}: events`), settle: texts(settle, `result ${at}: settle`) };
}

function readState(value: unknown, at: number): RecordedState {
  const where = `result ${at}: state`;
  const { buses = {}, deferred, paths = {}, links = [], order } = record(value, where);
  for (const bus of Object.values(record(buses, `${where}.buses`))) {
    const { devices, drivers } = record(bus, `${where}.buses`);
    list(devices, `${where}: devices`).forEach((pair) => void list(pair, `${where}: devices`));
    texts(drivers, `${where}: drivers`);
  }
  for (const link of list(links, `${where}.links`))
    list(record(link, `${where}.links`).flags, `${where}: flags`);
  return {
    buses: buses as RecordedState['buses'],
    deferred: texts(deferred, `${where}.deferred`),
    paths: record(paths, `${where}.paths`) as RecordedState['paths'],
    links: links as RecordedState['links'],
    order: texts(order, `${where}.order`),
  };
}

function readDeath(value: unknown, ops: readonly Op[]): NonNullable<Recording['died']> {
  const { op, how } = record(value, 'died');
  if (typeof op !== 'number' || !(op in ops))
    throw new Malformed('died: "op" is not the number of an operation');
  return { op, how: how === 'crash' ? 'crash' : 'hang' };
}

function isAsync(op: Op): boolean {
  return op.op === 'driver' && op.async === true;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Malformed(error instanceof Error ? error.message : String(error));
  }
}

function record(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Malformed(`${what} is not an object`);
  return value as Fields;
}

function list(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Malformed(`${what} is not a list`);
  return value;
}

function texts(value: unknown, what: string): readonly string[] {
  const all = value === undefined ? [] : list(value, what);
  const other = all.find((one) => typeof one !== 'string');
  if (other !== undefined) throw new Malformed(`${what}: ${JSON.stringify(other)} is not a text`);
  return all as readonly string[];
}
