// MK-31: two drivers for two compatibles of one node. Kernel: drivers/of/base.c:of_match_node, drivers/base/dd.c:__device_attach.
import type { RootModel } from '../../db/model.ts';
import { INSTALLED } from '../../driver-core/kmod/module-drivers.ts';
import type { Attempt, AttemptOutcome } from '../../driver-core/result.ts';
import type { Driver } from '../../driver-core/topology.ts';
import { first } from '../../driver-core/value.ts';
import type { Fix } from '../../link/fix.ts';
import type { Check, DeviceSubject, Levels, Report } from '../check.ts';
import { moreSpecific } from './general-compatible.ts';
import { isKeptOut } from './row-clashes.ts';

/** The right driver has the device, this time. */
const BY_LUCK: Levels = { relaxed: 'off', strict: 'warning', stricter: 'warning' };

export const compatiblesOfTwoDrivers: Check<'device'> = {
  code: 'MK-31',
  aliases: [],
  title: 'two drivers for two compatibles of one node',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'device',
  reads: 'run',
  run,
  doc: {
    why: 'The score of a compatible chooses among the rows of *one* driver. Between drivers the walk sees a yes or a no: the first that is registered takes the device, be it by the most general name of the list. Which of the two that is depends on link order or on which module was loaded first. Build or load only one of them, or let the general driver decline such a node.',
    source: [
      'drivers/of/base.c:of_match_node',
      'drivers/base/dd.c:__device_attach',
      'domain rules LC-12, MK-31',
    ],
    firing: `driver of_serial on platform { of_match_table "ns16550a"; }
driver dw8250 on platform { of_match_table "snps,dw-apb-uart"; }
device 10000.serial on platform { compatible = "snps,dw-apb-uart", "ns16550a"; }
`,
    corrected: `driver of_serial on platform { of_match_table "ns16550a"; }
driver dw8250 on platform { of_match_table "snps,dw-apb-uart"; }
modprobe { blacklist of_serial; }
device 10000.serial on platform { compatible = "snps,dw-apb-uart", "ns16550a"; }
`,
  },
};

function* run({ result, declared }: DeviceSubject, model: RootModel): Iterable<Report> {
  if (result.driver === undefined || !declared || result.driverOverride !== undefined) return;
  if (result.fields.compatible === undefined || result.matching.length < 2) return;
  const rivals = result.matching.flatMap((it) => rivalOf(it, result.fields.compatible, model));
  const owner = rivals.find((it) => it.driver.id === result.driver);
  const others = rivals.filter((it) => it !== owner && it.place !== owner?.place);
  const other = others.sort((a, b) => a.place - b.place)[0];
  if (!owner || !other) return;
  // It was asked first, and let the device go: MK-82 says what comes of that.
  if (other.place < owner.place && !UNASKED.has(other.outcome)) return;
  // MK-30 says it, at the list.
  if (other.place < owner.place && moreSpecific(other.name, [owner.name]) !== undefined) return;
  const decl = model.declarationAs('driver', other.driver.id);
  yield {
    message:
      other.place < owner.place
        ? `\`${owner.driver.name}\` has it as \`${owner.name}\` because it is registered first; \`${other.driver.name}\` has a row for \`${other.name}\`, which comes before it in the list`
        : `\`${other.driver.name}\` would take it as \`${other.name}\` if it were registered first`,
    place: { item: declared.item, site: declared.decl.name.site },
    related: decl
      ? [{ place: { item: decl.item, site: decl.decl.name.site }, message: 'the other driver' }]
      : [],
    ...(other.place > owner.place && { levels: BY_LUCK }),
    fixes: () => keepAway(other.place < owner.place ? owner.driver : other.driver, model),
  };
}

/** A driver that matches by a compatible, and the place of that in the node's list. */
interface Rival {
  readonly driver: Driver;
  readonly name: string;
  readonly place: number;
  readonly outcome: AttemptOutcome;
}

const UNASKED: ReadonlySet<AttemptOutcome> = new Set(['busy', 'not loaded']);

const OF_TABLE = 'of_match_table';

/** Which module of a real kernel has which rows is known, but not in which order they come. */
function rivalOf(
  { driver: id, verdict, outcome }: Attempt,
  list: unknown,
  model: RootModel,
): readonly Rival[] {
  const driver = model.driver(id);
  if (!driver || verdict.table !== OF_TABLE || driver.flags.has(INSTALLED) || driver.flags.has('yields'))
    return [];
  if (isKeptOut(driver, model)) return [];
  const row = driver.tables[OF_TABLE]?.find((it) => it.number === verdict.row);
  const name = first(row?.fields.compatible);
  if (typeof name !== 'string') return [];
  const names = (Array.isArray(list) ? list : [list]).map((it) => String(it).toLowerCase());
  const place = names.indexOf(name.toLowerCase());
  return place < 0 ? [] : [{ driver, name, place, outcome }];
}

/** A module that only an alias loads can be kept from it. */
function keepAway({ module }: Driver, model: RootModel): readonly Fix[] {
  const known = model.topology.modules.get(module);
  if (known?.builtin === true || known?.loaded === true) return [];
  return [
    {
      title: `Keep \`${module}\` from being loaded by an alias`,
      edits: [{ act: 'append', file: model.root, text: `modprobe { blacklist ${module}; }` }],
    },
  ];
}
