// MK-126: a class device under another device than the one it belongs to. LC-68, HX-10; systemd's net_id.
import type { RootModel } from '../../db/model.ts';
import type { Literal } from '../../declare/declarations.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { factNamed, type MadeHere, madeBy } from '../made-here.ts';

export const wrongParent: Check<'driver'> = {
  code: 'MK-126',
  aliases: [],
  title: 'a class device under another device than its own',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: 'The parent of a class device is the function that it stands for: sysfs shows it there, udev derives the name from it, it is resumed before it, and devlink finds the port by it. For a driver of a PCI or platform device that is the device it is bound to (`SET_NETDEV_DEV(dev, &pdev->dev)`), not the bridge above. For a driver of an auxiliary device it is the function that was cut into parts (`parent = dev.parent`), neither the part itself nor the PF of a subfunction: systemd names the netdev of a subfunction by its number only if its parent is the auxiliary device that has one, which is why those of ice, parented to the PF, have no such name.',
    source: [
      'drivers/base/core.c:get_device_parent',
      'drivers/net/ethernet/mellanox/mlx5/core/en_main.c: SET_NETDEV_DEV',
      'domain rules LC-6, LC-68, HX-10, MK-126',
    ],
    firing: `driver acme on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { registers net { parent = dev.parent; } }
}
`,
    corrected: `driver acme on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { registers net; }
}
`,
  },
};

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  const rule = model.topology.buses.get(driver.bus)?.devices[0]?.dma;
  for (const made of madeBy(declared, model)) {
    const type = made.step.kind === 'registers' ? model.topology.classes.get(made.step.of.text) : undefined;
    if (!type || type.noDevice) continue;
    const said = factNamed(made.step.facts, 'parent')?.values[0];
    const report = said && tooHigh(made, said, rule, driver.bus);
    if (report) yield report;
  }
}

/** A driver of hardware that goes above its device, one of a part that goes above the function. */
function tooHigh(
  { step, item }: MadeHere,
  said: Literal,
  rule: string | undefined,
  bus: string,
): Report | undefined {
  const isPart = rule === 'parent';
  const highest = isPart ? 'dev.parent' : 'dev';
  if ((!isPart && rule !== 'own') || !said.text.startsWith(`${highest}.parent`)) return undefined;
  const place = { item, site: said.site };
  return {
    message: isPart
      ? `the \`${step.of.text}\` device belongs to the function above this \`${bus}\` device (\`dev.parent\`); \`${said.text}\` is another one, and names and PM follow it`
      : `the \`${step.of.text}\` device belongs to the \`${bus}\` device that is bound; \`${said.text}\` is what it hangs on, and names and PM follow that`,
    place,
    fixes: () => [
      isPart
        ? {
            title: 'Replace by `dev.parent`',
            edits: [{ act: 'replace', place, text: highest }],
            preferred: true,
          }
        : { title: 'Delete the parent', edits: [{ act: 'delete', place }], preferred: true },
    ],
  };
}
