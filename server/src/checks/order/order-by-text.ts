// order/text: two drivers take one device, and only their place in the file decides. docs/language.md, Order.
import type { RootModel } from '../../db/model.ts';
import type { Attempt } from '../../driver-core/result.ts';
import type { Driver, Id } from '../../driver-core/topology.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { isOrdered, orderFix } from '../order-of-drivers.ts';

/** Steps of `match` that decide by rows, by a name that user space wrote, or for nobody. */
const ROWS: ReadonlySet<string> = new Set(['table', 'new_id', 'driver_override', 'never', 'fails']);

export const orderByText: Check<'driver'> = {
  code: 'order/text',
  aliases: [],
  title: 'only the order of the text decides a binding',
  levels: { relaxed: 'hint', strict: 'hint', stricter: 'warning' },
  on: 'driver',
  reads: 'run',
  run,
  doc: {
    why: 'Drivers register in the order of the text unless something else is known (built in, `modules.order`, `order drivers`). Here a device fits two drivers and the first in the file has it: moving a line, or the order of two imports, would change what binds. `order drivers A, B;` says it on purpose.',
    source: ['domain rules LC-12, LC-14'],
    firing: `bus widget {
    device struct widget { offers widget_ops; u32 id; name = "widget.{id}"; modalias = "widget:x"; dma = none; }
    driver struct widget_driver { requires probe; }
    match { any; }
    pm = forwards;
}
contract widget_ops { int spin(struct widget *w); }
driver first on widget { aliases = "widget:x"; }
driver second on widget { aliases = "widget:x"; }
device widget.0 on widget;
`,
    corrected: `bus widget {
    device struct widget { offers widget_ops; u32 id; name = "widget.{id}"; modalias = "widget:x"; dma = none; }
    driver struct widget_driver { requires probe; }
    match { any; }
    pm = forwards;
}
contract widget_ops { int spin(struct widget *w); }
driver first on widget { aliases = "widget:x"; }
driver second on widget { aliases = "widget:x"; }
order drivers first, second;
device widget.0 on widget;
`,
  },
};

function* run({ driver, result, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  if (driver.flags.has('yields') || driver.flags.has('builtin') || !result?.registered) return;
  if (!matchesWithoutRows(driver, model) || choosesInProbe(driver)) return;
  for (const device of result.matches) {
    const earlier = earlierDriver(device, driver, model);
    if (!earlier) continue;
    const place = model.placeOf(earlier.id);
    const devicePlace = model.placeOf(device);
    yield {
      message: `\`${earlier.name}\` and \`${driver.name}\` both take \`${model.spelling(device)}\`; the first in the file wins`,
      place: { item: declared.item, site: declared.decl.name.site },
      related: [
        ...(place ? [{ place, message: 'the earlier driver' }] : []),
        ...(devicePlace ? [{ place: devicePlace, message: 'the device' }] : []),
      ],
      fixes: () => [{ ...orderFix('Say it', earlier, driver, model), preferred: true }],
    };
    return;
  }
}

/** Which device it takes is said in its probe, not by its place (the ULDs of scsi decline other types). */
function choosesInProbe({ probe }: Driver): boolean {
  return probe.some((step) => step.kind === 'fails' && step.when.length > 0);
}

/** On a bus that matches by rows alone MK-9 and MK-10 say it. */
function matchesWithoutRows(driver: Driver, model: RootModel): boolean {
  const match = model.topology.buses.get(driver.bus)?.match;
  return match === undefined || match.some((step) => !ROWS.has(step.kind));
}

/** The driver that has the device because it stands before this one in the text, and for no other reason. */
function earlierDriver(device: Id, later: Driver, model: RootModel): Driver | undefined {
  const result = model.run.devices.get(device);
  const earlier = result?.driver === undefined ? undefined : model.driver(result.driver);
  if (!earlier || earlier.id === later.id || result?.reason.code !== 'matched') return undefined;
  if (earlier.flags.has('yields') || earlier.flags.has('builtin')) return undefined;
  if (model.run.devices.get(device)?.driverOverride !== undefined) return undefined;
  if (model.declarationAs('driver', earlier.id)?.library !== false) return undefined;
  if (haveRows(result.matching) || choosesInProbe(earlier)) return undefined;
  return isOrdered(earlier, later, model) ? undefined : earlier;
}

/** Rows of two tables that take one device: MK-9 says it, and says more. */
function haveRows(attempts: readonly Attempt[]): boolean {
  return attempts.filter((it) => it.verdict.row !== undefined).length > 1;
}
