// From a scenario's operations to the lines that the kernel module reads (test/kernel/module/command.c). Knows no kernel and no log.
import type { BusKind, DeviceOp, DriverOp, Op, ProbeRule, RecordedChild, Scenario } from './format.ts';

/** The scenario says what the recorder cannot do: a name with a blank, too many rows, an operation that is not known. */
export class UnrecordableScenario extends Error {}

/** All lines of a scenario. It is logged under `number`, as its id may hold anything. Throws UnrecordableScenario. */
export function commandsOf(scenario: Scenario, number: number): readonly string[] {
  checkSleeps(scenario);
  const kinds = new Map<string, BusKind>();
  for (const op of scenario.ops) if (op.op === 'bus') kinds.set(op.name, op.kind);
  const lines = scenario.ops.map((op) => {
    const line = lineOf(op, kinds);
    if (line.length > MAX_LINE) throw new UnrecordableScenario(`${scenario.id}: ${op.op}: too long`);
    return line;
  });
  return [`scenario ${number}`, ...lines, 'end'];
}

/** LINE_SIZE of main.c. */
const MAX_LINE = 4000;
/** REC_MANY of recorder.h. */
const MAX_LIST = 24;
/** The length of `asleep` in command.c. */
const MAX_ASLEEP = 32;
/** REC_NAME of recorder.h, without its NUL. */
const MAX_NAME = 63;

/** The module keeps what stands between an open suspend and its resume: it ends, holds no other suspend, and has room. */
function checkSleeps({ id, ops }: Scenario): void {
  const refusal = (why: string) => new UnrecordableScenario(`${id}: ${why}`);
  let begun: number | undefined;
  for (const [at, op] of ops.entries()) {
    if (op.op === 'resume') {
      if (begun === undefined) throw refusal('resume: nothing sleeps');
      if (at - begun - 1 > MAX_ASLEEP)
        throw refusal(`suspend: more than ${MAX_ASLEEP} operations before the resume`);
      begun = undefined;
    } else if (op.op === 'suspend') {
      if (begun !== undefined) throw refusal('suspend: all sleep already');
      if (op.open) begun = at;
    }
  }
  if (begun !== undefined) throw refusal('suspend: no resume comes');
}

function lineOf(op: Op, kinds: ReadonlyMap<string, BusKind>): string {
  const bus = (name: string) => busFolder(name, kinds);
  switch (op.op) {
    case 'bus':
      return words('bus', name(op.name), op.kind, list('steps', op.steps), ...flags(op, BUS_FLAGS));
    case 'driver':
      return driverLine(op);
    case 'device':
      return deviceLine(op);
    case 'class':
      return words('class', name(op.name));
    case 'class_device':
      return words(
        ...['class_device', name(op.class), name(op.name), pair('parent', op.parent)],
        ...flags(op, ['hold']),
      );
    case 'add':
    case 'device_reprobe':
    case 'device_release_driver':
    case 'device_del':
    case 'runtime_get':
    case 'runtime_put':
      return words(DEVICE_COMMANDS[op.op], name(op.device));
    case 'device_move':
      return words('move', name(op.device), op.order, op.parent === undefined ? '' : name(op.parent));
    case 'wait':
      return words('wait', String(op.seconds));
    case 'link':
      return words('link', name(op.consumer), name(op.supplier), String(op.flags));
    case 'unlink':
      return words('unlink', name(op.consumer), name(op.supplier));
    case 'bind':
    case 'unbind':
      return words('write', `${bus(op.bus)}/drivers/${name(op.driver)}/${op.op}`, name(op.device));
    case 'device_driver_attach':
      return words('attach', name(op.bus), name(op.driver), name(op.device));
    case 'driver_override':
      return words('write', `${bus(op.bus)}/devices/${name(op.device)}/driver_override`, value(op.value));
    case 'state_synced':
      return words(
        'write_exactly',
        `${bus(op.bus)}/devices/${name(op.device)}/state_synced`,
        value(op.value),
      );
    case 'drivers_probe':
      return words('write', `${bus(op.bus)}/drivers_probe`, name(op.device));
    case 'drivers_autoprobe':
      return words('write', `${bus(op.bus)}/drivers_autoprobe`, String(op.value));
    case 'bus_rescan_devices':
      return words('rescan', name(op.bus));
    case 'new_id':
    case 'remove_id':
      return words(op.op, name(op.bus), name(op.driver), list('ids', op.ids));
    case 'driver_unregister':
      return words('unregister', name(op.bus), name(op.driver));
    case 'suspend':
      return words('suspend', ...flags(op, ['open']));
    case 'resume':
    case 'shutdown':
    case 'dump':
      return op.op;
    default:
      throw new UnrecordableScenario(`there is no such operation: ${JSON.stringify(op satisfies never)}`);
  }
}

