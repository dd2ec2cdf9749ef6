// MK-86: an asynchronous driver in front of a synchronous one. Kernel: drivers/base/dd.c:__device_attach (LC-15).
import type { RootModel } from '../../db/model.ts';
import type { Driver } from '../../driver-core/topology.ts';
import type { Fix } from '../../link/fix.ts';
import type { Check, DeviceSubject, Report } from '../check.ts';
import { factNamed } from '../made-here.ts';
import { hasTrait } from './driver-traits.ts';

export const asyncBehindSync: Check<'device'> = {
  code: 'MK-86',
  aliases: [],
  title: 'an asynchronous driver that a later synchronous one overtakes',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'device',
  reads: 'run',
  run,
  doc: {
    why: 'The walk of a new device over its drivers has two passes: first those that probe synchronously, in order of registration; only if none of them bound, those with PROBE_PREFER_ASYNCHRONOUS. So a driver that asks for asynchronous probing loses to one that was registered after it. Where the device was there before both drivers, the first one is started first and it is a race. Give both the same probe type, or let only one of them match.',
    source: ['drivers/base/dd.c:__device_attach, __device_attach_async_helper', 'domain rules LC-15, MK-86'],
    firing: `driver fast on platform { builtin; async; of_match_table "acme,widget"; }
driver slow on platform { builtin; id_table widget; }
order drivers fast, slow;
driver hub on pci { id_table { { vendor = 0x1234; device = 0x0001; } } probe { creates platform widget { compatible = "acme,widget"; } } }
device 0000:01:00.0 on pci { vendor = 0x1234; device = 0x0001; }
`,
    corrected: `driver fast on platform { builtin; of_match_table "acme,widget"; }
driver slow on platform { builtin; id_table widget; }
order drivers fast, slow;
driver hub on pci { id_table { { vendor = 0x1234; device = 0x0001; } } probe { creates platform widget { compatible = "acme,widget"; } } }
device 0000:01:00.0 on pci { vendor = 0x1234; device = 0x0001; }
`,
  },
};

function* run({ id, result, declared }: DeviceSubject, model: RootModel): Iterable<Report> {
  if (!hasTrait('async', result.bus, model)) return;
  const winner = result.driver && model.driver(result.driver);
  const place = declared ? { item: declared.item, site: declared.decl.name.site } : model.placeOf(id);
  if (!place || !winner || winner.flags.has('async')) return;
  const before = result.matching.slice(
    0,
    result.matching.findIndex((it) => it.driver === winner.id),
  );
  const overtaken = before.find((it) => it.outcome === 'busy' && isAsync(it.driver, model));
  const loser = overtaken && model.driver(overtaken.driver);
  if (!loser) return;
  yield {
    message: `\`${loser.name}\` registered first but probes asynchronously: a new device is offered to synchronous drivers before, so \`${winner.name}\` has it`,
    place,
    related: [loser, winner].flatMap(({ id, name }) => {
      const place = model.placeOf(id);
      return place ? [{ place, message: `\`${name}\`` }] : [];
    }),
    fixes: () => sameType(loser, winner, model),
  };
}

function isAsync(driver: string, model: RootModel): boolean {
  return model.driver(driver)?.flags.has('async') === true;
}

/** Both synchronous, or both asynchronous: then the order of registration counts again. */
function sameType(loser: Driver, winner: Driver, model: RootModel): readonly Fix[] {
  const slow = model.declarationAs('driver', loser.id);
  const fast = model.declarationAs('driver', winner.id);
  const flag = slow && factNamed(slow.decl.facts, 'async');
  const fixes: Fix[] = [];
  if (slow && flag && !slow.library) {
    const place = { item: slow.item, site: flag.site };
    fixes.push({ title: `Probe \`${loser.name}\` synchronously`, edits: [{ act: 'delete', place }] });
  }
  if (fast && !fast.library) {
    const place = { item: fast.item, site: fast.decl.name.site };
    fixes.push({
      title: `Probe \`${winner.name}\` asynchronously`,
      edits: [{ act: 'insert-inside', place, text: 'async;' }],
    });
  }
  return fixes;
}
