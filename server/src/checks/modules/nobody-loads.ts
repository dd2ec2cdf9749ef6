// MK-99: a bus that announces nothing loads no module. MA-7.
import type { RootModel } from '../../db/model.ts';
import type { BusType, Driver } from '../../driver-core/topology.ts';
import type { Fix } from '../../link/fix.ts';
import { busId, moduleId } from '../../link/ids.ts';
import type { Place } from '../../link/place.ts';
import type { Check, DriverSubject, Levels, Report } from '../check.ts';

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
    source: [
      'drivers/vdpa/vdpa.c and drivers/vfio/mdev/mdev_driver.c: no uevent callback',
      'rules MA-7, MK-99',
    ],
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
  const own = bus && !announces(bus) ? model.declarationAs('bus', busId(bus.name)) : undefined;
  if (!own) return;
  if (!own.library && isFirstUnloaded(driver, model)) {
    yield {
      message: `nothing loads the drivers of \`${driver.bus}\`: it announces nothing`,
      place: { item: own.item, site: own.decl.name.site },
      about: own.id,
      levels: REMINDER,
      fixes: () => [
        sayLoaded(
          model.driversOn(driver.bus).filter((it) => !isSaid(it, model)),
          model,
        ),
      ],
    };
  }
  if (own.library && isWaitedFor(driver, model)) {
    const place = declared.library
      ? waitingPlace(driver, model)
      : { item: declared.item, site: declared.decl.name.site };
    if (place) {
      yield {
        message: `nobody loads \`${driver.name}\`: \`${driver.bus}\` announces nothing`,
        place,
        fixes: () => [sayLoaded([driver], model)],
      };
    }
  }
}

/** `module NAME { loaded; }` for each, or `loaded;` in the module that is declared already. */
function sayLoaded(drivers: readonly Driver[], model: RootModel): Fix {
  const modules = [...new Set(drivers.map((it) => it.module))];
  return {
    title: `Say that somebody loads ${modules.map((it) => `\`${it}\``).join(', ')}`,
    edits: modules.map((name) => {
      const declared = model.declarationAs('module', moduleId(name));
      return declared && !declared.library
        ? {
            act: 'insert-inside',
            place: { item: declared.item, site: declared.decl.name.site },
            text: 'loaded;',
          }
        : { act: 'append', file: model.root, text: `module ${name} { loaded; }` };
    }),
    preferred: true,
  };
}

function isSaid({ module }: Driver, model: RootModel): boolean {
  return model.topology.modules.get(module)?.loaded === true;
}

function isFirstUnloaded(driver: Driver, model: RootModel): boolean {
  return model.driversOn(driver.bus).find((it) => !isSaid(it, model))?.id === driver.id;
}

function announces(bus: BusType): boolean {
  return bus.devices.some((struct) => struct.modalias.length > 0 || struct.requestModule !== undefined);
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
