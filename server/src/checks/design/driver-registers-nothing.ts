// SD-21: a hw driver binds to a bus device and gives a subsystem something. Jason Gunthorpe, 13 Feb 2020.
import type { Check, DriverSubject, Report } from '../check.ts';

export const driverRegistersNothing: Check<'driver'> = {
  code: 'SD-21',
  aliases: ['SD-22', 'SD-60'],
  title: 'a driver that registers nothing',
  levels: { relaxed: 'off', strict: 'hint', stricter: 'warning' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: 'The standard driver model: a bus driver gives access to the hardware, a hw driver attaches to the bus device and instantiates a *subsystem device* with that subsystem’s XXX_register(). A driver whose probe takes resources but neither registers nor creates anything does not adapt the bus to a subsystem; often the registration has been forgotten in the description. Only strict levels say so: many descriptions stop at what binds.',
    source: ['Jason Gunthorpe, 13 Feb 2020 (vDPA bus V2 3/5)', 'domain rules SD-21, SD-22'],
    firing: `driver uart on platform { of_match_table "acme,uart"; probe { acquires irq uart_irq devm; } }
`,
    corrected: `driver uart on platform { of_match_table "acme,uart"; probe { acquires irq uart_irq devm; registers tty; } }
`,
  },
};

function* run({ declared }: DriverSubject): Iterable<Report> {
  const { probe, flavours, sriovConfigure } = declared.decl;
  if (!probe || probe.length === 0 || flavours.length > 0 || sriovConfigure) return;
  if (probe.some((step) => step.kind === 'registers' || step.kind === 'creates')) return;
  if (probe.every((step) => step.kind === 'fails')) return;
  yield {
    message: `\`${declared.decl.name.text}\` takes resources in probe but registers with no subsystem and creates no device`,
    place: { item: declared.item, site: declared.decl.name.site },
  };
}
