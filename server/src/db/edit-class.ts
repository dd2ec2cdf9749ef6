// Which of three costs an edit of a root has: nothing that matters changed, only devices that stand alone changed, or more.
// The plan: docs/adr/0004-three-costs-of-an-edit.md.
import type { Decl, DeviceDecl, Fact } from '../declare/declarations.ts';
import { deviceId, type ItemKey, type Names } from '../link/index.ts';
import type { LinkedTypes } from '../link/link-types.ts';
import type { FileDelta, ItemSlot } from './source-file.ts';

export type EditClass =
  /** Blanks, comments, or what only checks read (`expect`, `allow`, `scenario`). */
  | ({ readonly kind: 'quiet' } & QuietPart)
  | ({ readonly kind: 'devices'; readonly slots: readonly ItemSlot[] } & QuietPart)
  | { readonly kind: 'more' };

/** What changed without a change of any name, link or run. */
export interface QuietPart {
  readonly items: ReadonlySet<ItemKey>;
  /** Items that hold a scenario, or held one: they are linked again. */
  readonly scenarios: readonly ItemSlot[];
  readonly removed: readonly ItemSlot[];
}

const MORE: EditClass = { kind: 'more' };

export function classifyEdit(deltas: readonly FileDelta[], names: Names, types: LinkedTypes): EditClass {
  const quiet = new Set<ItemKey>();
  const scenarios: ItemSlot[] = [];
  const devices: ItemSlot[] = [];
  for (const delta of deltas) {
    if (![...delta.added, ...delta.removed].every((it) => it.decls.every(isQuiet))) return MORE;
    for (const it of [...delta.added, ...delta.removed]) if (it.decls.length > 0) quiet.add(it.key);
    scenarios.push(...delta.added.filter((it) => it.decls.some(isScenario)));
    for (const { slot, before } of delta.changed) {
      if ([...before, ...slot.decls].some(isScenario)) scenarios.push(slot);
      if (before.every(isQuiet) && slot.decls.every(isQuiet)) quiet.add(slot.key);
      else if (standsAlone(slot, before, names, types)) devices.push(slot);
      else return MORE;
    }
  }
  const part: QuietPart = { items: quiet, scenarios, removed: deltas.flatMap((it) => it.removed) };
  return devices.length === 0 ? { kind: 'quiet', ...part } : { kind: 'devices', slots: devices, ...part };
}

function isScenario(decl: Decl): boolean {
  return decl.kind === 'scenario';
}

/** No name, link or run depends on it. */
function isQuiet(decl: Decl): boolean {
  return (
    decl.kind === 'expect' || decl.kind === 'allow' || decl.kind === 'scenario' || decl.kind === 'edition'
  );
}

/** One device before and after, with the same head and nothing in it, that nobody extends, inherits from or declares again. */
function standsAlone(slot: ItemSlot, before: readonly Decl[], names: Names, types: LinkedTypes): boolean {
  const [old, ...restOld] = before;
  const [now, ...restNow] = slot.decls;
  if (old?.kind !== 'device' || now?.kind !== 'device' || restOld.length > 0 || restNow.length > 0)
    return false;
  if (!isSimple(old) || !isSimple(now) || !sameHead(old, now)) return false;
  const id = deviceId(now.bus?.text ?? now.class?.text ?? '', now.name.text);
  if (names.byId.get(id)?.item !== slot.key || names.extensions.has(id) || names.devices.inside.has(id))
    return false;
  if (names.duplicates.some(({ first }) => first.id === id)) return false;
  const structs = types.buses.get(now.bus?.text ?? '')?.devices ?? [];
  return structs.every((it) => it.inherits.length === 0) || now.under === undefined;
}

function isSimple(decl: DeviceDecl): boolean {
  return (
    decl.children.length === 0 &&
    decl.suppliers.length === 0 &&
    decl.bus !== undefined &&
    decl.bus.text !== 'none'
  );
}

function sameHead(a: DeviceDecl, b: DeviceDecl): boolean {
  return (
    a.name.text === b.name.text &&
    a.bus?.text === b.bus?.text &&
    a.label?.text === b.label?.text &&
    pathOf(a) === pathOf(b) &&
    devtypeOf(a.facts) === devtypeOf(b.facts)
  );
}

function pathOf(decl: DeviceDecl): string | undefined {
  return decl.under?.parts.map((it) => it.text).join('/');
}

function devtypeOf(facts: readonly Fact[]): string | undefined {
  return facts.find((it) => it.name.text === 'devtype')?.values[0]?.text;
}
