// MK-74: a PF's driver that goes while VFs are enabled. Kernel: drivers/pci/iov.c:pci_disable_sriov.
import { spellName } from '../../syntax/index.ts';
import type { Check, Report } from '../check.ts';
import { undoFix, undoneOf } from './given-back.ts';
import { eachLife, type Life } from './life.ts';

export const vfsLeftBehind: Check<'root'> = {
  code: 'MK-74',
  aliases: [],
  title: 'a PF driver that goes while its VFs are bound',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run: eachLife(run),
  doc: {
    why: 'A VF works only as long as its PF’s driver keeps it going. A `remove` that does not disable SR-IOV leaves the VFs on the bus, bound to drivers whose mailbox nobody answers any more; the PCI core warns “driver left SR-IOV enabled after remove”. `pci_disable_sriov()` removes them first, which unbinds their drivers while the PF still answers. A driver whose VFs are given away refuses to disable them while `pci_vfs_assigned()` says so. What a VF’s driver calls in the PF’s needs a protection besides ([SD-59](SD-59.md)).',
    source: ['drivers/pci/iov.c:pci_iov_remove, pci_disable_sriov', 'domain rules LC-50, MK-74'],
    firing: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { registers net; }
    sriov_configure { creates vf; }
    remove { unregisters net; }
}
`,
    corrected: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe { registers net; }
    sriov_configure { creates vf; }
    remove {
        deletes vf;
        unregisters net;
    }
}
`,
  },
};

function* run(life: Life): Iterable<Report> {
  const { undo } = life;
  if (undo === undefined) return;
  for (const made of life.made) {
    const { of, label } = made.step;
    if (of.text !== 'vf' || undoneOf(made, undo)) continue;
    yield {
      message: `remove() of \`${life.name}\` leaves the VFs enabled: they stay bound to drivers that go on asking a PF without a driver`,
      place: { item: made.item, site: of.site },
      related: [{ place: undo.place, message: 'what it gives back' }],
      fixes: () => undoFix(life, made.at, `deletes ${spellName(label?.text ?? 'vf')};`),
    };
  }
}
