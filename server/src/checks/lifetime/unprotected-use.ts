// SD-59: a driver uses another device's services and nothing keeps them there. Jason Gunthorpe, 18 Jan 2021.
import type { RootModel } from '../../db/model.ts';
import type { UsesDecl } from '../../declare/declarations.ts';
import type { Driver } from '../../driver-core/topology.ts';
import type { Fix } from '../../link/fix.ts';
import type { ItemKey } from '../../link/place.ts';
import type { Check, DriverSubject, Report } from '../check.ts';
import { usesOf } from '../driver-bodies.ts';

export const unprotectedUse: Check<'driver'> = {
  code: 'SD-59',
  aliases: ['MK-65'],
  title: 'a service of another device that nothing keeps there',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'driver',
  reads: 'declarations',
  run,
  doc: {
    why: 'A VF driver that calls into the PF’s driver must not outlive the PF’s binding: unbinding the PF frees what the VF driver still uses. Module references do not help, they pin code and not a binding. Four things do: a device link (the consumer is unbound first), an auxiliary driver bound to a device of the supplier (its remove comes first), a notifier that the supplier calls before it goes, a reference that the supplier waits for. mlx5_vfio_pci was first to bind two devices for this reason; as merged it registers a notifier with mlx5_core.',
    source: [
      'Jason Gunthorpe to Cornelia Huck, 18 Jan 2021 (vfio-pci-core)',
      'drivers/vfio/pci/mlx5/cmd.c: mlx5_sriov_blocking_notifier_register',
      'domain rules SD-59, HX-5, MK-65',
    ],
    firing: `driver acme_vfio on pci {
    id_table { { vendor = 0x1234; device = 0x0002; } }
    uses acme_save_state of physfn while bound;
}
`,
    corrected: `driver acme_vfio on pci {
    id_table { { vendor = 0x1234; device = 0x0002; } }
    uses acme_save_state of physfn while bound protected by notifier;
}
`,
  },
};

function* run({ driver, declared }: DriverSubject, model: RootModel): Iterable<Report> {
  for (const { use, item } of usesOf(declared, model)) {
    const whose = supplierOf(use);
    if (whose === undefined) continue;
    const claim = use.protectedBy?.text;
    if (claim !== undefined && !(claim === 'auxiliary' && !bindsAuxiliary(driver, model))) continue;
    const what = use.names.map((name) => `\`${name.text}\``).join(', ');
    yield {
      message:
        claim === undefined
          ? `${what} of ${whose}: nothing keeps it bound while this driver uses it`
          : `${what} of ${whose} is said to be protected by an auxiliary driver, but module \`${driver.module}\` has none`,
      place: { item, site: use.site },
      fixes: () => protections(use, claim, item),
    };
  }
}

/** What may be written if it is so: the description says how the driver is protected, it does not protect it. */
function protections(use: UsesDecl, claim: string | undefined, item: ItemKey): readonly Fix[] {
  const last = use.protectedBy ?? use.while ?? use.of?.path ?? use.of?.driver;
  if (last === undefined) return [];
  const written = 'parts' in last ? last.parts.map((it) => it.text).join('/') : last.text;
  return ['notifier', 'link', 'reference'].map((how) => ({
    title: `Say that a ${how === 'link' ? 'device link' : how} protects it`,
    edits: [
      {
        act: 'replace',
        place: { item, site: last.site },
        text: claim === undefined ? `${written} protected by ${how}` : how,
      },
    ],
  }));
}

/** Whose services they are, if it is neither the own device nor the parent (a child is gone before its parent's remove ends). */
function supplierOf(use: UsesDecl): string | undefined {
  if (use.while?.text === 'probe') return undefined;
  if (use.of?.path?.text === 'physfn') return 'the PF';
  return use.of?.driver && `\`${use.of.driver.parts.map((part) => part.text).join('/')}\``;
}

function bindsAuxiliary(driver: Driver, model: RootModel): boolean {
  return model.driversOn('auxiliary').some((other) => other.module === driver.module);
}
