// MK-129: suppress_bind_attrs where devices come and go, and its absence where an unbind hurts others. Kernel: drivers/base/bus.c.
import type { RootModel } from '../../db/model.ts';
import type { Driver, Id } from '../../driver-core/topology.ts';
import type { Declaration } from '../../link/declaration.ts';
import type { Check, Report } from '../check.ts';
import { driverBodies, usesOf } from '../driver-bodies.ts';
import { factNamed } from '../made-here.ts';
import { driverOfUse } from '../order/made-for-driver.ts';
import { deviceOf, scenarios } from '../scenario-steps.ts';

const FLAG = 'suppress_bind_attrs';

/** Their devices are pulled out by hand. */
const HOTPLUG_BUSES: ReadonlySet<string> = new Set(['usb', 'thunderbolt', 'pcmcia', 'sdio', 'firewire']);

export const bindAttributes: Check<'root'> = {
  code: 'MK-129',
  aliases: [],
  title: 'suppress_bind_attrs where devices come and go',
  levels: { relaxed: 'off', strict: 'hint', stricter: 'hint' },
  on: 'root',
  reads: 'scenarios',
  run,
  doc: {
    why: '`suppress_bind_attrs` takes the files `bind` and `unbind` away, for drivers that others rely on and that cannot go: interrupt controllers, clocks, console ports. It is no excuse for a missing remove where the device itself can go, because then the core unbinds the driver whatever files there are. The other way round, a driver whose functions others call without any protection is better off without an `unbind` file.',
    source: ['drivers/base/bus.c:bus_add_driver', 'domain rules LC-40, MK-129'],
    firing: `driver acme_cam on usb { id_table { { idVendor = 0x1234; idProduct = 0x0001; } } suppress_bind_attrs; }
`,
    corrected: `driver acme_cam on usb { id_table { { idVendor = 0x1234; idProduct = 0x0001; } } }
`,
  },
};

function* run(_root: RootModel, model: RootModel): Iterable<Report> {
  const { drivers } = model.topology;
  const candidates = known.get(drivers) ?? candidatesOf(model);
  known.set(drivers, candidates);
  if (candidates.size === 0) return;
  const plugged = pluggedDevices(model);
  for (const [id, user] of candidates) {
    const declared = model.declarationAs('driver', id);
    const driver = model.driver(id);
    if (!declared || !driver) continue;
    const goes = comesAndGoes(driver, plugged, model);
    if (driver.flags.has(FLAG)) {
      if (goes !== undefined) yield* suppressed(declared, goes, model);
    } else if (goes === undefined && user) yield unbindable(declared, user);
  }
}

/** Drivers without bind files, and those that others rely on with the first of these. They stay while the list of drivers does. */
const known = new WeakMap<readonly Driver[], ReadonlyMap<Id, Driver | undefined>>();

function candidatesOf(model: RootModel): ReadonlyMap<Id, Driver | undefined> {
  const acc = new Map<Id, Driver | undefined>();
  for (const declared of model.declarations('driver')) {
    const driver = declared.library ? undefined : model.driver(declared.id);
    if (!driver) continue;
    if (driver.flags.has(FLAG) && !acc.has(driver.id)) acc.set(driver.id, undefined);
    for (const { use } of usesOf(declared, model)) {
      const supplier = use.protectedBy || use.while?.text === 'probe' ? undefined : driverOfUse(use, model);
      if (supplier && acc.get(supplier.id) === undefined) acc.set(supplier.id, driver);
    }
  }
  return acc;
}

function* suppressed(declared: Declaration<'driver'>, goes: string, model: RootModel): Iterable<Report> {
  for (const { decl, item } of driverBodies(declared, model)) {
    const fact = factNamed(decl.facts, FLAG);
    if (!fact) continue;
    const place = { item, site: fact.site };
    yield {
      message: `${goes} and unbinds the driver all the same: without an \`unbind\` file its remove is only never tried`,
      place,
      about: declared.id,
      fixes: () => [{ title: `Delete \`${FLAG}\``, edits: [{ act: 'delete', place }], preferred: true }],
    };
  }
}

function unbindable(declared: Declaration<'driver'>, user: Driver): Report {
  const place = { item: declared.item, site: declared.decl.name.site };
  return {
    message: `a write to its \`unbind\` takes from \`${user.name}\` what it uses without protection`,
    place,
    about: declared.id,
    fixes: () => [{ title: `Add \`${FLAG}\``, edits: [{ act: 'insert-inside', place, text: `${FLAG};` }] }],
  };
}

/** Why a device of it may go at any time; nothing if none does. */
function comesAndGoes(driver: Driver, plugged: ReadonlySet<Id>, model: RootModel): string | undefined {
  if (HOTPLUG_BUSES.has(driver.bus)) return `whoever pulls out a \`${driver.bus}\` device deletes it`;
  const device = model.run.drivers.get(driver.id)?.matches.find((id) => plugged.has(id));
  return device === undefined ? undefined : `\`${model.spelling(device)}\` is plugged in and out`;
}

function pluggedDevices(model: RootModel): ReadonlySet<Id> {
  const steps = scenarios(model).flatMap(({ decl }) => decl.steps.filter((it) => it.verb === 'unplug'));
  return new Set(steps.flatMap((it) => deviceOf(it.refs[0], model) ?? []));
}
