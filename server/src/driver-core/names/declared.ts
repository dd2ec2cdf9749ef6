// The names of a topology: its devices, VFs and requests, there or not.
import type { Device, DeviceExtension, Id, Request } from '../topology.ts';
import { enter, enterInside, newNameTable, type OpenNameTable, tableWorld } from './table.ts';
import type { NamedWorld } from './world.ts';

/** An edit of a body leaves both lists as they are: no name changes by it. */
interface Lists {
  readonly devices: readonly Device[];
  readonly extensions?: readonly DeviceExtension[] | undefined;
}

const worlds = new WeakMap<Lists['devices'], Lists & { readonly world: NamedWorld }>();

/** What a topology declares, as the linker knows it. Made once for its lists, so that an act does not walk over ten thousand devices. */
export function declaredWorld({ devices, extensions }: Lists): NamedWorld {
  const known = worlds.get(devices);
  if (known && known.extensions === extensions) return known.world;
  const world = makeWorld({ devices, extensions });
  worlds.set(devices, { devices, extensions, world });
  return world;
}

function makeWorld({ devices, extensions }: Lists): NamedWorld {
  const table = newNameTable();
  for (const device of devices) enterDevice(table, device);
  for (const { requests } of extensions ?? []) for (const it of requests) enterRequest(table, it, undefined);
  return tableWorld(table);
}

/** A label in another device is that one's; a VF stands in its PF, though its parent is the PF's. */
function enterDevice(table: OpenNameTable, device: Device): void {
  const { id, name, label, nested, physfn, parent, requests } = device;
  enter(table, id, { name, label: nested ? undefined : label });
  const owner = physfn ?? parent;
  if (owner !== undefined) enterInside(table, owner, id, { name, label });
  for (const it of requests) enterRequest(table, it, id);
}

function enterRequest(table: OpenNameTable, request: Request, owner: Id | undefined): void {
  const { id, name } = request;
  enter(table, id, { name });
  if (owner !== undefined) enterInside(table, owner, id, { name });
  for (const it of request.requests) enterRequest(table, it, id);
}