const DEVICE_COMMANDS = {
  add: 'add',
  device_reprobe: 'reprobe',
  device_release_driver: 'release',
  device_del: 'delete',
  runtime_get: 'get',
  runtime_put: 'put',
} as const;

const BUS_FLAGS = ['no_match_callback', 'sync_state'] as const;
const DRIVER_FLAGS = [
  'async',
  'suppress_bind_attrs',
  'create_before_fail',
  'keep_children',
  'sync_state',
] as const;
const DEVICE_FLAGS = ['hold', 'devres', 'runtime_pm', 'best_effort'] as const;
const DEVICE_NUMBERS = ['mdefer', 'merr', 'dmadefer', 'dmaerr'] as const;

function driverLine(op: DriverOp): string {
  const special = Object.entries(op.probe_for ?? {});
  const children = childrenOf(op);
  const deletions = Object.entries(op.deletes_for ?? {}).flatMap(([device, names]) =>
    names.map((it) => pair(`delete@${name(device)}`, name(it))),
  );
  const lists = [op.ids, children, deletions, op.links, special];
  if (lists.some((members) => (members?.length ?? 0) >= MAX_LIST))
    throw new UnrecordableScenario(`driver ${op.name}: more than ${MAX_LIST - 1} members in a list`);
  return words(
    'driver',
    name(op.bus),
    name(op.name),
    list('ids', op.ids),
    pair('probe', rule(op.probe ?? 'ok')),
    ...special.map(([device, own]) => `probe@${name(device)}=${rule(own)}`),
    ...children,
    ...deletions,
    ...(op.links ?? []).map((link) => pair('link', tuple(link.supplier, String(link.flags)))),
    ...flags(op, DRIVER_FLAGS),
  );
}

function childrenOf(op: DriverOp): readonly string[] {
  const line = (key: string, { name: own, bus, id = '', parent, firmware }: RecordedChild) => {
    const above = parent === undefined && !firmware ? [] : [parent ?? ''];
    const suppliers = firmware && (firmware.length > 0 ? firmware : ['']);
    return pair(key, tuple(own, bus, id, ...above, ...(suppliers ?? [])));
  };
  return [
    ...(op.creates ?? []).map((child) => line('child', child)),
    ...Object.entries(op.creates_for ?? {}).flatMap(([device, children]) =>
      children.map((child) => line(`child@${name(device)}`, child)),
    ),
  ];
}

function deviceLine(op: DeviceOp): string {
  return words(
    'device',
    name(op.bus),
    name(op.name),
    pair('id', op.id),
    pair('parent', op.parent),
    pair('override', op.override),
    pair('claim', op.claim),
    ...(op.firmware ? ['fwnode', list('suppliers', op.firmware)] : []),
    ...DEVICE_NUMBERS.map((key) => pair(key, op[key] ? String(op[key]) : undefined)),
    ...flags(op, DEVICE_FLAGS),
  );
}

const NAMED_ERRORS: Readonly<Record<string, number>> = { nodev: -19, nxio: -6, fail: -22 };

function rule(text: ProbeRule): string {
  const code = NAMED_ERRORS[text];
  return code === undefined ? text : `err:${code}`;
}

function busFolder(bus: string, kinds: ReadonlyMap<string, BusKind>): string {
  const kind = kinds.get(bus) ?? 'own';
  return `/sys/bus/${kind === 'own' ? name(bus) : kind}`;
}

function words(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

function pair(key: string, text: string | undefined): string {
  return text === undefined || text === '' ? '' : `${key}=${value(text)}`;
}

function list(key: string, members: readonly string[] | undefined): string {
  return pair(key, members?.length ? tuple(...members) : undefined);
}

/** `|` stands between members, as names of devices may hold `:` and `,`. */
function tuple(...members: readonly string[]): string {
  const bad = members.find((member) => member.includes('|'));
  if (bad !== undefined) throw new UnrecordableScenario(`"${bad}" holds the separator |`);
  return members.join('|');
}

function flags<K extends string>(op: { readonly [key in K]?: boolean }, keys: readonly K[]): string[] {
  return keys.filter((key) => op[key] === true);
}

function name(text: string): string {
  if (text === '' || text.length > MAX_NAME || /[\s/=|]/.test(text))
    throw new UnrecordableScenario(`"${text}" cannot be a name`);
  return text;
}

function value(text: string): string {
  if (/\s/.test(text)) throw new UnrecordableScenario(`"${text}" holds a blank`);
  return text;
}
