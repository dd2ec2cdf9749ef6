// LC-34: a device link that went with its supplier, and the consumer binds without. Kernel: drivers/base/core.c.
import type { RootModel } from '../../db/model.ts';
import type { Id, Supplier } from '../../driver-core/topology.ts';
import type { Place } from '../../link/place.ts';
import type { Follower, Report, StepCheck, StepDone } from '../check.ts';
import { saidBound } from '../follow.ts';

export const vanishedLink: StepCheck = {
  code: 'LC-34',
  aliases: [],
  title: 'a consumer that binds without its supplier, because the link is gone',
  levels: { relaxed: 'warning', strict: 'warning', stricter: 'warning' },
  on: 'step',
  follow,
  doc: {
    why: 'A managed link holds its consumer back until the supplier is bound, as long as there is a link. One with AUTOREMOVE_SUPPLIER is deleted when its supplier unbinds, and the removal of a device deletes all of its links. What is left is a consumer that depends on nothing: the next walk probes it, with no supplier there. A link that shall outlive the supplier’s driver is made without AUTOREMOVE_SUPPLIER; the consumer’s probe may add it anew each time (AUTOREMOVE_CONSUMER).',
    source: [
      'drivers/base/core.c:device_links_driver_cleanup, device_links_purge',
      'domain rules LC-34, LC-48',
    ],
    firing: `driver uart on platform { of_match_table "acme,uart"; probe { registers tty; } }
driver pll on platform { of_match_table "acme,pll"; probe { registers clock; } }
device pll on platform { compatible = "acme,pll"; }
device uart0 on platform { compatible = "acme,uart"; supplier pll { flags = AUTOREMOVE_SUPPLIER; } }
scenario "without its clock" { unbind pll; drivers_probe uart0; }
`,
    corrected: `driver uart on platform { of_match_table "acme,uart"; probe { registers tty; } }
driver pll on platform { of_match_table "acme,pll"; probe { registers clock; } }
device pll on platform { compatible = "acme,pll"; }
device uart0 on platform { compatible = "acme,uart"; supplier pll { flags = AUTOPROBE_CONSUMER; } }
scenario "without its clock" { unbind pll; drivers_probe uart0; expect error EINVAL; }
`,
  },
};

function follow(): Follower {
  /** Where each device last lost its driver, or went. */
  const left = new Map<Id, Place>();
  const found = new Map<Id, Report>();
  return {
    step(done, moment) {
      for (const event of done.events) {
        if (event.kind === 'remove' || event.kind === 'del') left.set(event.device.id, done.place);
        if (event.kind !== 'notify' || event.what !== 'bound') continue;
        const { id } = event.device;
        const report = withoutSupplier(id, left, done, moment);
        if (report) found.set(id, report);
      }
      found.delete(saidBound(done, moment)?.id ?? '');
      return [];
    },
    end: () => found.values(),
  };
}

/** It is bound, and a supplier to which it had a managed link is not. */
function withoutSupplier(
  consumer: Id,
  left: ReadonlyMap<Id, Place>,
  { place }: StepDone,
  moment: RootModel,
): Report | undefined {
  const lost = moment
    .device(consumer)
    ?.suppliers.find((it) => holdsBack(it) && left.has(it.supplier) && !isThere(it.supplier, moment));
  const cause = lost && left.get(lost.supplier);
  if (!cause || moment.run.devices.get(consumer)?.state !== 'bound') return undefined;
  return {
    message: `\`${moment.spelling(consumer)}\` binds without \`${moment.spelling(lost.supplier)}\`: the link to it was deleted with its supplier`,
    place,
    about: consumer,
    related: [{ place: cause, message: 'the link is deleted here' }],
  };
}

function holdsBack({ flags = [] }: Supplier): boolean {
  return !flags.includes('STATELESS') && !flags.includes('SYNC_STATE_ONLY');
}

function isThere(supplier: Id, { run }: RootModel): boolean {
  return run.devices.get(supplier)?.state === 'bound';
}
