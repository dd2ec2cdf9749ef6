// import/driver: the machine had another driver bound than the one that is predicted.
import type { RootModel } from '../db/model.ts';
import type { DeviceResult } from '../driver-core/result.ts';
import type { Check, DeviceSubject, Report } from './check.ts';
import { factNamed } from './made-here.ts';

export const recordedDriver: Check<'device'> = {
  code: 'import/driver',
  aliases: [],
  title: 'another driver than the machine had bound',
  levels: { relaxed: 'hint', strict: 'hint', stricter: 'warning' },
  on: 'device',
  reads: 'run',
  run,
  doc: {
    why: 'An imported device carries the driver that the machine had bound (`recorded_driver`). Where the model binds another one, the description and the machine differ: another kernel, another set of modules, a blacklist, an override, or an administrator’s `bind`. Devices that stay unbound because their driver is not described are not compared.',
    source: ['udevadm info --export-db: DRIVER='],
    firing: `driver radeon on pci { id_table { { vendor = 0x1002; device = 0x5d57; } } }
device 0000:01:00.0 on pci { vendor = 0x1002; device = 0x5d57; recorded_driver = vfio-pci; }
`,
    corrected: `driver radeon on pci { id_table { { vendor = 0x1002; device = 0x5d57; } } }
device 0000:01:00.0 on pci { vendor = 0x1002; device = 0x5d57; recorded_driver = radeon; }
`,
  },
};

function* run({ result, device, declared }: DeviceSubject, model: RootModel): Iterable<Report> {
  const recorded = device?.recordedDriver;
  const predicted = predictedName(result, model);
  if (recorded === undefined || predicted === undefined || predicted === recorded || !declared) return;
  const fact = factNamed(declared.decl.facts, 'recorded_driver');
  if (!fact) return;
  const place = { item: declared.item, site: fact.values[0]?.site ?? fact.site };
  yield {
    message: `the machine had \`${recorded}\` bound; \`${predicted}\` would bind (${result.reason.text})`,
    place,
    fixes: () => [
      {
        title: `Override with \`${recorded}\``,
        edits: [{ act: 'insert-after', place, text: `driver_override = ${recorded};` }],
      },
    ],
  };
}

function predictedName(result: DeviceResult, model: RootModel): string | undefined {
  return result.driver === undefined ? undefined : model.driver(result.driver)?.name;
}
