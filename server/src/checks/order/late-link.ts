// LC-33: a device link that is added when its consumer is bound already. Kernel: drivers/base/core.c:device_link_init_status.
import type { RootModel } from '../../db/model.ts';
import { holdsAt } from '../../link/guard.ts';
import type { Check, DeviceSubject, Levels, Report } from '../check.ts';
import { factNamed } from '../made-here.ts';

/** The supplier is bound here; whether it was at that moment is not known. */
const BOUND: Levels = { relaxed: 'off', strict: 'hint', stricter: 'warning' };

export const lateLink: Check<'device'> = {
  code: 'LC-33',
  aliases: [],
  title: 'a device link that is added to a bound consumer',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'device',
  reads: 'run',
  run,
  doc: {
    why: 'device_link_add() looks at both ends once. A consumer that is bound already, with a supplier that is not, gives a dormant link. When the supplier binds it becomes available, and only a probe of the consumer would make it active; that probe is over. So the kernel does not unbind the consumer before the supplier, and the consumer goes on using what is no longer there. Add the link in the consumer’s probe, where it is active as soon as the probe returns.',
    source: [
      'drivers/base/core.c:device_link_init_status, device_links_driver_bound',
      'domain rules LC-33, LC-34',
    ],
    firing: `driver uart on platform { of_match_table "acme,uart"; probe { registers tty; } }
device pll on platform { compatible = "acme,pll"; }
device uart0 on platform { compatible = "acme,uart"; supplier pll { flags = AUTOPROBE_CONSUMER; after_bind; } }
`,
    corrected: `driver uart on platform { of_match_table "acme,uart"; probe { registers tty; } }
driver pll on platform { of_match_table "acme,pll"; probe { registers clock; } }
device pll on platform { compatible = "acme,pll"; }
device uart0 on platform { compatible = "acme,uart"; supplier pll { flags = AUTOPROBE_CONSUMER; } }
`,
  },
};

function* run({ id, result, device, declared }: DeviceSubject, model: RootModel): Iterable<Report> {
  if (!declared || !device?.lateSuppliers || result.state !== 'bound') return;
  const links = declared.decl.suppliers.flatMap((link) => {
    const flag = link.facts.find((it) => it.name.text === 'after_bind' && holdsAt(it, model.kernel));
    return flag ? [{ link, flag }] : [];
  });
  for (const [index, { link, flag }] of links.entries()) {
    const supplier = device.lateSuppliers[index]?.supplier;
    const flags = factNamed(link.facts, 'flags')?.values.map((it) => it.text) ?? [];
    if (supplier === undefined || flags.includes('STATELESS') || flags.includes('SYNC_STATE_ONLY')) continue;
    if (device.suppliers.some((it) => it.supplier === supplier)) continue;
    const [from, to] = [model.spelling(supplier), model.spelling(id)];
    const isBound = model.run.devices.get(supplier)?.state === 'bound';
    const place = { item: declared.item, site: flag.site };
    yield {
      message: `${isBound ? 'if' : 'as'} \`${from}\` is not bound when \`${to}\` gets this link, it never becomes active: unbinding \`${from}\` leaves \`${to}\` bound`,
      place,
      ...(isBound && { levels: BOUND }),
      fixes: () => [{ title: 'Add the link in probe', edits: [{ act: 'delete', place }], preferred: true }],
    };
  }
}
