// What a driver's probe makes and its remove takes away, by device. A recorder makes children when the verdict is known, and deletes
// them, the youngest first, behind those that the script names.
import type { BaseDevice } from '../../driver-core/base/objects.ts';
import type { LiveDevice } from '../../driver-core/live.ts';
import { type Journal, type Life, type ProbeCall, type Removal, report } from './journal.ts';
import type { ChildOp, DriverOp } from './operation.ts';
import { homeOf, type Parts } from './parts.ts';

type ChildrenOp = Pick<DriverOp, 'creates_for' | 'create_before_fail' | 'keep_children' | 'deletes_for'>;

export function childrenOf(parts: Parts, life: Life): ChildrenOp {
  const { journal } = parts;
  const creates = new Map<string, readonly ChildOp[]>();
  const deletes = new Map<string, readonly string[]>();
  const failing = [...life.probes.values()].flat().filter(({ result }) => result !== 0);
  const makesBefore = failing.some(({ made }) => made.length > 0);
  for (const [device, calls] of life.probes) {
    const name = journal.names.device(device);
    const lists = calls.flatMap((call) => {
      checkUndone(journal, device, call);
      return call.result === 0 || makesBefore ? [call.made.map((made) => childOp(parts, device, made))] : [];
    });
    const list = sameList(journal, device, [
      ...(creates.has(name) ? [creates.get(name) ?? []] : []),
      ...lists,
    ]);
    if (list.length > 0) creates.set(name, list);
  }
  const removals = [...life.removes].flatMap(([device, all]) => all.map((it) => ({ device, ...it })));
  for (const { device, ...removal } of removals) noteDeletions(journal, deletes, device, removal);
  const keeps = removals.some((it) => it.deleted.length === 0 && it.own.length > 0);
  return {
    ...(creates.size > 0 && { creates_for: Object.fromEntries(creates) }),
    ...(makesBefore && { create_before_fail: true }),
    ...(keeps && { keep_children: true }),
    ...(deletes.size > 0 && { deletes_for: Object.fromEntries(deletes) }),
  };
}

function childOp({ journal, table, firmware }: Parts, device: BaseDevice, made: LiveDevice): ChildOp {
  const suppliers = firmware.suppliersOf(made);
  const { mdefer, merr } = table.troubleOf(made);
  if (mdefer !== undefined || merr !== undefined)
    report(journal, 'a driver makes it, and its match() fails', made.id);
  return {
    name: journal.names.device(made),
    bus: homeOf(made),
    ...(made.bus && { id: table.idOf(made) }),
    ...(suppliers && { firmware: suppliers }),
    ...(made.parent && made.parent !== device && { parent: journal.names.device(made.parent) }),
  };
}

/** What a probe that fails has made goes again, the youngest first; one that succeeds keeps all. */
function checkUndone(journal: Journal, { id }: BaseDevice, { result, made, undone }: ProbeCall): void {
  const expected = result === 0 ? [] : [...made].reverse();
  if (!isSame(undone, expected))
    report(journal, 'a probe of it takes back something other than what it made', id);
}

function sameList(
  journal: Journal,
  { id }: BaseDevice,
  lists: readonly (readonly ChildOp[])[],
): readonly ChildOp[] {
  const [first = [], ...others] = lists;
  if (others.some((it) => JSON.stringify(it) !== JSON.stringify(first)))
    report(journal, 'its probes do not all make the same devices', id);
  return first;
}

function noteDeletions(
  journal: Journal,
  deletes: Map<string, readonly string[]>,
  device: BaseDevice,
  { deleted, own }: Removal,
): void {
  if (isSame(deleted, own) || deleted.length === 0) return;
  if (own.some((it) => !deleted.includes(it)))
    report(journal, 'the remove of its driver leaves some of what it made', device.id);
  const name = journal.names.device(device);
  const list = deleted.map((it) => journal.names.device(it));
  const known = deletes.get(name) ?? [];
  const all = [...known, ...list.filter((it) => !known.includes(it))];
  if (
    !isSame(
      all.filter((it) => list.includes(it)),
      list,
    )
  )
    report(journal, 'the removes of its driver take away in different orders', device.id);
  deletes.set(name, all);
}

function isSame<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((it, index) => it === b[index]);
}
