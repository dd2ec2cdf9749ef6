// The resulting buses as a text tree: as /sys/bus, as /sys/devices or as /sys/class shows them. One line a thing, the state
// and its reason behind the name; nothing is aligned, so lines can be compared and searched.
import { addTo } from '../base/add-to.ts';
import { assertNever } from '../base/assert-never.ts';
import type { DeviceState } from '../driver-core/result.ts';
import { drawTree, type TextNode } from './draw-tree.ts';
import type { Role, Style } from './style.ts';
import type { ReportedBus, ReportedDevice, ReportedDriver, TopologyReport } from './topology-report.ts';

export type TreeOrder = 'bus' | 'device' | 'class';

export function treeText(report: TopologyReport, order: TreeOrder, style: Style): string {
  const roots = rootsOf(report, order, style);
  return `${[headLine(report, style), ...roots.flatMap((root) => ['', ...drawTree([root])])].join('\n')}\n`;
}

/** `first.topo: 3 devices, 2 bound, 1 unbound (kernel 6.12)` */
function headLine({ file, kernel, summary }: TopologyReport, style: Style): string {
  const devices = `${summary.devices} ${summary.devices === 1 ? 'device' : 'devices'}`;
  const states = (['bound', 'unbound', 'deferred', 'waits', 'absent'] as const)
    .filter((state) => summary[state] > 0)
    .map((state) => style(LOOK[state].role, `${summary[state]} ${state}`));
  return `${style('strong', file)}: ${[devices, ...states].join(', ')} ${style('faint', `(kernel ${kernel})`)}`;
}

function rootsOf(report: TopologyReport, order: TreeOrder, style: Style): readonly TextNode[] {
  switch (order) {
    case 'bus':
      return byBus(report, style);
    case 'device':
      return byParent(report, style);
    case 'class':
      return byClass(report, style);
    default:
      return assertNever(order);
  }
}

function byBus(report: TopologyReport, style: Style): readonly TextNode[] {
  const devices = byRef(report);
  const buses = report.buses.map((bus) => ({
    label: style('strong', bus.name),
    children: [...driverNodes(bus, style), ...leaves(bus.devices, devices, style)],
  }));
  const loose = report.devices.filter((device) => device.bus === null && device.class === null);
  if (loose.length === 0) return buses;
  return [
    ...buses,
    { label: style('strong', 'without a bus'), children: loose.map((it) => leaf(it, style)) },
  ];
}

function driverNodes({ drivers }: ReportedBus, style: Style): readonly TextNode[] {
  if (drivers.length === 0) return [];
  const label = style('faint', drivers.length === 1 ? 'driver' : 'drivers, in registration order');
  return [
    { label, children: drivers.map((driver) => ({ label: driverLabel(driver, style), children: [] })) },
  ];
}

/** `2. vfio-pci (module vfio_pci): 0000:02:00.0` */
function driverLabel({ name, module, order, devices }: ReportedDriver, style: Style): string {
  const rank = order === null ? style('faint', 'not registered: ') : `${order}. `;
  const from = module === name.replaceAll('-', '_') ? '' : style('faint', ` (module ${module})`);
  return `${rank}${style('name', name)}${from}${devices.length === 0 ? '' : `: ${few(devices)}`}`;
}

/** The JSON names them all. */
function few(names: readonly string[]): string {
  return names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}

function byClass(report: TopologyReport, style: Style): readonly TextNode[] {
  const devices = byRef(report);
  return report.classes.map(({ name, devices: refs }) => ({
    label: style('strong', name),
    children: leaves(refs, devices, style),
  }));
}

/** Children are made before their parents: parents stand first in the list, so it is read backwards. */
function byParent({ devices }: TopologyReport, style: Style): readonly TextNode[] {
  const roots: TextNode[] = [];
  const below = new Map<string, TextNode[]>();
  for (const device of [...devices].reverse()) {
    const node = {
      label: deviceLabel(device, 'with bus', style),
      children: (below.get(device.ref) ?? []).reverse(),
    };
    if (device.parent === null) roots.push(node);
    else addTo(below, device.parent, node);
  }
  return roots.reverse();
}

function byRef({ devices }: TopologyReport): ReadonlyMap<string, ReportedDevice> {
  return new Map(devices.map((device) => [device.ref, device]));
}

function leaves(
  refs: readonly string[],
  devices: ReadonlyMap<string, ReportedDevice>,
  style: Style,
): readonly TextNode[] {
  return refs.flatMap((ref) => {
    const device = devices.get(ref);
    return device === undefined ? [] : [leaf(device, style)];
  });
}

function leaf(device: ReportedDevice, style: Style): TextNode {
  return { label: deviceLabel(device, 'alone', style), children: [] };
}

/** The mark says the state without a color too. */
const LOOK: Readonly<Record<DeviceState, { readonly mark: string; readonly role: Role }>> = {
  bound: { mark: '●', role: 'good' },
  unbound: { mark: '○', role: 'warning' },
  deferred: { mark: '◐', role: 'hint' },
  waits: { mark: '◔', role: 'hint' },
  absent: { mark: '·', role: 'faint' },
};

/** `● 0000:00:19.0 → e1000e: row 1 of id_table` or `○ 0000:03:00.0 unbound: no driver matches`; what is on no bus has no state. */
function deviceLabel(device: ReportedDevice, form: 'alone' | 'with bus', style: Style): string {
  const { name, bus, driver, state, node } = device;
  const of = bus ?? device.class;
  const where = form === 'alone' || of === null ? '' : style('faint', ` (${of})`);
  if (bus === null) return `${name}${where}${node === null ? '' : style('faint', ` ${node}`)}`;
  const { mark, role } = LOOK[state];
  const what = driver === null ? state : `→ ${driver}`;
  const why = whyText(device);
  return `${style(role, mark)} ${style('strong', name)}${where} ${style(role, what)}${why === '' ? '' : style('faint', `: ${why}`)}`;
}

/** The reason without the driver's name, which stands before it; what the machine had instead; without a driver, who could drive it. */
function whyText({ driver, reason, candidates, recorded }: ReportedDevice): string {
  const own = driver === null ? '' : `${driver} `;
  const text = own !== '' && reason.text.startsWith(own) ? reason.text.slice(own.length) : reason.text;
  const had = recorded === null || isSameDriver(recorded, driver) ? [] : [`the machine had ${recorded}`];
  const loads = driver !== null || candidates.length === 0 ? [] : [`its modalias loads ${few(candidates)}`];
  return [...(text === '' ? [] : [text]), ...had, ...loads].join('; ');
}

/** A module of an installed kernel stands under its own name, which has `_` where its driver's may have `-`. */
function isSameDriver(recorded: string, driver: string | null): boolean {
  return driver?.replaceAll('-', '_') === recorded.replaceAll('-', '_');
}
