// MK-61: a devm resource that remove frees too. Kernel: scripts/coccinelle/free/devm_free.cocci.
import type { Check, Report } from '../check.ts';
import { releaseOf, withoutUndone } from './given-back.ts';
import { eachLife, type Life } from './life.ts';

export const devmFreedByHand: Check<'root'> = {
  code: 'MK-61',
  aliases: [],
  title: 'a devm resource that is also freed by hand',
  levels: { relaxed: 'error', strict: 'error', stricter: 'error' },
  on: 'root',
  reads: 'declarations',
  run: eachLife(run),
  doc: {
    why: 'A devm resource is released after `remove` by the driver core. If `remove` has released it too, it is released twice: a double free, or a warning “Trying to free already-free IRQ”. Leave it to devm, or take it without. (`devm_kfree()` and its like take it off the list; who calls them does not need devm.)',
    source: ['scripts/coccinelle/free/devm_free.cocci', 'domain rules LC-62, MK-61'],
    firing: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe {
        acquires irq rx devm;
        registers net;
    }
    remove {
        unregisters net;
        releases rx;
    }
}
`,
    corrected: `driver foo on pci {
    id_table { { vendor = 0x1234; device = 0x0001; } }
    probe {
        acquires irq rx devm;
        registers net;
    }
    remove { unregisters net; }
}
`,
  },
};

function* run({ acquired, undo }: Life): Iterable<Report> {
  if (undo === undefined) return;
  for (const it of acquired) {
    const released = it.step.devm ? releaseOf(it, undo) : undefined;
    if (released === undefined) continue;
    yield {
      message: `\`${it.step.name.text}\` is released twice: here, and by devm after ${undo.callback}()`,
      place: { item: released.item, site: released.name.site },
      related: [{ place: { item: it.item, site: it.step.name.site }, message: 'taken with devm' }],
      fixes: () => withoutUndone(released, 'Leave it to devm'),
    };
  }
}
