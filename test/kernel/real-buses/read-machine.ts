// From the lines of a real machine's guest to its recording.
import type { RealBus, RealChange, RealDevice, RealDriver, RealOutcome, RealStep } from './format.ts';

export interface MachineLog {
  readonly modules: readonly string[];
  readonly devices: readonly RealDevice[];
  readonly buses: Readonly<Record<string, RealBus>>;
  readonly steps: readonly RealOutcome[];
}

/** Throws if the lines do not hold an order before the steps and one after each. */
export function readMachine(lines: readonly string[], steps: readonly RealStep[]): MachineLog {
  const sections = splitSections(lines);
  const orders = sections.filter(({ mark }) => mark === 'order').map(({ body }) => body);
  const said = sections.filter(({ mark }) => mark === 'step').map(({ body }) => body);
  const first = orders[0];
  if (!first || orders.length !== steps.length + 1)
    throw new Error(`the guest showed ${orders.length} states for ${steps.length} steps`);
  return {
    modules:
      sections.find(({ mark }) => mark === 'modules')?.body.filter((name) => name !== 'bus_order') ?? [],
    devices: sections.filter(({ mark }) => mark.startsWith('device ')).map(readDevice),
    buses: readBuses(first),
    steps: steps.map((step, index) => ({
      step,
      ...readError(said[index] ?? []),
      changes: changesBetween(bindings(orders[index] ?? []), bindings(orders[index + 1] ?? [])),
    })),
  };
}

interface Section {
  readonly mark: string;
  readonly body: string[];
}

function splitSections(lines: readonly string[]): readonly Section[] {
  const sections: Section[] = [];
  for (const line of lines) {
    if (line.startsWith('@')) sections.push({ mark: line.slice(1).trimEnd(), body: [] });
    else sections.at(-1)?.body.push(line);
  }
  return sections;
}

function readDevice({ mark, body }: Section): RealDevice {
  const [, path = '', subsystem = '', group] = mark.split(' ');
  const uevent = Object.fromEntries(
    body.map((line) => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  );
  return {
    path: path.replace(/^\/sys/, ''),
    subsystem: lastPart(subsystem),
    driver: uevent.DRIVER ?? null,
    ...(group !== undefined && group !== '' && { iommuGroup: lastPart(group) }),
    uevent,
  };
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `driver BUS DRIVER MODULE` and `device BUS DEVICE DRIVER`; names may hold blanks, buses and modules never do. */
const DRIVER_LINE = /^driver (\S+) (.+) (\S+)$/;
const DEVICE_LINE = /^device (\S+) (\S+) (.+)$/;

function readBuses(order: readonly string[]): Readonly<Record<string, RealBus>> {
  const buses: Record<string, { drivers: RealDriver[]; devices: string[] }> = {};
  const busOf = (name: string) => {
    buses[name] ??= { drivers: [], devices: [] };
    return buses[name];
  };
  for (const line of order) {
    const driver = DRIVER_LINE.exec(line);
    const device = DEVICE_LINE.exec(line);
    if (driver?.[1] && driver[2])
      busOf(driver[1]).drivers.push({ name: driver[2], module: nullFor(driver[3] ?? '-') });
    if (device?.[1] && device[2]) busOf(device[1]).devices.push(device[2]);
  }
  return buses;
}

/** What the module of bus_order itself registers is no device of the machine. */
function bindings(order: readonly string[]): ReadonlyMap<string, string | null> {
  return new Map(
    order.flatMap((line): [string, string | null][] => {
      const device = DEVICE_LINE.exec(line);
      return device?.[3] === undefined ? [] : [[`${device[1]} ${device[2]}`, nullFor(device[3])]];
    }),
  );
}

function changesBetween(
  before: ReadonlyMap<string, string | null>,
  after: ReadonlyMap<string, string | null>,
): readonly RealChange[] {
  const all = [...new Set([...before.keys(), ...after.keys()])];
  return all.flatMap((key) => {
    const [bus = '', device = ''] = key.split(' ');
    const change = { bus, device, before: stateIn(before, key), after: stateIn(after, key) };
    return change.before === change.after ? [] : [change];
  });
}

function stateIn(states: ReadonlyMap<string, string | null>, key: string): string | null | 'absent' {
  const state = states.get(key);
  return state === undefined ? 'absent' : state;
}

function nullFor(name: string): string | null {
  return name === '-' ? null : name;
}

/** The words of the C library for the codes that files of sysfs return. */
const ERRORS: Readonly<Record<string, string>> = {
  'No such device': 'ENODEV',
  'Invalid argument': 'EINVAL',
  'File exists': 'EEXIST',
  'Device or resource busy': 'EBUSY',
  'No such file or directory': 'ENOENT',
  'Resource temporarily unavailable': 'EAGAIN',
  'Permission denied': 'EACCES',
  'No such device or address': 'ENXIO',
  'Numerical result out of range': 'ERANGE',
  'Result not representable': 'ERANGE',
  'Operation not permitted': 'EPERM',
};

function readError(said: readonly string[]): { readonly error?: string } {
  const text = said.filter((line) => line !== '').join(' ');
  if (text === '') return {};
  return { error: ERRORS[text.slice(text.lastIndexOf(': ') + 2)] ?? text };
}
