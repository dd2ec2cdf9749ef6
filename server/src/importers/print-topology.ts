// Prints imported devices: one item a device, `under` its parent, identity first and what the machine had bound last
// (docs/format.md). Where lines break inside an item is the formatter's business.
import { countOf } from '../base/count-of.ts';
import { quote, spellName } from '../syntax/index.ts';
import type { DeviceNode } from './device-nodes.ts';
import type { DeviceFacts } from './facts.ts';
import { type Identity, identityOf, isReadable } from './identity.ts';
import { kindOfDevice } from './kind-of-device.ts';
import type { DeviceKind, LibraryOutline } from './library-outline.ts';
import type { IdentityValue } from './read-modalias.ts';
import { referenceTo } from './references.ts';

export interface ImportedMachine {
  /** What the text was imported from, for the first line. */
  readonly source: string;
  /** `3.8`, if the recording says it. */
  readonly kernel?: string;
  readonly nodes: readonly DeviceNode[];
}

const WIDTH = 100;
/** A device with more facts than these gets a block of lines. */
const FACTS_ON_ONE_LINE = 3;

export function printTopology(machine: ImportedMachine, library: LibraryOutline): string {
  const { nodes } = machine;
  const refer = referenceTo(nodes);
  const described = new Map<DeviceNode, Described>();
  for (const node of nodes) described.set(node, describe(node, described, library));
  const items = nodes.map((node) =>
    printDevice(head(node, refer), described.get(node)?.facts ?? [], node.again),
  );
  return [header(machine), ...missingTypes(nodes, library), items.join('\n')]
    .filter((part) => part !== '')
    .join('\n\n')
    .replace(/\n+$/, '')
    .concat('\n');
}

function header({ source, kernel, nodes }: ImportedMachine): string {
  const recorded = nodes.filter((node) => node.facts !== undefined).length;
  const above = nodes.length - recorded;
  const lines = [
    `// Imported from ${source.replace(/\s+/g, ' ')}: ${countOf(recorded, 'device')}${
      above > 0 ? ` and ${above} above them that it does not describe` : ''
    }.`,
    '// `recorded_driver` is what the machine had bound. What identifies a single unit is left out.',
  ];
  return lines.concat(kernel === undefined ? [] : ['', `kernel ${kernel};`]).join('\n');
}

/** Buses and classes of the recording that the library does not have. */
function missingTypes(nodes: readonly DeviceNode[], library: LibraryOutline): readonly string[] {
  const missing = new Set<string>();
  for (const { sort } of nodes) {
    if (sort.kind === 'bus' && !library.buses.has(sort.name)) missing.add(`bus ${spellName(sort.name)};`);
    if (sort.kind === 'class' && !library.classes.has(sort.name))
      missing.add(`class ${spellName(sort.name)};`);
  }
  if (missing.size === 0) return [];
  return [
    [
      '// The library does not have these; nothing is known of them but that they have devices.',
      ...missing,
    ].join('\n'),
  ];
}

function head(node: DeviceNode, refer: (node: DeviceNode) => string): string {
  const { name, sort, parent } = node;
  const place =
    sort.kind === 'none' ? 'on none' : `${sort.kind === 'bus' ? 'on' : 'of'} ${spellName(sort.name)}`;
  return `device ${spellName(name)} ${place}${parent ? ` under ${refer(parent)}` : ''}`;
}

interface Described {
  readonly identity: Identity;
  readonly facts: readonly Fact[];
}

/** A fact's name and its printed values, or a flag. */
interface Fact {
  readonly name: string;
  readonly values?: readonly string[];
}

/** `described`: of the nodes above, whose fields need not be said again. */
function describe(
  node: DeviceNode,
  described: ReadonlyMap<DeviceNode, Described>,
  library: LibraryOutline,
): Described {
  const { facts, sort } = node;
  if (node.again) return { identity: new Map(), facts: [{ name: 'absent' }] };
  if (facts === undefined) return { identity: new Map(), facts: [] };
  if (sort.kind !== 'bus') return { identity: new Map(), facts: announcement(facts, []) };
  const kinds = library.buses.get(sort.name) ?? [];
  const kind = kindOfDevice(facts, kinds);
  const identity = identityOf(facts, kinds, kind);
  const above = node.parent && described.get(node.parent)?.identity;
  return {
    identity,
    facts: [
      ...(kind !== undefined && kind !== kinds[0] ? [{ name: 'devtype', values: [kind.struct] }] : []),
      ...[...identity]
        .filter(([name, values]) => !isInherited(name, values, kind, above))
        .map(([name, values]) => ({ name, values: values.map(printValue) })),
      ...nameFact('driver_override', facts.driverOverride),
      ...(/^\d+$/.test(facts.iommuGroup ?? '')
        ? [{ name: 'iommu_group', values: [facts.iommuGroup ?? ''] }]
        : []),
      ...nameFact('recorded_driver', facts.driver),
      ...announcement(facts, kinds),
    ],
  };
}

/** What it announced, where no format of its bus says it: processors, input devices, the DMI table. */
function announcement(facts: DeviceFacts, kinds: readonly DeviceKind[]): readonly Fact[] {
  const { modalias } = facts;
  if (modalias === undefined || isReadable(modalias, kinds)) return [];
  return [{ name: 'recorded_modalias', values: [quote(modalias)] }];
}

/** A driver's name stands where a number could stand too, so one that begins as a number is quoted. */
function nameFact(name: string, value: string | undefined): readonly Fact[] {
  return value === undefined ? [] : [{ name, values: [/^\d/.test(value) ? quote(value) : spellName(value)] }];
}

function isInherited(
  name: string,
  values: readonly IdentityValue[],
  kind: DeviceKind | undefined,
  above: Identity | undefined,
): boolean {
  if (!kind?.inherits.includes(name)) return false;
  return above?.get(name)?.map(printValue).join() === values.map(printValue).join();
}

function printValue(value: IdentityValue): string {
  switch (value.kind) {
    case 'hex':
      // 32 bits hold many an id of 16: `vendor = 0x8086`.
      return `0x${value.digits.replace(/^0000(?=.{4}$)/, '')}`;
    case 'decimal':
      return value.text;
    case 'text':
      return quote(value.text);
  }
}

function printDevice(head: string, facts: readonly Fact[], again: boolean): string {
  const comment = again ? '  // recorded twice' : '';
  if (facts.length === 0) return `${head};${comment}`;
  const statements = facts.map(({ name, values }) => `${values ? `${name} = ${values.join(', ')}` : name};`);
  const line = `${head} { ${statements.join(' ')} }`;
  if (facts.length <= FACTS_ON_ONE_LINE && line.length <= WIDTH) return line + comment;
  return `${head} {${comment}\n${statements.join('\n')}\n}\n`;
}
