// MK-66: a reference on a device that is never given back. Kernel: scripts/coccinelle/free/put_device.cocci.
import { spellName } from '../../syntax/index.ts';
import type { Check, Report } from '../check.ts';
import { isUndone, releaseOf, undoFix } from './given-back.ts';
import { type Acquired, eachLife, type Life } from './life.ts';

export const referenceNotPut: Check<'root'> = {
  code: 'MK-66',
  aliases: ['MK-67', 'MK-68'],
  title: 'a reference on a found device that is never put',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run: eachLife(run),
  doc: {
    why: 'Functions that find a device return it with a reference: `bus_find_device()`, `of_find_device_by_node()`, `device_find_child()`, `pci_get_device()` and their like. Until it is put, the device’s memory stays, also after the device was unplugged. `pci_get_device()` in a loop drops the reference on the device that it is given as `from`, so only the one that is kept is left to put. `acquires reference NAME by FUNCTION` says which, a `remove` that is written has to release it.',
    source: [
      'scripts/coccinelle/free/put_device.cocci',
      'drivers/pci/search.c:pci_get_device',
      'drivers/base/core.c:device_find_child',
      'domain rules MK-66, MK-67, MK-68',
    ],
    firing: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe {
        acquires reference peer by pci_get_device;
        registers net;
    }
    remove { unregisters net; }
}
`,
    corrected: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe {
        acquires reference peer by pci_get_device;
        registers net;
    }
    remove {
        unregisters net;
        releases peer;
    }
}
`,
  },
};

function* run(life: Life): Iterable<Report> {
  const { undo } = life;
  if (undo === undefined) return;
  for (const it of life.acquired) {
    const { step, item } = it;
    if (step.resource.text !== 'reference' || step.devm || !isUndone(it) || releaseOf(it, undo)) continue;
    yield {
      message: `\`${step.name.text}\`${takenBy(it)} is never put: ${undo.callback}() has no ${putOf(it)} for it`,
      place: { item, site: step.name.site },
      fixes: () => undoFix(life, it.at, `releases ${spellName(step.name.text)};`),
    };
  }
}

function takenBy({ step }: Acquired): string {
  return step.getter ? `, found by ${step.getter.text}(),` : '';
}

function putOf({ step }: Acquired): string {
  const getter = step.getter?.text ?? '';
  if (getter.startsWith('pci_')) return 'pci_dev_put()';
  if (getter.startsWith('of_') && !getter.startsWith('of_find_device')) return 'of_node_put()';
  return 'put_device()';
}
