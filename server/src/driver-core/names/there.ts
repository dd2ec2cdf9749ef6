// The names of a machine at a moment: what is written and there, the requests that were carried out, and what drivers and modules made.
import type { LiveDevice, LiveRequest, State } from '../live.ts';
import type { Id, Request } from '../topology.ts';
import { declaredWorld } from './declared.ts';
import type { NamedWorld, Worlds } from './world.ts';

const known = new WeakMap<State, Worlds>();

/** Good for as long as the machine is: it looks when it is asked. */
export function whatIsThere(state: State): Worlds {
  const worlds = known.get(state) ?? worldsOf(state);
  known.set(state, worlds);
  return worlds;
}

function worldsOf(state: State): Worlds {
  return {
    written: writtenWorld(state),
    made: madeWorld(state),
    madeFor: (request) => devicesFor(state, request).flatMap(({ id, class: of }) => (of ? [] : [id])),
  };
}

/** What is declared, and what was asked for: requests of a scenario are not declared. */
function writtenWorld(state: State): NamedWorld {
  const declared = (): NamedWorld => declaredWorld(state.topology);
  const isThere = (id: Id): boolean => state.devices.has(id) || requestOf(state, id) !== undefined;
  return {
    on(space, name) {
      const device = deviceOn(state, space, name);
      return device?.declared && device.id;
    },
    named: (name) => union(declared().named(name).filter(isThere), state.requests.get(name)),
    inside(owner, part) {
      const asked = state.requests.get(part);
      const own = asked && ownersOfRequest(asked.request, asked.target).includes(owner) ? asked : undefined;
      return union(declared().inside(owner, part).filter(isThere), own);
    },
  };
}

function madeWorld(state: State): NamedWorld {
  return {
    on: (space, name) => deviceOn(state, space, name)?.id,
    named: (name) => [...devicesNamed(state, name)].flatMap(({ id, declared }) => (declared ? [] : [id])),
    inside(owner, part) {
      const found = heldBy(state, owner).filter((it) => !it.declared && isCalled(it, part));
      return [...new Set(found.map(({ id }) => id))];
    },
  };
}

function deviceOn(state: State, space: string, name: string): LiveDevice | undefined {
  return state.devices.get(`device:${space}/${name}`);
}

function union(ids: readonly Id[], live: LiveRequest | undefined): readonly Id[] {
  const id = live?.request.id;
  return id === undefined || ids.includes(id) ? ids : [...ids, id];
}

/** The declared device that a request was asked of, and the request that it is written in: from these down it is found. */
export function ownersOfRequest(request: Request, target: LiveDevice | undefined): readonly Id[] {
  const outer = target?.maker?.request;
  const isInner = outer?.requests.some(({ id }) => id === request.id);
  return [...(target?.declared ? [target.id] : []), ...(outer && isInner ? [outer.id] : [])];
}

function requestOf(state: State, id: Id): LiveRequest | undefined {
  return id.startsWith('request:') ? state.requests.get(id.slice('request:'.length)) : undefined;
}

/** The ids of devices of a class, and on none, say where they are. */
function* devicesNamed(state: State, name: string): Iterable<LiveDevice> {
  for (const { devices } of state.buses.values()) {
    const device = devices.get(name);
    if (device) yield device;
  }
  for (const space of state.topology.classes.keys()) {
    const device = deviceOn(state, space, name);
    if (device && !device.bus) yield device;
  }
  const loose = deviceOn(state, 'none', name);
  if (loose) yield loose;
}

function heldBy(state: State, owner: Id): readonly LiveDevice[] {
  const device = state.devices.get(owner);
  return device ? [...device.made, ...device.children] : devicesFor(state, owner);
}

function devicesFor(state: State, request: Id): readonly LiveDevice[] {
  const made = requestOf(state, request)?.target.made ?? [];
  return made.filter(({ maker }) => maker?.request?.id === request);
}

function isCalled({ name, maker }: LiveDevice, part: string): boolean {
  return name === part || maker?.label === part;
}
