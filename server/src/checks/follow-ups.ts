// MK-34 and MK-35 say that a device and a driver have nobody, SD-50 that a name has no place. Where another finding says why, they only
// follow from it: one mistake is one finding. Looks at all findings of a root at once, so what is left out comes back with the edit
// that takes its cause away.
import type { RootModel } from '../db/model.ts';
import type { Id } from '../driver-core/topology.ts';
import type { ItemKey, Place } from '../link/place.ts';
import type { Finding } from './finding.ts';

/** Rows that take less than they say, and names that are not the ones that are compared. */
const CAUSES: ReadonlySet<string> = new Set(
  'MK-2 MK-18 MK-19 MK-21 MK-22 MK-23 MK-24 MK-25 MK-26 MK-27 MK-29 MK-38 MK-39 MK-92'.split(' '),
);
/** Where the row that is meant is not looked at, or cannot be read: nothing tells how near it is. */
const HIDES_ROWS: ReadonlySet<string> = new Set(['MK-2', 'MK-21', 'MK-22', 'MK-25', 'MK-38', 'MK-39']);

const NO_DRIVER = 'MK-34';
const NO_DEVICE = 'MK-35';
/** A name without a place, of a device that has the wrong parent. */
const NO_PLACE = 'SD-50';
const WRONG_PARENT = 'MK-126';

/** Without those that follow from others, or from errors in the text of the driver's tables. */
export function withoutFollowUps(model: RootModel, findings: readonly Finding[]): readonly Finding[] {
  if (!findings.some(isFollowUp)) return findings;
  const causes = findings.filter((it) => CAUSES.has(it.code));
  const wrong = findings.filter((it) => it.code === WRONG_PARENT);
  const items = new Set(
    causes.flatMap((it) => [it.place, ...it.related.map(({ place }) => place)]).map(itemOf),
  );
  return findings.filter((it) => {
    if (it.code === NO_DEVICE) return !items.has(it.place.item) && !hasBrokenTable(model, it.subject);
    if (it.code === NO_DRIVER)
      return !causes.some((cause) => isSame(cause.place, it.place)) && !isMeant(model, it, causes);
    if (it.code === NO_PLACE) return !wrong.some(({ place }) => model.encloses(it.place, place));
    return true;
  });
}

function isFollowUp({ code }: Finding): boolean {
  return code === NO_DRIVER || code === NO_DEVICE || code === NO_PLACE;
}

function itemOf({ item }: Place): ItemKey {
  return item;
}

function isSame(a: Place, b: Place): boolean {
  return a.item === b.item && a.site === b.site;
}

/** A driver whose table has such a mistake comes near to the device. */
function isMeant(model: RootModel, { subject }: Finding, causes: readonly Finding[]): boolean {
  const attempts = (subject !== undefined && model.run.devices.get(subject)?.attempts) || [];
  return attempts.some(({ driver, verdict }) => {
    const declared = model.declarationAs('driver', driver);
    if (!declared || declared.library) return false;
    if (hasBrokenTable(model, driver)) return true;
    const mine = causes.filter((it) => it.place.item === declared.item);
    return mine.some((it) => HIDES_ROWS.has(it.code) || isNear(model, driver, verdict.miss));
  });
}

/** One field of the row at least is the device's. */
function isNear(
  model: RootModel,
  driver: Id,
  miss: { readonly table: string; readonly row: number; readonly fields: readonly unknown[] } | undefined,
): boolean {
  const row = miss && model.driver(driver)?.tables[miss.table]?.find((it) => it.number === miss.row);
  return row !== undefined && miss !== undefined && miss.fields.length < Object.keys(row.fields).length;
}

/** A row that was not understood is not in the table. */
function hasBrokenTable(model: RootModel, driver: Id | undefined): boolean {
  const declared = driver === undefined ? undefined : model.declarationAs('driver', driver);
  if (!declared || declared.library) return false;
  const { item, decl } = declared;
  return model
    .problemsOf(item)
    .some(
      ({ place, severity }) =>
        severity === 'error' && decl.tables.some(({ site }) => model.encloses({ item, site }, place)),
    );
}
