// MK-82: a driver defers and another one has its device meanwhile. Kernel: drivers/base/dd.c:__device_attach (LC-21, LC-22).
import type { RootModel } from '../../db/model.ts';
import type { Id } from '../../driver-core/topology.ts';
import type { Related } from '../../link/fix.ts';
import type { Check, DeviceSubject, Report } from '../check.ts';
import { hasTrait } from './driver-traits.ts';

export const lostToFallback: Check<'device'> = {
  code: 'MK-82',
  aliases: [],
  title: 'a deferring driver that loses its device to a fallback',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'device',
  reads: 'run',
  run,
  doc: {
    why: '-EPROBE_DEFER does not reserve a device. The walk over the drivers goes on, and the next one that matches and succeeds has the device; binding takes it off the deferred list, so the first driver never gets it back. Which of the two drives the hardware then depends on whether a clock came in time. Let only one of them match, or let the fallback decline what the other can serve.',
    source: [
      'drivers/base/dd.c:__device_attach_driver, really_probe (probe errors made positive)',
      'domain rules LC-21, LC-22, MK-82',
    ],
    firing: `module plain { loaded; }
driver picky on platform { of_match_table "acme,widget"; probe { fails EPROBE_DEFER 1 times; } }
driver plain on platform { id_table widget; }
order drivers picky, plain;
device widget on platform { compatible = "acme,widget"; }
`,
    corrected: `module plain { loaded; }
driver picky on platform { of_match_table "acme,widget"; probe { fails EPROBE_DEFER 1 times; } }
driver plain on platform { id_table gadget; }
device widget on platform { compatible = "acme,widget"; }
device gadget on platform;
`,
  },
};

function* run({ id, result, declared }: DeviceSubject, model: RootModel): Iterable<Report> {
  if (!declared || !hasTrait('deferring', result.bus, model)) return;
  const winner = result.driver && model.driver(result.driver);
  if (!winner) return;
  const loser = result.matching.find((it) => it.driver !== winner.id && it.outcome === 'deferred');
  const deferring = loser && model.driver(loser.driver);
  if (!deferring) return;
  const why = loser.detail === undefined ? '' : ` (${loser.detail})`;
  yield {
    message: `\`${deferring.name}\` deferred \`${model.spelling(id)}\`${why}, and \`${winner.name}\` was asked next and has it for good: a deferral reserves nothing`,
    place: { item: declared.item, site: declared.decl.name.site },
    related: [
      ...placeOfDriver(deferring.id, 'the driver that defers', model),
      ...placeOfDriver(winner.id, 'the driver that has the device', model),
    ],
  };
}

function placeOfDriver(id: Id, message: string, model: RootModel): readonly Related[] {
  const place = model.placeOf(id);
  return place ? [{ place, message }] : [];
}
