// MK-32: match data that need not be there. Kernel: drivers/base/property.c:device_get_match_data.
import type { RootModel } from '../../db/model.ts';
import type { BusType, Driver, Id } from '../../driver-core/topology.ts';
import type { Place } from '../../link/place.ts';
import type { Check, DriverSubject, Levels, Report } from '../check.ts';
import { factOfDriver } from '../driver-bodies.ts';
import { driverTables, placeOfRow } from '../driver-rows.ts';

/** No device does it here, but a user may write the attribute. */
const MAY_BE: Levels = { relaxed: 'off', strict: 'warning', stricter: 'warning' };

export const matchData: Check<'driver'> = {
  code: 'MK-32',
  aliases: [],
  title: 'match data taken for granted by a driver that also binds without it',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'driver',
  reads: 'run',
  run,
  doc: {
    why: '`device_get_match_data()` and its like give the `driver_data` of the row that fits, and NULL if none does: a device that is bound by `driver_override`, or by the name of the driver, has no row. A probe that goes on without a look at the pointer (`needs_match_data;`) takes the kernel down there.',
    source: [
      'drivers/base/property.c:device_get_match_data',
      'drivers/bus/simple-pm-bus.c:simple_pm_bus_probe',
      'domain rules LC-72, MK-32',
    ],
    firing: `driver dwc3-of on platform {
    needs_match_data;
    of_match_table {
        { compatible = "rockchip,rk3399-dwc3"; driver_data = 1; }
        { compatible = "xlnx,zynqmp-dwc3"; }
    }
}
`,
    corrected: `driver dwc3-of on platform {
    needs_match_data;
    of_match_table {
        { compatible = "rockchip,rk3399-dwc3"; driver_data = 1; }
        { compatible = "xlnx,zynqmp-dwc3"; driver_data = 2; }
    }
}
`,
  },
};

function* run({ driver, declared, result }: DriverSubject, model: RootModel): Iterable<Report> {
  const said = driver.flags.has('needs_match_data')
    ? factOfDriver(declared, 'needs_match_data', model)
    : undefined;
  if (!said) return;
  for (const table of driverTables(driver, declared, model)) {
    for (const row of table.rows.filter((it) => it.fields.driver_data === undefined)) {
      yield {
        message: `no \`driver_data\`: probe takes its match data for granted and gets NULL for a device of this row`,
        place: placeOfRow(table, row),
      };
    }
  }
  const place = { item: said.item, site: said.fact.site };
  const rowless = (result?.devices ?? []).find((id) => hasNoRow(id, driver, model));
  if (rowless !== undefined) yield boundWithout(rowless, place, model);
  else yield* otherWays(driver, model.topology.buses.get(driver.bus), place);
}

function hasNoRow(id: Id, { id: driver }: Driver, model: RootModel): boolean {
  const attempt = model.run.devices.get(id)?.matching.find((it) => it.driver === driver);
  return attempt !== undefined && attempt.verdict.row === undefined;
}

function boundWithout(id: Id, place: Place, model: RootModel): Report {
  const device = model.placeOf(id);
  return {
    message: `\`${model.spelling(id)}\` is bound without a row: probe takes its match data for granted and gets NULL`,
    place,
    related: device ? [{ place: device, message: 'the device' }] : [],
  };
}

function* otherWays(driver: Driver, bus: BusType | undefined, place: Place): Iterable<Report> {
  const ways = (bus?.match ?? []).flatMap((step) => {
    if (step.kind === 'driver_override' && !step.filters) return ['`driver_override`'];
    return step.kind === 'driver_name' && !driver.tables.id_table ? ["the driver's name"] : [];
  });
  if (ways.length === 0) return;
  yield {
    message: `\`${driver.bus}\` also binds it by ${ways.join(' or by ')}, without a row: then its match data is NULL`,
    place,
    levels: MAY_BE,
  };
}
