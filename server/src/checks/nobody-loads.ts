// MK-99: a bus that announces nothing loads no module. domain.md 2.5, MA-7.
import type { RootModel } from '../db/model.ts';
import type { BusType, Driver } from '../driver-core/topology.ts';
import { busId } from '../link/ids.ts';
import type { Place } from '../link/place.ts';
import type { Check, DriverSubject, Levels, Report } from './check.ts';

/** A user's own bus: its drivers are taken as loaded, so the hint is only a reminder. */
const REMINDER: Levels = { relaxed: 'hint', strict: 'hint', stricter: 'warning' };

export const nobodyLoads: Check<'driver'> = {
  code: 'MK-99',
  aliases: [],
  title: 'a driver that nobody loads',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'driver',
  library: true,
  reads: 'run',
  run,
  doc: {
    why: 'udev loads a module because a device’s uevent carries a MODALIAS. Devices on vdpa, mdev, parport, netdevsim and, on hot-plug, cdx carry none, and a bus of your own only does if its `uevent()` adds one (`modalias = "…";`). Then somebody has to load the driver: the module that makes the devices (`depends`, `softdep_pre`, request_module), the administrator, or `modules-load.d`. Say who: `module NAME { loaded; }`.',
    source: ['domain.md 2.5, rules MA-7, MK-99'],
    firing: `module vdpa_sim { loaded; init { creates none sim { release = sim_release; } registers vdpa_mgmtdev { parent = sim; } } flavour vdpa { creates vdpa { dma_dev = dev; } } }
extend device sim { create vdpa0 flavour vdpa; }
`,
    corrected: `module vdpa_sim { loaded; init { creates none sim { release = sim_release; } registers vdpa_mgmtdev { parent = sim; } } flavour vdpa { creates vdpa { dma_dev = dev; } } }
module vhost_vdpa { loaded; }
extend device sim { create vdpa0 flavour vdpa; }
`,
  },
};

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  const bus = model.topology.buses.get(driver.bus);
  if (!bus || announces(bus)) return;
  const own = model.declarationAs('bus', busId(bus.name));
  if (own && !own.library && isFirst(driver, model)) {
    yield {
      message: `nothing loads the drivers of \`${bus.name}\`: it announces nothing`,
      place: { item: own.item, site: own.decl.name.site },
      about: own.id,
      levels: REMINDER,
    };
  }
  if (own?.library && isWaitedFor(driver, model)) {
    const place = declared.library
      ? waitingPlace(driver, model)
      : { item: declared.item, site: declared.decl.name.site };
    if (place) yield notLoaded(driver, place, model);
  }
}

function notLoaded(driver: Driver, place: Place, model: RootModel): Report {
  const text = `module ${driver.module} { loaded; }`;
  return {
    message: `nobody loads \`${driver.name}\`: \`${driver.bus}\` announces nothing`,
    place,
    fixes: () => [
      {
        title: `Say that somebody does: \`${text}\``,
        edits: [{ act: 'append', file: model.root, text }],
        preferred: true,
      },
    ],
  };
}

function announces(bus: BusType): boolean {
  return bus.devices.some((struct) => struct.modalias.length > 0 || struct.requestModule !== undefined);
}

function isFirst(driver: Driver, model: RootModel): boolean {
  return model.driversOn(driver.bus)[0]?.id === driver.id;
}

/** The first driver of the bus that is not loaded while a device of the bus has no driver. */
function isWaitedFor(driver: Driver, model: RootModel): boolean {
  const missing = model
    .driversOn(driver.bus)
    .find((it) => model.run.drivers.get(it.id)?.registered === false);
  return (
    missing?.id === driver.id &&
    model.devicesOn(driver.bus).some((device) => device.reason.code === 'not-loaded')
  );
}

function waitingPlace(driver: Driver, model: RootModel): Place | undefined {
  const waiting = model.devicesOn(driver.bus).find((device) => device.reason.code === 'not-loaded');
  return waiting && model.placeOf(waiting.id);
}
