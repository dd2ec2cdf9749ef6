// A driver for a device that has none: offered at the top level and as rows of a table, with the device's ids filled in.
import type { DeviceResult } from '../../driver-core/result.ts';
import type { Id, MatchTable, Value } from '../../driver-core/topology.ts';
import { driverId } from '../../link/ids.ts';
import { spellName } from '../../syntax/index.ts';
import type { Offer } from './item.ts';
import { enclosing, type Scene } from './scene.ts';

/** As many as are offered. */
const MOST = 8;

export function unboundDevices(scene: Scene, rank: number): readonly Offer[] {
  return unbound(scene).flatMap((device) => {
    const ids = rowOf(scene, device);
    if (ids === undefined || device.bus === undefined) return [];
    const bus = device.bus;
    return [
      {
        label: `driver for ${device.name}`,
        kind: 'snippet' as const,
        rank,
        detail: ids.text,
        snippet: `driver \${1:name} on ${spellName(bus)} {\n\tid_table { { ${ids.text} } }\n}$0`,
        doc: `\`${device.name}\` has no driver: ${device.reason.text}.`,
      },
    ];
  });
}

/** The facts of a row that fits a device that has no driver, or only the driver whose row is still empty. */
export function unboundRows(scene: Scene, bus: string, rank: number): readonly Offer[] {
  const own = enclosing(scene, 'driver')?.head[1]?.text;
  return unbound(scene, own === undefined ? undefined : driverId(bus, own)).flatMap((device) => {
    const ids = device.bus === bus ? rowOf(scene, device) : undefined;
    return ids === undefined
      ? []
      : [{ label: ids.text, kind: 'snippet' as const, rank, detail: device.name, insert: ids.text }];
  });
}

function unbound({ model }: Scene, own?: Id): readonly DeviceResult[] {
  const found: DeviceResult[] = [];
  for (const device of model.run.devices.values()) {
    const free = device.state === 'unbound' || (own !== undefined && device.driver === own);
    if (free && device.bus !== undefined) found.push(device);
    if (found.length === MOST) break;
  }
  return found;
}

/** `undefined` if the bus compares no fields. */
function rowOf({ model }: Scene, device: DeviceResult): { readonly text: string } | undefined {
  const table = model.topology.buses.get(device.bus ?? '')?.tables.id_table;
  if (table === undefined) return undefined;
  const facts = comparedFields(table).flatMap((name) => {
    const value = device.fields[name] as Value | undefined;
    return value === undefined || Array.isArray(value) ? [] : [`${name} = ${valueText(value)};`];
  });
  return facts.length === 0 ? undefined : { text: facts.slice(0, 2).join(' ') };
}

function comparedFields(table: MatchTable): readonly string[] {
  return table.fields
    .filter((it) => it.compared && 'name' in it.is && it.is.name === it.name)
    .map((it) => it.name);
}

function valueText(value: Value): string {
  if (typeof value === 'number')
    return value > 9 ? `0x${value.toString(16).padStart(4, '0')}` : String(value);
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
