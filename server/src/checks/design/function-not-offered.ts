// SD-10: a driver uses a function that its device's contract does not give. Jason Gunthorpe, 8 Nov 2019.
import type { RootModel } from '../../db/model.ts';
import type { DriverDecl, Name, UsesDecl } from '../../declare/declarations.ts';
import type { Driver, Id } from '../../driver-core/topology.ts';
import type { Fix } from '../../link/fix.ts';
import type { ItemKey } from '../../link/place.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { usesOf } from '../driver-bodies.ts';
import { foreignUse } from './foreign-use.ts';
import { dependsOnMaker, type Offered, offeredTo } from './offered-functions.ts';

export const functionNotOffered: Check<'driver'> = {
  code: 'SD-10',
  aliases: ['SD-8'],
  title: 'a function that the device’s contract does not offer',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'driver',
  reads: 'run',
  run,
  doc: {
    why: 'What does a driver that binds to a device need to know? The device’s API supplies all of it. A function of another contract comes through a side channel: an exported symbol, the parent’s drvdata, a cast of the parent. Then the driver only works on devices of one maker although its id says more, and nothing orders its calls against the removal of what it calls. Say whose function it is (`of parent`, `of physfn`, `of driver …`), or let the device offer it.',
    source: ['Jason Gunthorpe to Alex Williamson, 8 Nov 2019', 'domain rules SD-8, SD-10, MK-48'],
    firing: `contract part_ops { int part_reset(struct part *p); }
contract core_ops { int core_command(struct core *c); }
driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary foo.part { offers part_ops; id = ida; } }
}
driver foo_part on auxiliary { id_table foo.part; uses part_reset, core_command; }
device 0000:01:00.0 on pci { vendor = 0x1234; device = 0x0001; }
`,
    corrected: `contract part_ops { int part_reset(struct part *p); int core_command(struct part *p); }
driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { creates auxiliary foo.part { offers part_ops; id = ida; } }
}
driver foo_part on auxiliary { id_table foo.part; uses part_reset, core_command; }
device 0000:01:00.0 on pci { vendor = 0x1234; device = 0x0001; }
`,
  },
};

function* run({ driver, result, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  const uses = usesOf(declared, model);
  if (uses.every(({ use }) => ownFunctions(use, declared.decl).length === 0)) return;
  // On the wrong bus altogether: SD-2 says so.
  if (foreignUse(declared, model)) return;
  const found = firstOffer(driver, result?.matches ?? [], model);
  if (!found) return;
  const { device, offered } = found;
  for (const { use, item } of uses) {
    for (const name of ownFunctions(use, declared.decl)) {
      const elsewhere = offered.functions.has(name.text) ? undefined : ownerOf(name.text, offered, model);
      if (elsewhere === undefined) continue;
      const given = offered.contracts.map((contract) => `\`${contract}\``).join(', ');
      yield {
        message: `\`${model.spelling(device)}\` offers ${given}, which has no \`${name.text}\`${elsewhere ? `; that is \`${elsewhere}\`'s` : ''}`,
        place: { item, site: name.site },
        fixes: () => (use.names.length === 1 ? [ofParent(name, item)] : []),
      };
    }
  }
}

/** Whose function it is said to be; nothing else holds of a list of several. */
function ofParent(name: Name, item: ItemKey): Fix {
  return {
    title: 'Say that it is the parent’s',
    edits: [{ act: 'replace', place: { item, site: name.site }, text: `${name.text} of parent` }],
  };
}

/** What the first device offers whose maker says it; all devices of a bus with contracts of its own offer the same. */
function firstOffer(
  driver: Driver,
  devices: readonly Id[],
  model: RootModel,
): { readonly device: Id; readonly offered: Offered } | undefined {
  for (const device of dependsOnMaker(driver, model) ? devices : devices.slice(0, 1)) {
    const offered = offeredTo(driver, device, model);
    if (offered) return { device, offered };
  }
  return undefined;
}

/** Names that are called on the driver's own device; what the driver acquired itself is no function. */
function ownFunctions(use: UsesDecl, decl: DriverDecl): UsesDecl['names'] {
  if (use.of || use.ifPresent) return [];
  const acquired = new Set(
    (decl.probe ?? []).flatMap((step) => (step.kind === 'acquires' ? [step.name.text] : [])),
  );
  return use.names.filter((name) => !acquired.has(name.text));
}

/** What the driver core does for every struct device, whatever bus it is on. Where it may not be called is MK-48 and MK-52. */
const OF_ANY_DEVICE = /^(?:dev|devm|device|devres|dma|pm_runtime)_|^(?:get|put)_device$/;

/** The contract that has the function, '' if none has although the device's are complete; nothing if there is no complaint. */
function ownerOf(name: string, offered: Offered, model: RootModel): string | undefined {
  for (const contract of model.topology.contracts.values()) {
    if (contract.entries.some((entry) => entry.name === name)) return contract.name;
  }
  return offered.complete && !OF_ANY_DEVICE.test(name) ? '' : undefined;
}
