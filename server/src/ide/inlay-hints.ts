// Inlay hints: the bound driver beside each device, or why there is none at the end of its line (a sentence there does not push
// the text aside); the row that fits; the devices of a driver; what came of a scenario. Looks only at the statements that the shown range touches, so its
// cost is that of a screen.
import { countOf } from '../base/count-of.ts';
import { contains, type TextRange } from '../base/text-range.ts';
import type { ItemView, RootModel } from '../db/model.ts';
import type { Workspace } from '../db/workspace.ts';
import type { DeviceResult } from '../driver-core/result.ts';
import type { Driver, Id } from '../driver-core/topology.ts';
import { madeLabel } from './contract/request-card.ts';
import { bindingOf, shortReason } from './contract/why.ts';
import { declarationsOf } from './declarations-of.ts';
import { itemAt, itemLocation } from './file-position.ts';
import { prose } from './markup.ts';
import { lastName } from './meaning.ts';
import { modelOf } from './models-of.ts';
import { scenarioHints } from './scenario-hints.ts';

export interface InlayHintOptions {
  readonly binding: boolean;
  readonly row: boolean;
  readonly modalias: boolean;
  readonly devices: boolean;
  readonly rank: boolean;
}

export interface InlayHint {
  readonly offset: number;
  readonly label: string;
  readonly tooltip?: string;
}

export function inlayHints(
  workspace: Workspace,
  uri: string,
  range: TextRange,
  options: InlayHintOptions,
): readonly InlayHint[] {
  const model = modelOf(workspace, uri);
  if (model === undefined || !model.hasDevices) return [];
  const first = itemAt(model, { uri, offset: range.start });
  if (first === undefined) return [];
  const items = model.items(uri);
  const hints: InlayHint[] = [];
  for (let at = items.indexOf(first); at < items.length; at++) {
    const item = items[at];
    const location = item === undefined ? undefined : itemLocation(model, item);
    if (item === undefined || (location !== undefined && location.start > range.end)) break;
    const results = options.binding ? scenarioHints(workspace, model, item) : [];
    for (const it of results) if (contains(range, it.offset)) hints.push(it);
    for (const { hint, offset } of hintsOfItem(model, item, options)) {
      const { label, tooltip } = hint;
      const at = hint.isSentence ? lineEnd(workspace, uri, offset) : offset;
      if (contains(range, at)) hints.push({ offset: at, label, ...(tooltip !== undefined && { tooltip }) });
    }
  }
  return hints;
}

interface Hint {
  readonly label: string;
  readonly tooltip?: string;
  /** Too long to stand between a name and what follows it. */
  readonly isSentence?: boolean;
}

interface PlacedHint {
  readonly hint: Hint;
  /** The end of the name. */
  readonly offset: number;
}

function lineEnd(workspace: Workspace, uri: string, offset: number): number {
  const { line } = workspace.positionAt(uri, offset);
  return workspace.offsetAt(uri, line, Number.MAX_SAFE_INTEGER);
}

function hintsOfItem(model: RootModel, item: ItemView, options: InlayHintOptions): readonly PlacedHint[] {
  return declarationsOf(model, item).flatMap(({ id, decl }) => {
    const offset = model.locate({ item: item.key, site: decl.name.site })?.end;
    if (offset === undefined) return [];
    const device = model.run.devices.get(id);
    const driver = device === undefined ? model.driver(id) : undefined;
    const hint =
      device !== undefined
        ? deviceHint(model, device, options)
        : driver !== undefined
          ? driverHint(model, driver, options)
          : requestHint(model, id, options);
    return hint === undefined ? [] : [{ hint, offset }];
  });
}

function deviceHint(model: RootModel, device: DeviceResult, options: InlayHintOptions): Hint | undefined {
  const binding = options.binding ? bindingLabel(model, device, options) : undefined;
  const modalias = options.modalias ? device.modalias : undefined;
  const label = [binding, modalias].filter((part) => part !== undefined).join(' · ');
  if (label === '') return undefined;
  const tooltip = `${prose(device.reason.text)} *(${device.reason.rule})*`;
  return { label, tooltip, isSentence: binding !== undefined && device.driver === undefined };
}

/** Behind a `create`: the device that came of it. */
function requestHint(model: RootModel, id: Id, options: InlayHintOptions): Hint | undefined {
  if (!options.binding || model.declarationAs('request', id) === undefined) return undefined;
  return { label: madeLabel(model, id) };
}

function bindingLabel(model: RootModel, device: DeviceResult, options: InlayHintOptions): string | undefined {
  if (device.class !== undefined || device.reason.code === 'no-bus') return undefined;
  if (device.state !== 'bound' || device.driver === undefined)
    return `${device.state}: ${shortReason(device)}`;
  const row = bindingOf(device)?.verdict.row;
  const rows = model.driver(device.driver)?.tables;
  const several = rows !== undefined && Object.values(rows).some((it) => it.length > 1);
  const rank = options.rank ? rankLabel(device) : '';
  return `→ ${lastName(device.driver)}${options.row && several && row !== undefined ? ` row ${row}` : ''}${rank}`;
}

/** `, 1st of 2`: said only where another driver matches too. */
function rankLabel(device: DeviceResult): string {
  const rivals = device.matching.filter((attempt) => attempt.verdict.result === 'yes');
  const rank = rivals.findIndex((attempt) => attempt.driver === device.driver) + 1;
  return rivals.length < 2 || rank === 0 ? '' : `, ${ordinal(rank)} of ${rivals.length}`;
}

function driverHint(model: RootModel, driver: Driver, options: InlayHintOptions): Hint | undefined {
  if (!options.devices) return undefined;
  const result = model.run.drivers.get(driver.id);
  if (result === undefined) return undefined;
  if (!result.registered) return { label: 'not loaded' };
  return { label: countOf(result.devices.length, 'device') };
}

function ordinal(n: number): string {
  const ending = n % 100 >= 11 && n % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${ending}`;
}
