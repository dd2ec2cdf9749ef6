// What devices read of their parents: fields that they inherit, places that names are made of, conditions that begin at `parent`.
// An edit of a parent that touches none of these leaves its children as they are.
import type { LiveBus, LiveDevice } from './live.ts';
import type { Condition, Device, MakeStep, Path, Step } from './topology.ts';
import { isList } from './value.ts';

/** Fields that tell where a device is and which group it is in: names, DMA and nodes below it come from them. */
const READ_FROM_BELOW: ReadonlySet<string> = new Set([
  'domain',
  'bus',
  'slot',
  'fn',
  'header_type',
  'iommu_group',
]);

/** True if the devices below `live` can tell its two versions apart. */
export function childrenNotice(live: LiveDevice, before: Device, after: Device): boolean {
  if (live.children.size === 0) return false;
  if (before.iommuGroup !== after.iommuGroup) return true;
  const changed = changedFields(before, after);
  if (changed.some((name) => READ_FROM_BELOW.has(name))) return true;
  return [...live.children].some(
    ({ maker, struct, bus }) =>
      maker !== undefined ||
      struct?.inherits.some((name) => changed.includes(name)) ||
      (bus !== undefined && readsParent(bus)),
  );
}

function changedFields(before: Device, after: Device): readonly string[] {
  const names = new Set([...Object.keys(before.fields), ...Object.keys(after.fields)]);
  return [...names].filter((name) => !isSame(before.fields[name], after.fields[name]));
}

function isSame(one: Device['fields'][string] | undefined, other: typeof one): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined || !isList(one) || !isList(other)) return false;
  return one.length === other.length && one.every((member, place) => member === other[place]);
}

const known = new WeakMap<LiveBus, boolean>();

/** True if a condition or path of the bus, or of a driver on it, begins at `parent`. */
function readsParent(bus: LiveBus): boolean {
  const before = known.get(bus);
  if (before !== undefined) return before;
  const { type } = bus;
  const answer =
    conditionsOf(bus).some(mentionsParent) ||
    Object.values(type.tables).some(({ fields }) => fields.some(({ is }) => 'root' in is && isParent(is))) ||
    (type.match ?? []).some((step) => 'path' in step && isParent(step.path));
  known.set(bus, answer);
  return answer;
}

function conditionsOf({ type, known: drivers }: LiveBus): readonly Condition[] {
  const steps: readonly Step[] = drivers.flatMap(({ decl }) => [
    ...decl.probe,
    ...(decl.sriovConfigure ?? []),
    ...decl.flavours.flatMap((flavour) => flavour.steps),
  ]);
  return [
    ...(type.match ?? []).map(({ when }) => when),
    ...type.probe.map(({ when }) => when),
    ...type.devices.flatMap(({ modalias }) => modalias.map(({ when }) => when)),
    ...Object.values(type.tables).flatMap(({ skips }) => skips),
    ...steps.map(({ when }) => when),
    ...steps.filter(isMake).flatMap(({ facts }) => (facts.parent === 'dev.parent' ? [PARENT] : [])),
  ];
}

/** A step that makes something on the parent. */
const PARENT: Condition = [{ no: false, left: { path: { root: 'parent', name: 'name' } } }];

function isMake(step: Step): step is MakeStep {
  return step.kind === 'creates' || step.kind === 'registers';
}

function mentionsParent(condition: Condition): boolean {
  return condition.some(({ left, right }) =>
    [left, right].some((operand) => operand !== undefined && 'path' in operand && isParent(operand.path)),
  );
}

function isParent({ root, name }: Path): boolean {
  return root === 'parent' || name.startsWith('parent.');
}
